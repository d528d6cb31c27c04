import { readLog } from '../capture/capture-log.ts';
import { captureLines } from '../lib/capture-lines.ts';
import { readFrames } from '../previews/read-frames.ts';

/* A separate process, since a call on a dead share never returns, and a stuck process can be abandoned. */

process.once('message', (folder: string) => {
  // Without a parent there is nobody to answer.
  process.once('disconnect', () => process.exit(0));
  const { frames: files } = readFrames(folder);
  const facts = files && { files, log: readLog(captureLines(folder)) };
  process.send?.(facts, () => process.disconnect());
});
