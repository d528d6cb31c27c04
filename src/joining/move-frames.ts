import { join } from 'node:path';
import { errnoOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import { type FrameOrder, frameNamesIn } from '../lib/frame-names.ts';

export interface Move {
  from: string;
  to: string;
}

/** @throws the system's error */
export async function readFrames(
  files: Files,
  folder: string,
): Promise<{ frames: FrameOrder[]; names: string[] }> {
  const names = await files.list(folder);
  const frames: FrameOrder[] = [];
  for (const name of frameNamesIn(names)) {
    const there = await files.inspect(join(folder, name));
    if (there?.kind === 'file' && there.sizeBytes > 0) frames.push({ name, modifiedAt: there.modifiedAt });
  }
  return { frames, names };
}

/** Repeatable; never overwrites another file. */
export async function moveFile(files: Files, { from, to }: Move): Promise<void> {
  if ((await files.inspect(to)) !== null) return;
  await files.rename(from, to).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT') throw error;
  });
}

export async function removeEmpty(files: Files, folder: string): Promise<void> {
  await files.removeFolder(folder).catch((error: unknown) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errnoOf(error) ?? '')) throw error;
  });
}
