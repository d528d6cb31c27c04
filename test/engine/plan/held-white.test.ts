import { expect, it } from 'vitest';
import { PIVOT } from '../../../src/engine/light/light.ts';
import { STRAIGHT } from '../../../src/engine/light/response.ts';
import { CHANNELS, LOG_SCALE } from '../../../src/engine/measure/features.ts';
import { cellCount } from '../../../src/engine/measure/grid.ts';
import { HeldWhite } from '../../../src/engine/plan/held-white.ts';
import { Random } from '../../../src/tools/bench/random.ts';
import { GRID } from '../synthetic-features.ts';

const FRAMES = 96;
const LEVEL = 240;

/** The room fades by 8 %, a bright place does not; red clips there in every frame that is lighter than most. */
function brightPlace() {
  const random = new Random(2);
  const jitter = Array.from({ length: FRAMES }, () => random.normal(0.04));
  const faded = (frame: number) => (-0.08 * frame) / FRAMES;
  const lightOf = (value: (frame: number) => number) =>
    Float64Array.from({ length: FRAMES * CHANNELS }, (_, i) => value(Math.floor(i / CHANNELS)));
  const white = new HeldWhite({
    reader: {
      frames: FRAMES,
      values: cellCount(GRID) * CHANNELS,
      read: (frame, into) => into.fill(Math.round(LOG_SCALE * (Math.log(LEVEL) + jitter[frame]!))),
      readPeaks: (frame, into) => into.fill(jitter[frame]! > 0.03 ? 255 : 245),
    },
    grid: GRID,
    response: STRAIGHT,
    clip: 255,
    lights: lightOf((frame) => jitter[frame]! + faded(frame)),
    target: lightOf(faded),
    segments: [{ from: 0, to: FRAMES }],
    localOf: () => undefined,
  });
  return { white, jitter };
}

it('a bright place comes to the level it has in the frames around, not in those of another light [3.2]', () => {
  const { white, jitter } = brightPlace();
  const blown = [...jitter.keys()].filter((frame) => jitter[frame]! > 0.03);
  expect(blown.length).toBeGreaterThan(5);
  for (const frame of blown) {
    expect(white.at(frame, -jitter[frame]!, undefined)![0], `frame ${frame}`).toBeLessThan(0.5);
  }
});

it('white that is white in every frame stays white, though in the darkest the light is to be taken back [3.2]', () => {
  const target = Float64Array.from({ length: FRAMES * CHANNELS }, (_, i) => 0.01 * Math.floor(i / CHANNELS));
  const lights = target.map((light, i) => light + (i < CHANNELS ? 0.03 : 0));
  const white = new HeldWhite({
    reader: {
      frames: FRAMES,
      values: cellCount(GRID) * CHANNELS,
      read: (_, into) => into.fill(Math.round(LOG_SCALE * (Math.log(255) - PIVOT))),
      readPeaks: (_, into) => into.fill(255),
    },
    grid: GRID,
    response: STRAIGHT,
    clip: 255,
    lights,
    target,
    segments: [{ from: 0, to: FRAMES }],
    localOf: () => undefined,
  });
  expect(Math.min(...white.at(0, -0.03, undefined)!)).toBe(1);
});
