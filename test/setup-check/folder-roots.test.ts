import { describe, expect, it } from 'vitest';
import { folderRoots } from '../../src/setup-check/folder-roots.ts';

const own = { home: '/home/me', dataDir: '/home/me/app/data' };

/** The roots stand-alone, with these folders configured. */
function rootsWith(source: string, output: string): string[] {
  const options = { timelapse_source_folder: source, timelapse_output_folder: output };
  return folderRoots(false, own, options);
}

describe('the roots of the folder picker', () => {
  it('are the folders of Home Assistant under the Supervisor', () => {
    const options = { timelapse_source_folder: '/etc/x', timelapse_output_folder: '/root/x' };
    expect(folderRoots(true, own, options)).toEqual(['/share', '/media', '/config', '/data']);
  });

  it('are the home, the data folder and the parents of the configured folders stand-alone', () => {
    expect(rootsWith('/mnt/cam/images', '/mnt/disk/videos')).toEqual([
      own.home,
      own.dataDir,
      '/mnt/cam',
      '/mnt/disk',
    ]);
  });

  it('are each named once', () => {
    expect(rootsWith('/mnt/cam/images', '/mnt/cam/videos')).toEqual([own.home, own.dataDir, '/mnt/cam']);
  });

  it('never are the root of the disk', () => {
    expect(rootsWith('/images', '/')).toEqual([own.home, own.dataDir, '/images']);
    const options = { timelapse_source_folder: '/', timelapse_output_folder: '/' };
    expect(folderRoots(false, { home: '/', dataDir: '/data' }, options)).toEqual(['/data']);
  });
});
