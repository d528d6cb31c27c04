import type { Files } from '../lib/files.ts';
import type { Cause } from '../shared/facts.ts';

/** Whoever puts something there meanwhile is looked at again, but not for ever. */
const MAX_TRIES = 3;

/**
 * Why a folder of this name cannot be used; null = it can. A folder that is there may have files in it.
 *
 * @param ours targets of links that the app made
 */
export async function findBlocker(
  files: Files,
  path: string,
  ours: readonly string[],
): Promise<Cause | null> {
  const there = await files.inspect(path);
  if (there === null || there.kind === 'folder') return null;
  if (there.kind !== 'link') return { cause: 'something_else', reason: `something else is named ${path}` };
  const target = await files.readLink(path);
  if (ours.includes(target)) return null;
  return { cause: 'other_link', reason: `${path} is a link to ${target} that the app did not make` };
}

/**
 * Makes a real folder, in place of a link of the app. Can be repeated.
 *
 * @returns why it could not; null = it is there
 * @throws the system's error
 */
export async function makeTargetFolder(
  files: Files,
  path: string,
  ours: readonly string[],
): Promise<Cause | null> {
  for (let tries = 1; ; tries += 1) {
    const blocker = await findBlocker(files, path, ours);
    if (blocker) return blocker;
    const there = await files.inspect(path);
    if (there?.kind === 'folder') return null;
    if (there?.kind === 'link') await files.remove(path);
    try {
      // One level: /media itself is mapped by Home Assistant, or does not exist.
      await files.makeFolder(path);
      return null;
    } catch (error) {
      if (tries >= MAX_TRIES || (await files.inspect(path)) === null) throw error;
    }
  }
}
