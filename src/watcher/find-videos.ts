import { lstatSync } from 'node:fs';
import type { SeenVideo } from './scan-protocol.ts';
import { isNoText } from './unused-pictures.ts';

/** Hidden ones are still being written, by the app too. */
const VIDEO_NAME = /^[^.].*\.(?:mp4|avi|mov|mkv)$/is;

/** The videos among the names in a folder, which are not opened. Links and pipes are none. */
export function findVideos(folder: string, names: readonly string[]): SeenVideo[] {
  return names
    .filter((name) => VIDEO_NAME.test(name) && !isNoText(name))
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      // Gone since the listing, at worst.
      const stats = lstatSync(path, { throwIfNoEntry: false });
      return stats?.isFile() ? [{ path, sizeBytes: stats.size, modifiedAt: Math.trunc(stats.mtimeMs) }] : [];
    });
}
