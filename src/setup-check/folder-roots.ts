import { dirname } from 'node:path';
import type { Options } from '../options/catalogue.ts';

const HOME_ASSISTANT_ROOTS = ['/share', '/media', '/config', '/data'];

/** Outside Home Assistant these are the user's own places, never the root of the disk. */
export function folderRoots(
  supervised: boolean,
  own: { home: string; dataDir: string },
  options: Pick<Options, 'timelapse_source_folder' | 'timelapse_output_folder'>,
): string[] {
  if (supervised) return HOME_ASSISTANT_ROOTS;
  const { timelapse_source_folder: source, timelapse_output_folder: output } = options;
  const roots = [own.home, own.dataDir, dirnameBelowRoot(source), dirnameBelowRoot(output)];
  return [...new Set(roots)].filter((root) => root !== '/');
}

function dirnameBelowRoot(path: string): string {
  const parent = dirname(path);
  return parent === '/' ? path : parent;
}
