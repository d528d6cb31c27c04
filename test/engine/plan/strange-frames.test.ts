import { expect, it } from 'vitest';
import { LIGHT_VALUES } from '../../../src/engine/light/light.ts';
import { glitchesAmong, strangeFrames } from '../../../src/engine/plan/strange-frames.ts';

/** Frames of which nine tenths show the scene, but for those in the middle. */
function found(middle: readonly number[], light: readonly number[] = []) {
  const around = Array.from({ length: 20 }, () => 0.9);
  const agreement = Float64Array.from([...around, ...middle, ...around]);
  const lights = new Float64Array(agreement.length * LIGHT_VALUES);
  for (const [i, value] of light.entries()) {
    lights.fill(value, (20 + i) * LIGHT_VALUES, (21 + i) * LIGHT_VALUES);
  }
  const strange = strangeFrames(agreement, lights);
  const places = (frames: readonly number[]) => frames.map((frame) => frame - 20);
  return { strange: places(strange), glitches: places(glitchesAmong(strange, agreement)) };
}

it.each([
  ['one frame that shows something else', [0.05], [0], [0]],
  ['the lens covered for four', [0.02, 0.01, 0.02, 0.02], [0, 1, 2, 3], [0, 1, 2, 3]],
  ['one beside a frame that a head hides', [0.4, 0.05], [1], [1]],
  [
    'a picture that moves fast, and faster in between',
    [0.5, 0.4, 0.05, 0.45, 0.4, 0.02, 0.5, 0.5],
    [2, 5],
    [],
  ],
  ['one that shows half of it', [0.4], [], []],
])('%s [3.3]', (_, middle, strange, glitches) => {
  expect(found(middle)).toEqual({ strange, glitches });
});

it('a frame of which little agrees, on a light far off, is strange [3.3]', () => {
  expect(found([0.3], [1]).strange).toEqual([0]);
  expect(found([0.3], [0.1]).strange).toEqual([]);
});
