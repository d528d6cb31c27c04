import { randomBytes } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../lib/errors.ts';
import { writeFileAtomic } from '../lib/write-file-atomic.ts';

/** In the data folder, but in no backup of Home Assistant: `backup_exclude` names it. */
export const KEY_FILE = 'secret.key';
const KEY_BYTES = 32;

/** Null = there is none, or it is no key. @throws the system's error */
export async function readKey(dataDir: string): Promise<Buffer | null> {
  try {
    const key = Buffer.from((await readFile(join(dataDir, KEY_FILE), 'utf8')).trim(), 'base64');
    return key.length === KEY_BYTES ? key : null;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Flushed before anything is encrypted with it. @throws the system's error */
export async function makeKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, KEY_FILE);
  const key = randomBytes(KEY_BYTES);
  // It takes the rights of the file that it replaces.
  await writeFileAtomic(path, '');
  await chmod(path, 0o600);
  await writeFileAtomic(path, `${key.toString('base64')}\n`);
  return key;
}
