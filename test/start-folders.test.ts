import { describe, expect, it } from 'vitest';
import { optionsSchema } from '../src/options/catalogue.ts';
import { foldersToMake } from '../src/start-folders.ts';

const DEFAULTS = optionsSchema.parse({});
const supervisor = { token: 'secret', url: 'http://supervisor' };

describe('the folders that a start makes', () => {
  it.each([
    ['both, in Home Assistant', supervisor, {}, ['/share/timelapse-images', '/share/timelapses']],
    [
      'not one on a share that may come late',
      supervisor,
      { timelapse_source_folder: '/share/nas/pictures' },
      ['/share/timelapses'],
    ],
    [
      'not one that was chosen',
      supervisor,
      { timelapse_output_folder: '/media/mine' },
      ['/share/timelapse-images'],
    ],
    [
      'both in the data folder, stand-alone',
      null,
      {
        timelapse_source_folder: '/srv/data/timelapse-images',
        timelapse_output_folder: '/srv/data/timelapses',
      },
      ['/srv/data/timelapse-images', '/srv/data/timelapses'],
    ],
    ["none of Home Assistant's, stand-alone", null, {}, []],
  ])('are %s', (_which, reported, options, folders) => {
    const config = { dataDir: '/srv/data', supervisor: reported, options: { ...DEFAULTS, ...options } };
    expect(foldersToMake(config)).toEqual(folders);
  });
});
