import type { TakenPicture } from '../capture/capture-log.ts';
import { programBeside, ShareProcess } from '../lib/share-process.ts';
import type { FrameFile } from '../previews/read-frames.ts';

/** What lies in an image folder, and what was logged with it; null = it cannot be read now. */
export interface FolderFacts {
  files: FrameFile[];
  log: Map<string, TakenPicture>;
}

const NICENESS = 15;

/**
 * In a process of its own, since a share may never answer.
 *
 * @param stallMs how long it may be silent
 */
export async function readFolder(
  folder: string,
  { stallMs, halt }: { stallMs: number; halt: AbortSignal },
): Promise<FolderFacts | null> {
  let facts: FolderFacts | null = null;
  const child = new ShareProcess<FolderFacts | null>({
    program: programBeside(import.meta.url, 'picture-process'),
    silenceMs: stallMs,
    niceness: NICENESS,
    onMessage: (answer) => {
      facts = answer;
    },
  });
  const onHalt = (): void => child.giveUp('the app is stopping');
  halt.addEventListener('abort', onHalt, { once: true });
  child.send(folder);
  await child.ended;
  halt.removeEventListener('abort', onHalt);
  return facts;
}
