import { AppError, isDatabaseUnavailable, notFound } from '../lib/errors.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import { fileOf, type Timelapse, type TimelapseFile } from '../timelapses/timelapse.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { sheetArgs } from './picture-args.ts';
import type { PictureCache } from './picture-cache.ts';
import type { PictureMaker } from './picture-maker.ts';

/** A long video is decoded completely, possibly on a small machine beside a render. */
const MAX_SHEET_MS = 10 * 60_000;

export interface Picture {
  path: string;
  /** Without quotes; the same tag means the same picture. */
  tag: string;
}

export interface SheetPreviewsDeps {
  reads: Pick<TimelapseReads, 'get'>;
  store: Pick<TimelapseStore, 'putFile' | 'removeFile'>;
  cache: PictureCache;
  maker: PictureMaker;
  archives: Pick<ArchiveFolders, 'require'>;
  /** Links are not followed. */
  isFile: (path: string) => Promise<boolean>;
  /** In seconds; 0 = unknown. */
  lengthOf: (path: string) => Promise<number>;
  now: () => number;
}

/** Made on first request, and again after another render. */
export class SheetPreviews {
  readonly #deps: SheetPreviewsDeps;

  constructor(deps: SheetPreviewsDeps) {
    this.#deps = deps;
  }

  /** @throws AppError 404 when there is no video, or it is unreadable */
  async get(timelapse: Timelapse, signal: AbortSignal): Promise<Picture> {
    const { reads, cache } = this.#deps;
    const video = fileOf(timelapse, 'video');
    if (!video) throw notFound('This timelapse has no video yet.', { status: timelapse.status });
    const seconds = timelapse.video?.durationSeconds ?? 0;
    const { path, tag } = await this.#make(timelapse, { video, seconds: async () => seconds }, signal);
    const now = await reads.get(timelapse.id);
    if (now && this.#currentPath(now) !== path) {
      // Another render ended in the meantime: this sheet is of the earlier video.
      await cache.remove(path);
      return this.get(now, signal);
    }
    // If this fails, the next request records it.
    if (now) await this.#record(now, path).catch(unlessUnavailable);
    return { path, tag };
  }

  /** Of the whole video beside one that was cut. @throws AppError 404 when it is unreadable */
  getOriginal(timelapse: Timelapse, video: TimelapseFile, signal: AbortSignal): Promise<Picture> {
    return this.#make(timelapse, { video, seconds: (path) => this.#deps.lengthOf(path) }, signal);
  }

  async #make(
    timelapse: Timelapse,
    { video, seconds }: { video: TimelapseFile; seconds: (videoPath: string) => Promise<number> },
    signal: AbortSignal,
  ): Promise<Picture> {
    const { cache, maker, isFile, archives } = this.#deps;
    const tag = sheetTag(timelapse, video);
    const path = cache.pathOf(timelapse.id, tag);
    await maker.provide(
      {
        cache,
        owner: timelapse.id,
        path,
        args: async (output) => {
          const videoPath = await this.#pathNow(timelapse, video);
          await archives.require([video]);
          if (!(await isFile(videoPath))) throw unreadableVideo(timelapse);
          return sheetArgs(videoPath, await seconds(videoPath), output);
        },
        limitMs: MAX_SHEET_MS,
        unreadable: () => unreadableVideo(timelapse),
      },
      signal,
    );
    return { path, tag };
  }

  /** It may have been moved while this sheet had to wait for others. */
  async #pathNow({ id }: Timelapse, { kind, path }: TimelapseFile): Promise<string> {
    const now = await this.#deps.reads.get(id);
    return (now && fileOf(now, kind)?.path) ?? path;
  }

  async dropStale({ id }: Timelapse): Promise<void> {
    const timelapse = await this.#deps.reads.get(id);
    const recorded = timelapse && fileOf(timelapse, 'preview');
    if (!recorded || recorded.path === this.#currentPath(timelapse)) return;
    await this.#deps.cache.remove(recorded.path);
    await this.unrecord(id, recorded.path);
  }

  async unrecord(id: string, path: string): Promise<void> {
    const { reads, store, cache } = this.#deps;
    const timelapse = await reads.get(id);
    const isRecorded = timelapse && fileOf(timelapse, 'preview')?.path === path;
    if (isRecorded && (await cache.use(path)) === null) await store.removeFile(id, 'preview');
  }

  async #record(timelapse: Timelapse, path: string): Promise<void> {
    const { store, cache, now } = this.#deps;
    const recorded = fileOf(timelapse, 'preview');
    if (recorded?.path === path) return;
    const sizeBytes = await cache.use(path);
    if (sizeBytes === null) return;
    await store.putFile(timelapse.id, { kind: 'preview', path, sizeBytes }, now());
    if (recorded) await cache.remove(recorded.path);
  }

  #currentPath(timelapse: Timelapse): string | undefined {
    const video = fileOf(timelapse, 'video');
    return video && this.#deps.cache.pathOf(timelapse.id, sheetTag(timelapse, video));
  }
}

function unlessUnavailable(error: unknown): void {
  if (!isDatabaseUnavailable(error)) throw error;
}

/** From the database, so that no share is asked for an existing sheet. */
function sheetTag(timelapse: Timelapse, video: TimelapseFile): string {
  return `${(timelapse.processingCompletedAt ?? 0).toString(36)}-${video.sizeBytes.toString(36)}`;
}

function unreadableVideo({ folderName, status }: Timelapse): AppError {
  return new AppError('unreadable_video', `The video of "${folderName}" cannot be read.`, {
    status: 404,
    detail: { status },
    remedy: 'Check that the output folder is available. If the video is missing or broken, render it again.',
  });
}
