import { AppError, notFound } from '../lib/errors.ts';
import { fileOf, type Timelapse, type TimelapseFile } from '../timelapses/timelapse.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { sheetArgs } from './picture-args.ts';
import type { PictureCache } from './picture-cache.ts';
import type { PictureMaker } from './picture-maker.ts';

/** A long video has to be decoded as a whole, on a small machine beside a render. Milliseconds. */
const LIMIT_MS = 10 * 60_000;

/** A picture ready to be sent. */
export interface Picture {
  path: string;
  /** Tag without quotes; the same tag means the same picture. */
  tag: string;
}

export interface SheetPreviewsParts {
  store: Pick<TimelapseStore, 'get' | 'putFile' | 'removeFile'>;
  cache: PictureCache;
  maker: PictureMaker;
  now: () => number;
}

/** Sprite sheets of finished videos, made when first asked for, and anew after another render. */
export class SheetPreviews {
  readonly #parts: SheetPreviewsParts;

  constructor(parts: SheetPreviewsParts) {
    this.#parts = parts;
  }

  /** @throws AppError 404 when there is no video, or no picture can be made of it */
  async get(timelapse: Timelapse, signal: AbortSignal): Promise<Picture> {
    const { store, cache, maker } = this.#parts;
    const video = fileOf(timelapse, 'video');
    if (!video) throw notFound('This timelapse has no video yet.', { status: timelapse.status });
    const tag = sheetTag(timelapse, video);
    const path = cache.pathOf(timelapse.id, tag);
    await maker.provide(
      {
        cache,
        owner: timelapse.id,
        path,
        args: (output) => sheetArgs(video.path, timelapse.video?.durationSeconds ?? 0, output),
        limitMs: LIMIT_MS,
        unreadable: () => unreadableVideo(timelapse),
      },
      signal,
    );
    const now = await store.get(timelapse.id);
    if (now && this.#currentPath(now) !== path) {
      // A render has ended meanwhile: this is the sheet of the earlier video.
      await cache.remove(path);
      return this.get(now, signal);
    }
    if (now) await this.#record(now, path);
    return { path, tag };
  }

  /** After another render: the sheet of the earlier video goes. */
  async dropStale({ id }: Timelapse): Promise<void> {
    const timelapse = await this.#parts.store.get(id);
    const recorded = timelapse && fileOf(timelapse, 'preview');
    if (!recorded || recorded.path === this.#currentPath(timelapse)) return;
    await this.#parts.cache.remove(recorded.path);
    await this.unrecord(id, recorded.path);
  }

  /** Takes a sheet that is no longer there out of the files of its timelapse. */
  async unrecord(id: string, path: string): Promise<void> {
    const { store, cache } = this.#parts;
    const timelapse = await store.get(id);
    const isRecorded = timelapse && fileOf(timelapse, 'preview')?.path === path;
    if (isRecorded && (await cache.use(path)) === null) await store.removeFile(id, 'preview');
  }

  /** Notes a sheet as a file of its timelapse; that of an earlier video goes. */
  async #record(timelapse: Timelapse, path: string): Promise<void> {
    const { store, cache, now } = this.#parts;
    const recorded = fileOf(timelapse, 'preview');
    if (recorded?.path === path) return;
    const sizeBytes = await cache.use(path);
    if (sizeBytes === null) return;
    await store.putFile(timelapse.id, { kind: 'preview', path, sizeBytes }, now());
    if (recorded) await cache.remove(recorded.path);
  }

  #currentPath(timelapse: Timelapse): string | undefined {
    const video = fileOf(timelapse, 'video');
    return video && this.#parts.cache.pathOf(timelapse.id, sheetTag(timelapse, video));
  }
}

/** Which video a sheet is of, from what the database knows: no share is asked for a sheet that is there. */
function sheetTag(timelapse: Timelapse, video: TimelapseFile): string {
  return `${(timelapse.processingCompletedAt ?? 0).toString(36)}-${video.sizeBytes.toString(36)}`;
}

function unreadableVideo({ folderName, status }: Timelapse): AppError {
  return new AppError('unreadable_video', `The video of "${folderName}" cannot be read.`, {
    status: 404,
    detail: { status },
    remedy: 'See that the output folder is there; if the video is gone or broken, render it again.',
  });
}
