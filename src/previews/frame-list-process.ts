import { readFrames } from './read-frames.ts';

/*
 * Lists the frames of one image folder, in a process of its own: a call on a hanging share never returns, and a
 * process that is stuck in one can be given up.
 */

process.once('message', (folder: string) => {
  // Without a parent to hear the result there is nothing left to do.
  process.once('disconnect', () => process.exit(0));
  process.send?.(readFrames(folder), () => process.disconnect());
});
