import type { FeatureReader } from '../../src/engine/measure/feature-reader.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from '../../src/engine/measure/features.ts';
import { cellCount, type Grid, gridFor } from '../../src/engine/measure/grid.ts';
import { Random } from '../../src/tools/bench/random.ts';

/** What a made-up sequence does. All are logarithms. */
export interface SyntheticScene {
  frames: number;
  /** Light of a frame: red, green, blue. */
  light: (frame: number) => readonly [number, number, number];
  /** Part of the cells that show something else in every frame. */
  moving?: number;
  /** Camera noise. */
  noise?: number;
  /** More light of a cell, by column and row from 0 to 1. */
  local?: (frame: number, x: number, y: number) => number;
  /** Growth of a cell of this logarithm of level over the pivot with the light. */
  growth?: (tone: number) => number;
  /** Which scene a frame shows; 0 without it. */
  scene?: (frame: number) => number;
  /** Whether a frame is grey. */
  mono?: (frame: number) => boolean;
  seed?: number;
}

export const GRID: Grid = gridFor({ width: 1920, height: 1080 });

/** A still scene of varied brightness and colour under changing light, as pass 1 would keep it. */
export function syntheticFeatures(scene: SyntheticScene): FeatureReader {
  const random = new Random(scene.seed ?? 1);
  const cells = cellCount(GRID);
  const scenes = [random, new Random(101), new Random(102)].map((own) =>
    Float64Array.from({ length: cells * CHANNELS }, () => Math.log(30 + 120 * own.uniform())),
  );
  const movers = Uint8Array.from({ length: cells }, () => (random.uniform() < (scene.moving ?? 0) ? 1 : 0));
  const frames = Array.from({ length: scene.frames }, (_, frame) => {
    const light = scene.light(frame);
    const still = scenes[scene.scene?.(frame) ?? 0]!;
    const mono = scene.mono?.(frame) ?? false;
    return Int16Array.from(still, (_, i) => {
      const cell = Math.floor(i / CHANNELS);
      const level = still[mono ? cell * CHANNELS : i]!;
      const shown = movers[cell] === 1 ? Math.log(20 + 180 * random.uniform()) : level;
      const x = (cell % GRID.columns) / GRID.columns;
      const y = Math.floor(cell / GRID.columns) / GRID.rows;
      const more = light[mono ? 1 : i % CHANNELS]! + (scene.local?.(frame, x, y) ?? 0);
      const growth = scene.growth?.(level - Math.log(96)) ?? 1;
      return Math.round(LOG_SCALE * (shown + growth * more + random.normal(scene.noise ?? 0)));
    });
  });
  return {
    frames: scene.frames,
    values: cells * CHANNELS,
    read: (frame, into) => into.set(frames[frame]!),
    readPeaks: (_, into) => into.fill(0),
  };
}

/** The same features with every cell of some frames unusable. */
export function withBlankFrames(reader: FeatureReader, blank: readonly number[]): FeatureReader {
  return {
    ...reader,
    read: (frame, into) => {
      reader.read(frame, into);
      if (blank.includes(frame)) into.fill(UNUSABLE);
    },
  };
}
