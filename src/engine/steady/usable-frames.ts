import type { Breathe } from '../run/breathe.ts';
import type { LumaCells } from './luma-cells.ts';

/** The scene around a block of so many frames is the median of some of the frames before, in and after it. */
const BLOCK = 8;
const AROUND = 8;
const EVERY = 3;

/** Frames to remember for it. */
export const FRAMES_OF_A_SCENE = BLOCK + 2 * AROUND;

/** An edge between two cells, and how near that of a frame must be to be the same; logarithms. */
const EDGE = 0.12;
const SAME = 0.08;

/** With so few edges in the scene, nothing tells. */
const MIN_EDGES = 0.02;

/** A frame is unusable where it keeps less than this part of what the others keep of the scene. */
const STRANGE = 0.35;

/** Where the frames have less than this in common, there is no scene to judge by. */
const MIN_USUAL = 0.35;

/** Where more than this part seems unusable, the judgement is wrong. */
const MAX_UNUSABLE = 0.25;

/**
 * Which frames show the scene that the frames around show: not those of a covered lens, a flash, a placeholder.
 * Whatever the light does, the edges stay.
 */
export async function usableFrames(
  cells: LumaCells,
  frames: number,
  columns: number,
  breathe: Breathe,
): Promise<number[]> {
  const likeness = new Float32Array(frames);
  const scene = new Float32Array(cells.cells);
  for (let from = 0; from < frames; from += BLOCK) {
    drawScene(cells, frames, from, scene);
    for (let frame = from; frame < Math.min(frames, from + BLOCK); frame += 1) {
      likeness[frame] = likenessOf(scene, cells.at(frame), columns);
      await breathe();
    }
  }
  const all = [...likeness.keys()];
  const usual = likeness.toSorted()[frames >> 1]!;
  const usable = all.filter((frame) => likeness[frame]! >= STRANGE * usual);
  return usual < MIN_USUAL || usable.length < (1 - MAX_UNUSABLE) * frames ? all : usable;
}

function drawScene(cells: LumaCells, frames: number, block: number, scene: Float32Array): void {
  const from = Math.max(0, Math.min(block - AROUND, frames - FRAMES_OF_A_SCENE));
  const to = Math.min(frames, from + FRAMES_OF_A_SCENE);
  const around: Float32Array[] = [];
  for (let frame = from; frame < to; frame += EVERY) around.push(cells.at(frame));
  const values = new Float32Array(around.length);
  for (let cell = 0; cell < scene.length; cell += 1) {
    for (let i = 0; i < values.length; i += 1) insert(values, i, around[i]![cell]!);
    scene[cell] = values[values.length >> 1]!;
  }
}

/** Puts a value in its place among the first `count`, which are in order. */
function insert(values: Float32Array, count: number, value: number): void {
  let at = count;
  while (at > 0 && values[at - 1]! > value) {
    values[at] = values[at - 1]!;
    at -= 1;
  }
  values[at] = value;
}

/** Part of the edges of either that are the same in both. */
function likenessOf(scene: Float32Array, frame: Float32Array, columns: number): number {
  let edges = 0;
  let same = 0;
  for (let cell = 1; cell < scene.length; cell += 1) {
    if (cell % columns === 0) continue;
    const ofScene = scene[cell]! - scene[cell - 1]!;
    if (Math.abs(ofScene) < EDGE) continue;
    edges += 1;
    if (Math.abs(ofScene - frame[cell]! + frame[cell - 1]!) < SAME) same += 1;
  }
  return edges < MIN_EDGES * scene.length ? 1 : same / edges;
}
