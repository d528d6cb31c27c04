import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { Files } from '../lib/files.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import type { SeenVideo, TimelapseReads } from '../timelapses/timelapse-reads.ts';

/**
 * A missing video can be rendered again; one that is back, since its share is mounted, counts again. Of an archive that
 * is away, nothing is known.
 */
export async function reconcileVideos(
  where: 'usual' | 'archived',
  deps: {
    reads: TimelapseReads;
    service: TimelapseService;
    clock: Clock;
    files: Files;
    logger: Logger;
    archives: ArchiveFolders;
  },
): Promise<void> {
  const { reads, service, clock, files, archives, logger } = deps;
  for await (const videos of reads.videos(where)) {
    const checkedAt = clock.now();
    const moved = { back: [] as string[], gone: [] as string[] };
    // All at once: a question for each of ten thousand videos would keep the app busy for its first minute.
    const found = await files.areFiles(videos.map(({ file }) => file.path));
    // Only now: an archive may have gone away while they were looked for.
    const away = await foldersAway(videos, archives);
    const changed = videos.flatMap((video, index) => {
      // A share that fails or does not respond says nothing about its files.
      const isThere = away.has(video.file.archived?.folder) ? null : found[index];
      return isThere === null || isThere === video.exists ? [] : [video];
    });
    for (const { id, file, exists } of changed) {
      logger.info(
        { id, path: file.path, isThere: !exists },
        exists ? 'a video is missing' : 'a missing video is back',
      );
      moved[exists ? 'gone' : 'back'].push(id);
    }
    // In one go: a whole library on an unmounted share would keep the database busy for long.
    await service.noteVideosExist(moved.back, true, checkedAt);
    await service.noteVideosExist(moved.gone, false, checkedAt);
  }
}

async function foldersAway(
  videos: readonly SeenVideo[],
  archives: ArchiveFolders,
): Promise<Set<string | undefined>> {
  const away = new Set<string | undefined>();
  for (const folder of new Set(videos.flatMap(({ file }) => file.archived?.folder ?? [])))
    if ((await archives.causeOf(folder)) !== null) away.add(folder);
  return away;
}
