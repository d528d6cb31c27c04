import { dirname, join } from 'node:path';
import type { Options } from '../options/catalogue.ts';
import type { Origin } from '../shared/statuses.ts';

/** In bytes, for common file systems. */
const MAX_NAME_BYTES = 255;
/** Room for ` (999)`. */
const COUNTER_BYTES = 6;
const EXTENSION = '.mp4';

export interface OutputFolders {
  folder: string;
  /** Gets a copy (strategy `both`). */
  copyFolder: string | null;
}

export interface OutputPlan extends OutputFolders {
  fileName: string;
}

type OutputOptions = Pick<Options, 'timelapse_output_strategy' | 'timelapse_output_folder'>;

/** @param source the image folder, or the source folder */
export function outputFolders(source: string, options: OutputOptions): OutputFolders {
  const separate = options.timelapse_output_folder;
  switch (options.timelapse_output_strategy) {
    case 'same':
      return { folder: source, copyFolder: null };
    case 'separate':
      return { folder: separate, copyFolder: null };
    case 'both':
      return { folder: separate, copyFolder: source };
  }
}

export function planOutput(
  timelapse: { origin?: Origin; folderName: string; sourceFolder: string },
  options: OutputOptions,
): OutputPlan {
  return {
    ...outputFolders(sourceOf(timelapse), options),
    fileName: videoFileName(timelapse.folderName),
  };
}

/** The folder that holds what it is made of. */
export function sourceOf({ origin, sourceFolder }: { origin?: Origin; sourceFolder: string }): string {
  return origin === 'video' ? dirname(sourceFolder) : sourceFolder;
}

/** Ends in `.mp4`, since engines rely on it. */
export function partialPath(folder: string, runId: string): string {
  return join(folder, `.timelapse-${runId}.part${EXTENSION}`);
}

/** Used while the database cannot be written. */
export function planPath(folder: string, runId: string): string {
  return join(folder, `.timelapse-${runId}.plan`);
}

export function isPartialName(name: string): boolean {
  return /^\.timelapse-[0-9a-f-]{36}\.(part\.mp4|plan|plan\.tmp)$/.test(name);
}

/** Shortened between characters if too long. */
export function videoFileName(folderName: string): string {
  const room = MAX_NAME_BYTES - COUNTER_BYTES - EXTENSION.length;
  let base = folderName;
  while (Buffer.byteLength(base) > room) base = [...base].slice(0, -1).join('');
  return base + EXTENSION;
}

/** `Benchy.mp4`, `Benchy (2).mp4`, … */
export function numberedName(fileName: string, number: number): string {
  return number === 1 ? fileName : `${fileName.slice(0, -EXTENSION.length)} (${number})${EXTENSION}`;
}
