import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampledFrame } from '../timelapses/timelapse.ts';

/**
 * Whether none of the frames remembered of a folder is left. A frame is the same by name, size and time: in doubt it
 * is another one, for a new timelapse loses nothing, while a new render would replace the earlier video.
 */
export async function areFramesGone(folder: string, sample: readonly SampledFrame[]): Promise<boolean> {
  const left = await Promise.all(
    sample.map(async ([name, modifiedAt, sizeBytes]) => {
      const stats = await lstat(join(folder, name)).catch(() => null);
      return stats !== null && stats.size === sizeBytes && Math.trunc(stats.mtimeMs) === modifiedAt;
    }),
  );
  return sample.length > 0 && !left.includes(true);
}
