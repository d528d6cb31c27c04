import { expect, it } from 'vitest';
import { BackgroundBuilder } from '../../../src/engine/light/background.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from '../../../src/engine/measure/features.ts';
import { Random } from '../../../src/tools/bench/random.ts';

const FRAMES = 40;
const CELLS = 30;
const VALUES = CELLS * CHANNELS;

const random = new Random(7);
const lights = Float64Array.from({ length: FRAMES * CHANNELS }, () => random.normal(0.1));
/** Each cell is missing more often than the one before. */
const frames = Array.from({ length: FRAMES }, () =>
  Int16Array.from({ length: VALUES }, (_, i) =>
    i % CHANNELS === 0 && random.uniform() < Math.floor(i / CHANNELS) / CELLS
      ? UNUSABLE
      : 2000 * random.normal(1),
  ),
);
const reader = {
  frames: FRAMES,
  values: VALUES,
  read: (frame: number, into: Int16Array) => into.set(frames[frame]!),
  readPeaks: () => {},
};

/** Of a value of the frames `[from, to)`, undefined where too few show it. */
function medianOf(value: number, from: number, to: number): number | undefined {
  const cell = value - (value % CHANNELS);
  const seen = frames.flatMap((features, frame) =>
    frame >= from && frame < to && features[cell] !== UNUSABLE
      ? [Math.fround(features[value]! / LOG_SCALE - lights[frame * CHANNELS + (value % CHANNELS)]!)]
      : [],
  );
  if (seen.length < Math.max(2, Math.ceil((to - from) / 3))) return undefined;
  seen.sort((a, b) => a - b);
  const middle = seen.length >> 1;
  return seen.length % 2 === 1 ? seen[middle] : (seen[middle - 1]! + seen[middle]!) / 2;
}

it('a background is the median of its frames, whatever windows came before', () => {
  const builder = new BackgroundBuilder(reader, lights);
  for (const [from, to] of [
    [0, 24],
    [0, 24],
    [4, 28],
    [12, 36],
    [16, 40],
    [3, 8],
    [3, 8],
    [20, 26],
    [0, 24],
  ] as const) {
    const { logs } = builder.build(from, to);
    for (let value = 0; value < VALUES; value += 1) {
      const wanted = medianOf(value, from, to);
      const cell = value - (value % CHANNELS);
      if (wanted === undefined) expect(logs[cell], `cell of ${value} in ${from}`).toBeNaN();
      else expect(logs[value], `${value} in ${from}`).toBeCloseTo(wanted, 6);
    }
  }
});
