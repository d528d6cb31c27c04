import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config/config.ts';
import type { Files } from './lib/files.ts';
import { AppError, errnoOf, messageOf } from './lib/errors.ts';
import { type Options, optionsSchema } from './options/catalogue.ts';

const DEFAULTS = optionsSchema.parse({});

type FolderConfig = Pick<Config, 'dataDir' | 'supervisor'> & {
  options: Pick<Options, 'timelapse_source_folder' | 'timelapse_output_folder'>;
};

/**
 * Only the default folders are created. A missing configured folder may be a share that is not mounted yet, and a new
 * folder would hide that.
 */
export function foldersToMake({ dataDir, supervisor, options }: FolderConfig): string[] {
  const ours = supervisor
    ? [DEFAULTS.timelapse_source_folder, DEFAULTS.timelapse_output_folder]
    : [join(dataDir, 'timelapse-images'), join(dataDir, 'timelapses')];
  const wanted = [options.timelapse_source_folder, options.timelapse_output_folder];
  return ours.filter((each) => wanted.includes(each));
}

/** @throws AppError `data_folder_unusable` */
export async function makeStartFolders(config: Config, files: Pick<Files, 'makeFolder'>): Promise<void> {
  const { dataDir } = config;
  try {
    await mkdir(dataDir, { recursive: true });
    // One level only: /share itself is mapped by Home Assistant, or does not exist.
    for (const folder of foldersToMake(config)) await files.makeFolder(folder).catch(unlessSaidElsewhere);
  } catch (error) {
    throw new AppError(
      'data_folder_unusable',
      `The data folder ${dataDir} cannot be created: ${messageOf(error)}.`,
      {
        status: 500,
        remedy: 'Choose another folder with DATA_DIR, or give the app permission to write there.',
        cause: error,
      },
    );
  }
}

/** A folder that cannot be created is not readable either, and the page reports that with a remedy. */
function unlessSaidElsewhere(error: unknown): void {
  if (errnoOf(error) === undefined) throw error;
}
