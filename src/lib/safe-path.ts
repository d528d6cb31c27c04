import { isAbsolute, relative, resolve, sep } from 'node:path';
import { AppError } from './errors.ts';

/** Whether `path` is `root` or lies below it, by its resolved name; symbolic links are the caller's matter. */
export function isInside(root: string, path: string): boolean {
  const way = relative(resolve(root), resolve(path));
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

/**
 * Joins a name from outside to a folder of ours.
 *
 * @throws AppError `path_outside` when the name would lead out of the folder
 */
export function resolveInside(root: string, name: string): string {
  const path = resolve(root, name);
  if (name.includes('\0') || path === resolve(root) || !isInside(root, path)) {
    throw new AppError('path_outside', 'This name leads out of the configured folder.', { status: 400 });
  }
  return path;
}
