import { join } from 'node:path';
import type { Options } from '../shared/options.ts';

/** Longest file name of the usual file systems, in bytes. */
const LONGEST_NAME_BYTES = 255;
/** Room for ` (999)`, so that a second name still fits. */
const COUNTER_BYTES = 6;
const EXTENSION = '.mp4';

/** Where a render goes: hidden while it is made, and its name once it is good. */
export interface OutputPlan {
  /** The folder the engine writes to. */
  folder: string;
  /** A second folder that gets a copy (strategy `both`), or null. */
  copyFolder: string | null;
  /** Name of the video without its folder. */
  fileName: string;
}

/** Decides where the video of an image folder goes. */
export function planOutput(
  timelapse: { folderName: string; sourceFolder: string },
  options: Pick<Options, 'timelapse_output_strategy' | 'timelapse_output_folder'>,
): OutputPlan {
  const fileName = videoFileName(timelapse.folderName);
  const separate = options.timelapse_output_folder;
  switch (options.timelapse_output_strategy) {
    case 'same':
      return { folder: timelapse.sourceFolder, copyFolder: null, fileName };
    case 'separate':
      return { folder: separate, copyFolder: null, fileName };
    case 'both':
      return { folder: separate, copyFolder: timelapse.sourceFolder, fileName };
  }
}

/** Hidden name of a video in the making; ends in `.mp4`, since engines go by it. */
export function partialPath(folder: string, runId: string): string {
  return join(folder, `.timelapse-${runId}.part${EXTENSION}`);
}

/** Whether a file name is that of a video in the making. */
export function isPartialName(name: string): boolean {
  return /^\.timelapse-[0-9a-f-]{36}\.part\.mp4$/.test(name);
}

/** The image folder's name with `.mp4`, shortened between characters where it would be too long. */
export function videoFileName(folderName: string): string {
  const room = LONGEST_NAME_BYTES - COUNTER_BYTES - EXTENSION.length;
  let base = folderName;
  while (Buffer.byteLength(base) > room) base = [...base].slice(0, -1).join('');
  return base + EXTENSION;
}

/** The same name with a counter: `Benchy.mp4`, `Benchy (2).mp4`, … */
export function numberedName(fileName: string, number: number): string {
  return number === 1 ? fileName : `${fileName.slice(0, -EXTENSION.length)} (${number})${EXTENSION}`;
}
