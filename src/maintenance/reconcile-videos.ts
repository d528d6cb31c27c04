import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { Files } from '../lib/files.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';

/** A missing video can be rendered again; one that is back, since its share is mounted, counts again. */
export async function reconcileVideos(deps: {
  reads: TimelapseReads;
  service: TimelapseService;
  clock: Clock;
  files: Files;
  logger: Logger;
}): Promise<void> {
  const { reads, service, clock, files, logger } = deps;
  for await (const videos of reads.videos()) {
    const checkedAt = clock.now();
    const moved = { back: [] as string[], gone: [] as string[] };
    // All at once: a question for each of ten thousand videos would keep the app busy for its first minute.
    const found = await files.areFiles(videos.map(({ path }) => path));
    for (const [index, { id, path, exists }] of videos.entries()) {
      // A share that fails or does not respond says nothing about its files.
      const isThere = found[index] ?? exists;
      if (isThere === exists) continue;
      logger.info({ id, path, isThere }, isThere ? 'a missing video is back' : 'a video is missing');
      moved[isThere ? 'back' : 'gone'].push(id);
    }
    // In one go: a whole library on an unmounted share would keep the database busy for long.
    await service.noteVideosExist(moved.back, true, checkedAt);
    await service.noteVideosExist(moved.gone, false, checkedAt);
  }
}
