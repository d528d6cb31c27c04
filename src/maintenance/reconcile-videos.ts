import type { Logger } from '../lib/logger.ts';
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
  logger: Logger;
}): Promise<void> {
  for (const { id, path, exists } of await parts.store.listVideos()) {
    const isThere = await sizeOf(path).then(
      (size) => size !== null,
      // A share that answers with errors says nothing about its files.
      () => exists,
    );
    if (isThere === exists) continue;
    const timelapse = await parts.store.get(id);
    if (!timelapse) continue;
    parts.logger.info({ id, path, isThere }, isThere ? 'a video is back' : 'a video is gone');
    await parts.service.noteVideoExists(timelapse, isThere);
  }
}
