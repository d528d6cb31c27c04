import { dirname, join } from 'node:path';

/** Hidden, so that neither the app nor anything else takes its files for videos. */
const TRASH_FOLDER = '.timelapse-trash';

/** In the innermost of these folders that contains the file, else beside it: mostly on the same file system. */
export function trashFolder(path: string, roots: readonly string[]): string {
  const [root] = roots
    .filter((each) => path.startsWith(each.endsWith('/') ? each : `${each}/`))
    .toSorted((a, b) => b.length - a.length);
  return root === undefined ? trashBeside(path) : join(root, TRASH_FOLDER);
}

/** Surely on the same file system, where whoever may remove the file may also move it. */
export function trashBeside(path: string): string {
  return join(dirname(path), TRASH_FOLDER);
}
