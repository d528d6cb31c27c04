import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config/config.ts';
import { AppError, errnoOf, messageOf } from './lib/errors.ts';
import { type Options, optionsSchema } from './shared/options.ts';

const DEFAULTS = optionsSchema.parse({});

type Told = Pick<Config, 'dataDir' | 'supervisor'> & {
  options: Pick<Options, 'timelapse_source_folder' | 'timelapse_output_folder'>;
};

/**
 * The folders for pictures and videos that a start makes: those at their defaults. A configured one that is missing
 * may be a share that is not mounted yet, and a folder in its place would hide that.
 */
export function foldersToMake({ dataDir, supervisor, options }: Told): string[] {
  const ours = supervisor
    ? [DEFAULTS.timelapse_source_folder, DEFAULTS.timelapse_output_folder]
    : [join(dataDir, 'timelapse-images'), join(dataDir, 'timelapses')];
  const wanted = [options.timelapse_source_folder, options.timelapse_output_folder];
  return ours.filter((each) => wanted.includes(each));
}

/**
 * Makes the data folder, and the folders for pictures and videos that are ours to make.
 *
 * @throws AppError `data_folder_unusable`
 */
export async function makeStartFolders(config: Config): Promise<void> {
  const { dataDir } = config;
  try {
    await mkdir(dataDir, { recursive: true });
    // One level only: /share itself is mapped by Home Assistant, or is not there.
    for (const folder of foldersToMake(config)) await mkdir(folder).catch(unlessSaidElsewhere);
  } catch (error) {
    throw new AppError(
      'data_folder_unusable',
      `The data folder ${dataDir} cannot be made: ${messageOf(error)}.`,
      {
        status: 500,
        remedy: 'Choose another one with DATA_DIR, or give the app the right to write there.',
        cause: error,
      },
    );
  }
}

/** A folder that cannot be made is one that cannot be read or written either, and the page says so with a remedy. */
function unlessSaidElsewhere(error: unknown): void {
  if (errnoOf(error) === undefined) throw error;
}
