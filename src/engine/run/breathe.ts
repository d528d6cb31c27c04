import { setImmediate } from 'node:timers/promises';

/**
 * Called by long computations after every frame, so that signals, output of processes and progress are handled.
 * Planning thousands of frames takes minutes on a small machine, and must be stoppable.
 */
export type Breathe = () => Promise<void> | undefined;

/** Each turn of the event loop has a small cost. */
const EVERY_MS = 20;

/** @param onFrame called every time */
export function breatheNowAndThen(onFrame: () => void): Breathe {
  let last = performance.now();
  return () => {
    onFrame();
    if (performance.now() - last < EVERY_MS) return undefined;
    return setImmediate().then(() => {
      last = performance.now();
    });
  };
}
