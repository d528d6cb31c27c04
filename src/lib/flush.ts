import { open } from 'node:fs/promises';

/** Writes the content to disk, so that it is there before the name is. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes renames durable. Not every share supports it, and nothing is lost then. */
export async function flushFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // Not supported here.
  }
}
