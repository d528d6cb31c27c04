import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { AppStateStore } from '../db/app-state-store.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import { probeVideo } from '../media/ffprobe.ts';
import { makePoster } from '../media/poster.ts';
import { readTags, type VideoTags } from '../media/read-tags.ts';
import type { FolderStore } from '../timelapses/folder-store.ts';
import { NOTHING_MEASURED } from '../timelapses/render-result.ts';
import type { RemovalStore } from '../timelapses/removal-store.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TrashStore } from '../timelapses/trash-store.ts';
import type { ForeignVideoStore, VideoFile } from './foreign-video-store.ts';

interface AdoptDeps {
  reads: TimelapseReads;
  folderStore: FolderStore;
  foreignVideos: ForeignVideoStore;
  removals: RemovalStore;
  trashed: Pick<TrashStore, 'pathsOnTheMove'>;
  appState: Pick<AppStateStore, 'get'>;
  files: Files;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  dataDir: string;
}

/**
 * Adds videos of the bundled engine in the output folder that the database does not know, for example after the
 * database was lost. Otherwise their folders would be rendered again.
 */
export async function adoptVideos(deps: AdoptDeps): Promise<void> {
  const { options, files, foreignVideos, removals, trashed, appState } = deps;
  const folder = options.current.timelapse_output_folder;
  const names = await files.list(folder).catch(() => null);
  // A folder that does not respond says nothing about its contents.
  if (names === null) return;
  const known = await foreignVideos.all();
  const paths = names
    .filter((name) => name.endsWith('.mp4') && !name.startsWith('.'))
    .map((name) => join(folder, name));
  const leaving = await trashed.pathsOnTheMove();
  for (const removal of await removals.list()) for (const { path } of removal.files) leaving.add(path);
  // Not known by its new name yet.
  const placing = [(await appState.get('media_move'))?.placing?.to, (await appState.get('archiving'))?.to];
  for (const path of paths.filter((each) => !leaving.has(each) && !placing.includes(each)))
    await judge(path, known.get(path), deps);
  const present = new Set(paths);
  await foreignVideos.forget([...known.keys()].filter((path) => !present.has(path)));
}

/** @param known the file as it was when it was found to be foreign */
async function judge(path: string, known: VideoFile | undefined, deps: AdoptDeps): Promise<void> {
  const { reads, files, foreignVideos } = deps;
  const file = await files.inspect(path).catch(() => null);
  // Links are not followed, and pipes would block.
  if (file?.kind !== 'file') return;
  const seen = { path, sizeBytes: file.sizeBytes, modifiedAt: file.modifiedAt };
  if (known?.sizeBytes === seen.sizeBytes && known.modifiedAt === seen.modifiedAt) return;
  if ((await reads.ownerOf(path)) !== null) return;
  const tags = await readTags(path);
  if (tags === 'foreign') await foreignVideos.put(seen);
  else if (tags) await adopt(seen, tags, deps);
}

async function adopt(file: VideoFile, tags: VideoTags, deps: AdoptDeps): Promise<void> {
  const { path, sizeBytes, modifiedAt } = file;
  const { reads, folderStore, emitter, options, clock, logger, dataDir } = deps;
  const sourceFolder = join(options.current.timelapse_source_folder, tags.folderName);
  // A folder that already has a timelapse has newer information.
  if ((await reads.findCurrent([sourceFolder])).length > 0) return;
  const probe = await probeVideo(path);
  if (!probe.ok) return;
  const fingerprint = { count: tags.frames, newestAt: tags.newestFrameAt, lastName: '', totalBytes: 0 };
  const id = randomUUID();
  const { poster } = await makePoster(path, join(dataDir, 'posters', `${id}.jpg`));
  const adopted = await folderStore.insertAdopted(
    { id, folderName: tags.folderName, sourceFolder, title: tags.title, fingerprint },
    {
      video: probe.video,
      files: [{ kind: 'video', path, sizeBytes }, ...(poster ? [poster] : [])],
      ...NOTHING_MEASURED,
    },
    modifiedAt,
    clock.now(),
  );
  if (!adopted) return;
  logger.info({ id, path }, 'added an existing video made by the app');
  emitter.emit('timelapse.completed', adopted);
}
