import { LIGHT_VALUES } from '../light/light.ts';
import { smoothLine } from './smooth-line.ts';

/** Half-open range of frames that share one course of light. */
export interface Segment {
  from: number;
  to: number;
}

/** The stretches between cuts. */
export function segmentsOf(frames: number, cuts: readonly number[]): Segment[] {
  const bounds = [0, ...cuts, frames];
  return bounds.slice(1).map((to, i) => ({ from: bounds[i]!, to }));
}

/**
 * The light each frame should have: within each segment a smooth line through the measured ones. Brightness and the
 * two colour balances are smoothed apart, since a camera's exposure may hunt while its white balance drifts.
 *
 * @param support belief in the measured light of each frame; 0 = not measured
 */
export function targetLights(
  lights: Float64Array,
  support: Float64Array,
  segments: readonly Segment[],
): Float64Array {
  const target = lights.slice();
  for (const { from, to } of segments) {
    const weights = support.subarray(from, to).map((value) => Math.min(1, value));
    const line = (value: (frame: number) => number) =>
      smoothLine(
        Float64Array.from({ length: to - from }, (_, i) => value((from + i) * LIGHT_VALUES)),
        weights,
      );
    const green = line((at) => lights[at + 1]!);
    const red = line((at) => lights[at]! - lights[at + 1]!);
    const blue = line((at) => lights[at + 2]! - lights[at + 1]!);
    for (let i = 0; i < to - from; i += 1) {
      const at = (from + i) * LIGHT_VALUES;
      target.set([green[i]! + red[i]!, green[i]!, green[i]! + blue[i]!], at);
    }
  }
  return target;
}
