import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { errnoOf, reasonOf } from '../lib/errors.ts';
import { compareNatural, isFrameName, withoutPosters } from '../lib/frame-names.ts';
import type { FolderListing, Refused } from './folder-protocol.ts';

/** After this time, the remaining folders are listed without counts. */
const COUNT_FOR_MS = 1500;
const MAX_FOLDERS = 5000;

/**
 * Lists only folders within the roots, after resolving links; hidden folders are skipped. Never throws.
 *
 * @param path null = the roots
 * @param onNames gets preliminary results before links are resolved and pictures counted
 */
export async function browseFolders(
  roots: readonly string[],
  path: string | null,
  onNames: (listing: FolderListing) => void = () => {},
): Promise<FolderListing | Refused> {
  try {
    const realRoots = await existingRoots(roots);
    if (path === null) {
      const folders = realRoots.map((root) => ({ name: root, path: root, imageCount: null }));
      return { ok: true, path: null, parent: null, folders };
    }
    const plain = resolve(path);
    // Checked before the disk is accessed: what exists outside is not disclosed.
    if (!isWithin([...roots, ...realRoots], plain)) return outside(plain);
    const real = await realpath(plain);
    if (!isWithin(realRoots, real)) return outside(plain);
    const parent = isWithin(realRoots, dirname(real)) && real !== sep ? dirname(real) : null;
    const { folders, links } = await entriesOf(real);
    const listing = (names: readonly string[]): FolderListing => ({
      ok: true,
      path: real,
      parent,
      folders: toFolders(real, names),
    });
    onNames(listing(folders));
    const whole = listing([...folders, ...(await linkedFolders(real, links, realRoots))]);
    onNames(whole);
    return { ...whole, folders: await withCounts(whole.folders) };
  } catch (error) {
    return { ok: false, code: errnoOf(error) ?? 'unknown', message: reasonOf(error) };
  }
}

/** With links resolved, without duplicates. */
async function existingRoots(roots: readonly string[]): Promise<string[]> {
  const real = await Promise.all(roots.map((root) => realpath(root).catch(() => null)));
  return [...new Set(real.filter((root) => root !== null))];
}

function isWithin(roots: readonly string[], path: string): boolean {
  return roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep));
}

function outside(path: string): Refused {
  return { ok: false, code: 'outside', message: `"${path}" is outside the folders you can choose` };
}

async function entriesOf(folder: string): Promise<{ folders: string[]; links: string[] }> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(
    ({ name }) => !name.startsWith('.'),
  );
  return {
    folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
    links: entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name),
  };
}

async function linkedFolders(
  folder: string,
  links: readonly string[],
  roots: readonly string[],
): Promise<string[]> {
  const leadsWithin = async (name: string): Promise<boolean> => {
    const target = await realpath(join(folder, name)).catch(() => null);
    return target !== null && isWithin(roots, target) && (await stat(target)).isDirectory();
  };
  const found = await Promise.all(
    links.map(async (name) => ((await leadsWithin(name).catch(() => false)) ? [name] : [])),
  );
  return found.flat();
}

function toFolders(folder: string, names: readonly string[]): FolderListing['folders'] {
  return [...names]
    .sort((a, b) => compareNatural(a, b) || (a < b ? -1 : 1))
    .slice(0, MAX_FOLDERS)
    .map((name) => ({ name, path: join(folder, name), imageCount: null }));
}

async function withCounts(folders: FolderListing['folders']): Promise<FolderListing['folders']> {
  const until = performance.now() + COUNT_FOR_MS;
  const counted = [];
  for (const folder of folders) {
    const entries =
      performance.now() < until
        ? await readdir(folder.path, { withFileTypes: true }).catch(() => null)
        : null;
    const names = entries?.filter((entry) => entry.isFile()).map(({ name }) => name);
    const imageCount = names ? withoutPosters(names).filter(isFrameName).length : null;
    counted.push({ ...folder, imageCount });
  }
  return counted;
}
