import { readFrames } from './read-frames.ts';

/* A separate process, since a call on a dead share never returns, and a stuck process can be abandoned. */

process.once('message', (folder: string) => {
  // Without a parent there is nobody to answer.
  process.once('disconnect', () => process.exit(0));
  process.send?.(readFrames(folder), () => process.disconnect());
});
