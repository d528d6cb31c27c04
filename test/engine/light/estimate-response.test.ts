import { expect, it } from 'vitest';
import { estimateResponse } from '../../../src/engine/light/estimate-response.ts';
import { CHANNELS, LOG_SCALE } from '../../../src/engine/measure/features.ts';
import { cellCount } from '../../../src/engine/measure/grid.ts';
import { Random } from '../../../src/tools/bench/random.ts';
import { GRID } from '../synthetic-features.ts';

const FRAMES = 30;
const WHITE = Math.log(255);

/** A scene from dark to white, in both halves alike, under a gamma that changes from frame to frame. */
function gammaScene() {
  const random = new Random(4);
  const cells = cellCount(GRID);
  const levels = Float64Array.from({ length: cells }, () => Math.log(20 + 225 * random.uniform()));
  const gammas = Array.from({ length: FRAMES }, () => Math.exp(random.normal(0.08)));
  const level = (frame: number, i: number) =>
    WHITE - gammas[frame]! * (WHITE - levels[Math.floor(i / CHANNELS)]!);
  return {
    reader: {
      frames: FRAMES,
      values: cells * CHANNELS,
      read: (frame: number, into: Int16Array) =>
        into.forEach((_, i) => {
          into[i] = Math.round(LOG_SCALE * level(frame, i));
        }),
      readPeaks: (_: number, into: Uint8Array) => into.fill(0),
    },
    // The light in the middle of the levels, as it is measured at first.
    lights: Float64Array.from(
      { length: FRAMES * CHANNELS },
      (_, i) => -gammas[Math.floor(i / CHANNELS)]! * (WHITE - Math.log(96)),
    ),
  };
}

it.each([
  [60, 1.48],
  [160, 0.48],
  [240, 0.06],
])(
  'a camera that changes its gamma hardly moves what is nearly white: level %d by %d [3.5]',
  (level, growth) => {
    const { reader, lights } = gammaScene();
    const response = estimateResponse(reader, GRID, lights);
    expect(Math.abs(response.growthAt(response.toScale(Math.log(level))) - growth)).toBeLessThan(0.05);
  },
);
