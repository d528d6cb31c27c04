import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import { probeVideo } from '../media/ffprobe.ts';
import { makePoster } from '../media/poster.ts';
import { readTags, type VideoTags } from '../media/read-tags.ts';
import { sizeOf } from '../queue/move-into-place.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';

interface AdoptParts {
  store: TimelapseStore;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  dataDir: string;
}

/**
 * Takes in videos of our engine that lie in the output folder and that the database does not know: after a database
 * was lost, or on another machine. Without this their folders would be rendered again.
 */
export async function adoptVideos(parts: AdoptParts): Promise<void> {
  const folder = parts.options.current.timelapse_output_folder;
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.endsWith('.mp4') && !each.startsWith('.'))) {
    const path = join(folder, name);
    if ((await parts.store.ownerOf(path)) !== null) continue;
    const tags = await readTags(path);
    if (tags) await adopt(path, tags, parts);
  }
}

async function adopt(path: string, tags: VideoTags, parts: AdoptParts): Promise<void> {
  const { store, emitter, options, clock, logger, dataDir } = parts;
  const sourceFolder = join(options.current.timelapse_source_folder, tags.folderName);
  // A folder that has a timelapse already has a newer story to tell.
  if ((await store.findCurrent([sourceFolder])).length > 0) return;
  const probe = await probeVideo(path);
  const sizeBytes = await sizeOf(path);
  if (!probe.ok || sizeBytes === null) return;
  const madeAt = Math.trunc((await stat(path)).mtimeMs);
  const fingerprint = { count: tags.frames, newestAt: tags.newestFrameAt, lastName: '', totalBytes: 0 };
  const adopted = await store.insertAdopted(
    { folderName: tags.folderName, sourceFolder, title: tags.title, fingerprint },
    {
      video: probe.video,
      files: [{ kind: 'video', path, sizeBytes }],
      droppedFrames: null,
      flickerBefore: null,
      flickerAfter: null,
    },
    madeAt,
    clock.now(),
  );
  if (!adopted) return;
  const { poster } = await makePoster(path, join(dataDir, 'posters', `${adopted.id}.jpg`));
  if (poster) await store.putFile(adopted.id, poster, clock.now());
  logger.info({ id: adopted.id, path }, 'a video of ours was taken in');
  emitter.emit('timelapse.completed', (await store.get(adopted.id)) ?? adopted);
}
