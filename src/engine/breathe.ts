import { setImmediate } from 'node:timers/promises';

/**
 * Called by long computations after every frame: lets signals, other processes' output and progress have their turn. A
 * sequence of thousands of frames is planned for minutes on a small machine, and a run must be stoppable all the while.
 */
export type Breathe = () => Promise<void> | undefined;

/** A turn for the others at most this often: each costs what little a turn of the event loop does. */
const EVERY_MS = 20;

/** A breath that lets others have their turn every now and then. @param onFrame is called every time */
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
