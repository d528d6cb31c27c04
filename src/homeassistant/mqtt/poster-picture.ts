import { readFile } from 'node:fs/promises';
import { fileOf } from '../../timelapses/timelapse.ts';
import type { LastVideo } from '../sensors/summary.ts';

/** Another name for each picture; null = no poster. */
export function posterPicture(
  lastVideo: LastVideo | null,
): { name: string; read: () => Promise<string | Uint8Array> } | null {
  const poster = lastVideo && fileOf(lastVideo.timelapse, 'poster');
  if (!poster) return null;
  return {
    name: `${poster.path} ${lastVideo.timelapse.processingCompletedAt}`,
    read: async () => (await readFile(poster.path).catch(() => null)) ?? '',
  };
}
