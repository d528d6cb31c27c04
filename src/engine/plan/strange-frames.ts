import { lumaOf } from '../light/light.ts';
import { median } from '../light/robust.ts';

/** A frame that agrees with the still scene this much less than the others, where they do, shows something else. */
const STRANGE = 0.15;
const MIN_AGREEMENT = 0.6;

/** The same for one whose light is this far off that of the frames beside it. */
const FAR_AND_STRANGE = 0.5;
const FAR = 0.5;
const BESIDE = 4;

/** A glitch is surrounded by the scene: the best of so many frames on each side shows it so much as the others. */
const AROUND = 2;
const AS_MUCH = 0.7;

/**
 * Frames that show next to nothing of what the others show, as when something covers the lens: their light is not known.
 * What agrees by chance agrees on any light: where it is far off the light around, more must agree.
 *
 * @param agreement with the still scene, one a frame, 0–1
 * @returns numbers of frames, rising
 */
export function strangeFrames(agreement: Float64Array, lights: Float64Array): number[] {
  const usual = median(agreement);
  if (usual < MIN_AGREEMENT) return [];
  const luma = agreement.map((_, frame) => lumaOf(lights, frame));
  return [...agreement.keys()].filter((frame) => {
    const around = luma.subarray(Math.max(0, frame - BESIDE), frame + BESIDE + 1);
    const far = Math.abs(luma[frame]! - median(around)) > FAR;
    return agreement[frame]! < (far ? FAR_AND_STRANGE : STRANGE) * usual;
  });
}

/**
 * Those of the strange frames that are glitches. Where things move fast, the frames around show little of the scene, too:
 * nothing tells the light there, but the pictures are as they should be.
 */
export function glitchesAmong(strange: readonly number[], agreement: Float64Array): number[] {
  const isStrange = new Set(strange);
  const least = AS_MUCH * median(agreement);
  const showsScene = (frame: number, step: 1 | -1) => {
    const beside: number[] = [];
    for (let at = frame; at >= 0 && at < agreement.length && beside.length < AROUND; at += step) {
      if (!isStrange.has(at)) beside.push(agreement[at]!);
    }
    return beside.length === 0 || Math.max(...beside) >= least;
  };
  return strange.filter((frame) => showsScene(frame, -1) && showsScene(frame, 1));
}
