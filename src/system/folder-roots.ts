import { dirname } from 'node:path';
import type { Options } from '../shared/options.ts';

/** Folders an app sees of Home Assistant. */
const HOME_ASSISTANT_ROOTS = ['/share', '/media', '/config', '/data'];

/**
 * The folders that the folder picker may show, with everything in them. Stand-alone these are places that are the
 * user's own anyway; the root of the disk is never one.
 */
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
