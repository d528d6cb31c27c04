import { dirname } from 'node:path';
import { errnoOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';

const PART_BYTES = 4 * 1024 * 1024;

/** Another file system, or one without second names; a copy that is not allowed either says so. */
const NO_SECOND_NAME = new Set([
  'EACCES',
  'EXDEV',
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EINVAL',
]);

/** The app is stopping, or the move is called off. */
export class MoveHalted extends Error {
  override readonly name = 'MoveHalted';
}

export interface CopyRun {
  signal: { readonly aborted: boolean };
  onBytes: (bytes: number) => void;
}

/**
 * Has a file under a second name: the same file where the file system is the same, else a copy that was written to the
 * disk and checked. The original stays.
 *
 * @param partial where the copy is made
 * @param isGood whether it is as the original; omitted = they are compared
 * @returns false when something else has the name
 * @throws MoveHalted, or the system's error; nothing is left under the name then
 */
export async function putCopy(
  files: Files,
  {
    from,
    to,
    partial,
    isGood = (copy) => isSame(files, from, copy, run.signal),
  }: {
    from: string;
    to: string;
    partial: string;
    isGood?: ((copy: string) => Promise<boolean>) | undefined;
  },
  run: CopyRun & { requireRoom: () => Promise<void> },
): Promise<boolean> {
  try {
    await files.addName(from, to);
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    if (errno === 'EEXIST') return false;
    if (!NO_SECOND_NAME.has(errno)) throw error;
    await run.requireRoom();
    try {
      await copyInParts(files, from, partial, run);
      if (!(await isGood(partial))) throw differs(from);
    } catch (failure) {
      await files.remove(partial).catch(() => {});
      throw failure;
    }
    if (!(await files.reserve(to))) {
      await files.remove(partial).catch(() => {});
      return false;
    }
    await files.rename(partial, to);
  }
  await files.flushFolder(dirname(to));
  return true;
}

async function copyInParts(files: Files, from: string, partial: string, run: CopyRun): Promise<void> {
  await files.remove(partial).catch(() => {});
  let at = 0;
  for (let copied = PART_BYTES; copied === PART_BYTES; at += copied) {
    if (run.signal.aborted) throw new MoveHalted();
    copied = await files.copyPart(from, partial, at, PART_BYTES);
    run.onBytes(at + copied);
  }
  await files.finishCopy(from, partial);
}

/** @throws the system's error, or MoveHalted */
export async function isSame(
  files: Files,
  one: string,
  other: string,
  signal: CopyRun['signal'],
): Promise<boolean> {
  const size = (await files.inspect(one))?.sizeBytes ?? 0;
  for (let at = 0; at <= size; at += PART_BYTES) {
    if (signal.aborted) throw new MoveHalted();
    if (!(await files.isSamePart(one, other, at, PART_BYTES))) return false;
  }
  return true;
}

function differs(path: string): Error {
  return Object.assign(new Error(`the copy of "${path}" is not the same as the original`), { code: 'EIO' });
}
