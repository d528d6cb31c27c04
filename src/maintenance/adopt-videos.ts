import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import type { ShareCalls } from '../lib/share-calls.ts';
import { probeVideo } from '../media/ffprobe.ts';
import { makePoster } from '../media/poster.ts';
import { readTags, type VideoTags } from '../media/read-tags.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import type { ForeignVideoStore, VideoFile } from './foreign-video-store.ts';

interface AdoptParts {
  store: TimelapseStore;
  foreignVideos: ForeignVideoStore;
  shares: ShareCalls;
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
  const { options, shares, foreignVideos } = parts;
  const folder = options.current.timelapse_output_folder;
  const names = await shares.ask(folder, () => readdir(folder)).catch(() => null);
  // A folder that gives no answer says nothing of what is in it.
  if (names === null) return;
  const known = await foreignVideos.all();
  const paths = names
    .filter((name) => name.endsWith('.mp4') && !name.startsWith('.'))
    .map((name) => join(folder, name));
  for (const path of paths) await lookAt(path, known.get(path), parts);
  const present = new Set(paths);
  await foreignVideos.forget([...known.keys()].filter((path) => !present.has(path)));
}

/** @param known what it was when it was found not to be ours */
async function lookAt(path: string, known: VideoFile | undefined, parts: AdoptParts): Promise<void> {
  const { store, shares, foreignVideos } = parts;
  const file = await shares.ask(dirname(path), () => stat(path)).catch(() => null);
  if (file === null) return;
  const seen = { path, sizeBytes: file.size, modifiedAt: Math.trunc(file.mtimeMs) };
  if (known?.sizeBytes === seen.sizeBytes && known.modifiedAt === seen.modifiedAt) return;
  if ((await store.ownerOf(path)) !== null) return;
  const tags = await readTags(path);
  if (tags === 'not ours') await foreignVideos.put(seen);
  else if (tags) await adopt(seen, tags, parts);
}

async function adopt(file: VideoFile, tags: VideoTags, parts: AdoptParts): Promise<void> {
  const { path, sizeBytes, modifiedAt } = file;
  const { store, emitter, options, clock, logger, dataDir } = parts;
  const sourceFolder = join(options.current.timelapse_source_folder, tags.folderName);
  // A folder that has a timelapse already has a newer story to tell.
  if ((await store.findCurrent([sourceFolder])).length > 0) return;
  const probe = await probeVideo(path);
  if (!probe.ok) return;
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
    modifiedAt,
    clock.now(),
  );
  if (!adopted) return;
  const { poster } = await makePoster(path, join(dataDir, 'posters', `${adopted.id}.jpg`));
  if (poster) await store.putFile(adopted.id, poster, clock.now());
  logger.info({ id: adopted.id, path }, 'a video of ours was taken in');
  emitter.emit('timelapse.completed', (await store.get(adopted.id)) ?? adopted);
}
