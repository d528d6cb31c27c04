import { constants } from 'node:fs';
import { chmod, lstat, open, utimes } from 'node:fs/promises';
import { flush } from './flush.ts';
import { openHandle } from './open-file.ts';

/**
 * Copies a part of a file to the same position of another, which is created with the first part. Links are not
 * followed, and what is there already is not overwritten.
 *
 * @returns how many bytes there were
 */
export async function copyPart(from: string, to: string, at: number, length: number): Promise<number> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const bytes = await readPart(from, at, length);
  const target = await open(to, O_WRONLY | O_NOFOLLOW | (at === 0 ? O_CREAT | O_EXCL : 0));
  try {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await target.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
  } finally {
    await target.close();
  }
  return bytes.length;
}

/** Whether a part of two files is the same; beyond the end of both it is. */
export async function isSamePart(one: string, other: string, at: number, length: number): Promise<boolean> {
  const [a, b] = await Promise.all([readPart(one, at, length), readPart(other, at, length)]);
  return a.equals(b);
}

/** Gives a copy the time and the rights of its original, where the file system has them, and writes it to the disk. */
export async function finishCopy(from: string, to: string): Promise<void> {
  const { mtimeMs, atimeMs, mode } = await lstat(from);
  await chmod(to, mode & 0o7777).catch(() => {});
  await utimes(to, seconds(atimeMs), seconds(mtimeMs)).catch(() => {});
  await flush(to);
}

/** In the middle of the millisecond, so that rounding does not make another one of it. */
function seconds(milliseconds: number): number {
  return (Math.trunc(milliseconds) + 0.5) / 1000;
}

async function readPart(path: string, at: number, length: number): Promise<Buffer> {
  const { handle } = await openHandle(path);
  try {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await handle.read(buffer, filled, length - filled, at + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await handle.close();
  }
}
