import { type Dirent, readdirSync } from 'node:fs';
import { isFrameName, withoutPosters } from '../lib/frame-names.ts';
import type { UnusedReason } from '../shared/system.ts';

/** Formats that browsers do not show and ffmpeg does not always read. */
const OTHER_FORMAT = /^[^.].*\.(?:hei[cf]s?|avif|tiff?|bmp|gif|jp2|jxl|dng|cr[23]|nef|arw|raf|orf|rw2)$/i;
/** Folders of network storages, such as those with thumbnails. */
const OWN_OF_A_STORAGE = /^[.@#$]|^lost\+found$/;
/** Limits the search in depth, and in folders per level. */
const MAX_DEPTH = 3;
const MAX_FOLDERS = 50;
/** A file may be empty for a moment while it is being written. */
const EMPTY_FOR_MS = 60_000;

/** Null = it contains no pictures. Costs a few reads, so only for folders without frames. */
export function findUnusedPictures(path: string, folderModifiedAt: number, now: number): UnusedReason | null {
  const entries = entriesOf(path);
  const counts = new Map<UnusedReason, number>();
  for (const reason of entries.map(reasonOf)) if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (now - folderModifiedAt < EMPTY_FOR_MS) counts.delete('empty');
  const [commonest] = [...counts].toSorted(([, a], [, b]) => b - a);
  if (commonest) return commonest[0];
  return hasPicturesBelow(foldersOf(entries)) ? 'deeper' : null;
}

function reasonOf(entry: Dirent): UnusedReason | null {
  if (!isFrameName(entry.name)) return entry.isFile() && OTHER_FORMAT.test(entry.name) ? 'format' : null;
  if (entry.isSymbolicLink()) return 'links';
  if (!entry.isFile()) return null;
  return isNoText(entry.name) ? 'names' : 'empty';
}

/** Undecodable names contain a replacement character and cannot be opened. */
export function isNoText(name: string): boolean {
  return name.includes('\ufffd');
}

function hasPicturesBelow(folders: readonly string[]): boolean {
  let level = folders;
  for (let depth = 1; depth <= MAX_DEPTH && level.length > 0; depth += 1) {
    const entries = level.slice(0, MAX_FOLDERS).flatMap(entriesOf);
    if (entries.some(isPicture)) return true;
    level = foldersOf(entries);
  }
  return false;
}

function foldersOf(entries: readonly Dirent[]): string[] {
  return entries
    .filter((entry) => entry.isDirectory() && !OWN_OF_A_STORAGE.test(entry.name))
    .map(({ parentPath, name }) => `${parentPath}/${name}`);
}

function isPicture(entry: Dirent): boolean {
  return !entry.isDirectory() && (isFrameName(entry.name) || OTHER_FORMAT.test(entry.name));
}

function entriesOf(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = new Set(withoutPosters(entries.map(({ name }) => name)));
    return entries.filter(({ name }) => names.has(name));
  } catch {
    return [];
  }
}
