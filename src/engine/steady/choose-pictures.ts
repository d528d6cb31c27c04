import type { Breathe } from '../run/breathe.ts';
import { findViews } from '../light/views.ts';
import type { Reading } from '../input/capture-log.ts';
import type { FeatureReader } from '../measure/feature-reader.ts';
import type { Grid } from '../measure/grid.ts';
import type { Settings, Steadiness } from '../run/settings.ts';
import type { SteadyReason } from '../../shared/flicker.ts';
import { chooseLength } from '../../shared/steady-length.ts';
import { cheapestPath } from './cheapest-path.ts';
import { courseOf } from './course.ts';
import { LumaCells } from './luma-cells.ts';
import { evenly, type GreyReader, movementOf } from './movement.ts';
import { paceOf } from './pace.ts';
import { measureChange, PictureDistances } from './picture-distance.ts';
import { printingFrames } from './printing-frames.ts';
import { FRAMES_OF_A_SCENE, usableFrames } from './usable-frames.ts';
import { type Windows, windowsOf } from './windows.ts';

/** A choice that takes off less of the movement than this leaves a video as it is. */
const MIN_GAIN = 0.35;

/** The usual movement is sampled at one moment in so many; below the least, nothing moves. */
const SAMPLED = 4;
const MIN_DISTANCE = 1e-4;

/** Which pictures make the video, and why. */
export interface Choice {
  mode: Steadiness;
  applied: boolean;
  reason: SteadyReason;
  /** Pictures to choose from. */
  candidates: number;
  /** Numbers of the frames to show, rising; all where nothing was chosen. */
  frames: number[];
  /** Frames per second; undefined = as without choosing. */
  fps: number | undefined;
  /** In percent, of as many pictures picked evenly and of those chosen; 0 where not measured. */
  before: number;
  after: number;
}

export interface ChoiceRequest {
  features: FeatureReader;
  readGrey: GreyReader;
  grid: Grid;
  /** What was logged with each frame. */
  readings: readonly (Reading | undefined)[];
  settings: Settings;
  breathe: Breathe;
}

/** Chooses the pictures in which head and bed are where they are in the picture before. */
export async function choosePictures(request: ChoiceRequest): Promise<Choice> {
  const { features, readings, settings, breathe, readGrey } = request;
  const all = Array.from({ length: features.frames }, (_, frame) => frame);
  const length = chooseLength(all.length, settings);
  const every = (reason: SteadyReason): Choice => ({
    ...{ mode: settings.steady, applied: false, reason, candidates: all.length, frames: all },
    ...{ fps: undefined, before: 0, after: 0 },
  });
  if (length.pictures === undefined) return every(length.reason);
  if ((await findViews(features, breathe)).length > 1) return every('several_cameras');
  const showing = await usableFrames(
    new LumaCells(features, FRAMES_OF_A_SCENE),
    all.length,
    request.grid.columns,
    breathe,
  );
  const usable = printingFrames(showing, readings, length.pictures);
  const frames = await steadiest(request, usable, length.pictures);
  const before = movementOf(evenly(all.length, frames.length), readGrey);
  const after = movementOf(frames, readGrey);
  const measured = { candidates: usable.length, before, after };
  if (after > (1 - MIN_GAIN) * before) return { ...every('less_than_35_percent_gain'), ...measured };
  return { ...every(length.reason), applied: true, frames, fps: length.fps, ...measured };
}

async function steadiest(
  { features, readings, breathe }: ChoiceRequest,
  usable: readonly number[],
  pictures: number,
): Promise<number[]> {
  const only = some(features, usable);
  const change = await measureChange(new LumaCells(only, 2), usable.length, breathe);
  const pace = paceOf(change.toNext, pictures);
  const logged = usable.map((frame) => readings[frame]);
  const windows = windowsOf(courseOf(pace, logged, pictures), pictures);
  const reach = reachOf(windows);
  const cells = new LumaCells(some(only, windows.candidates), reach + 1);
  const distances = new PictureDistances(cells, change.moving, reach);
  const usual = usualDistance(windows, distances);
  const path = await cheapestPath(windows, (a, b) => distances.between(a, b) / usual, breathe);
  return path.map((candidate) => usable[windows.candidates[candidate]!]!);
}

/** The furthest that two candidates of a moment and of that two moments on are apart. */
function reachOf({ first, last }: Windows): number {
  let reach = 1;
  for (let moment = 0; moment < first.length; moment += 1) {
    reach = Math.max(reach, last[Math.min(first.length - 1, moment + 2)]! - first[moment]!);
  }
  return reach;
}

function usualDistance({ first, last }: Windows, distances: PictureDistances): number {
  const middle = (moment: number) => (first[moment]! + last[moment]!) >> 1;
  let [sum, count] = [0, 0];
  for (let moment = 1; moment < first.length; moment += SAMPLED) {
    const [before, now] = [middle(moment - 1), middle(moment)];
    if (before === now) continue;
    sum += distances.between(before, now);
    count += 1;
  }
  return Math.max(MIN_DISTANCE, sum / Math.max(1, count));
}

/** Some of the frames, numbered anew. */
function some(reader: FeatureReader, frames: ArrayLike<number>): FeatureReader {
  return {
    ...reader,
    frames: frames.length,
    read: (frame, into) => reader.read(frames[frame]!, into),
    readPeaks: (frame, into) => reader.readPeaks(frames[frame]!, into),
  };
}
