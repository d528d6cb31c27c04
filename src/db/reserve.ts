import { randomBytes } from 'node:crypto';
import { open, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/* Even a deletion, or a start, needs some space in the database. On a full disk, this file is given up for it. */

const BYTES = 512 * 1024;

const pathIn = (dataDir: string): string => join(dataDir, 'reserve');

/** @throws the system's error when there is no space for it */
export async function keepReserve(dataDir: string): Promise<void> {
  const path = pathIn(dataDir);
  if ((await stat(path).catch(() => null))?.size === BYTES) return;
  const file = await open(path, 'w');
  try {
    // Random, since some file systems allocate nothing for zeros.
    await file.writeFile(randomBytes(BYTES));
    await file.sync();
  } catch (error) {
    await unlink(path).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
}

/** @returns whether there was a reserve */
export async function releaseReserve(dataDir: string): Promise<boolean> {
  return unlink(pathIn(dataDir)).then(
    () => true,
    () => false,
  );
}
