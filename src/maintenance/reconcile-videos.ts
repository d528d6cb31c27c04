import { dirname } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { ShareCalls } from '../lib/share-calls.ts';
import { sizeOf } from '../queue/move-into-place.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';

/**
 * Looks whether every video is where it should be. What is gone can be made again; what is back, since its share is
 * mounted again, counts again.
 */
export async function reconcileVideos(parts: {
  store: TimelapseStore;
  service: TimelapseService;
  clock: Clock;
  shares: ShareCalls;
  logger: Logger;
}): Promise<void> {
  const { store, service, clock, shares, logger } = parts;
  for await (const videos of store.videos()) {
    const lookedAt = clock.now();
    const moved = { back: [] as string[], gone: [] as string[] };
    for (const { id, path, exists } of videos) {
      const isThere = await shares
        .ask(dirname(path), () => sizeOf(path))
        .then(
          (size) => size !== null,
          // A share that answers with errors, or not at all, says nothing about its files.
          () => exists,
        );
      if (isThere === exists) continue;
      logger.info({ id, path, isThere }, isThere ? 'a video is back' : 'a video is gone');
      moved[isThere ? 'back' : 'gone'].push(id);
    }
    // In one go: a whole library on a share that is not mounted would keep the database busy for long.
    await service.noteVideosExist(moved.back, true, lookedAt);
    await service.noteVideosExist(moved.gone, false, lookedAt);
  }
}
