import { createHash } from 'node:crypto';
import { AppError, notFound } from '../lib/errors.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { FrameLister } from './frame-lister.ts';
import { frameArgs } from './picture-args.ts';
import type { PictureCache } from './picture-cache.ts';
import type { PictureMaker } from './picture-maker.ts';
import { type FrameFile, newestOf } from './read-frames.ts';
import type { Picture } from './sheet-previews.ts';

/** One picture takes well under a second; a share may be slow. Milliseconds. */
const LIMIT_MS = 20_000;

/** Which frame: its number in the order of the video, from 1, or the newest one. */
export type WhichFrame = number | 'latest';

export interface FramePreviewsParts {
  cache: PictureCache;
  maker: PictureMaker;
  lister: FrameLister;
  /** Whether the watcher found that the source folder cannot be reached. */
  isSourceUnreachable: () => boolean;
}

/** Single source frames, scaled down when asked for and kept for the next time. */
export class FramePreviews {
  readonly #parts: FramePreviewsParts;

  constructor(parts: FramePreviewsParts) {
    this.#parts = parts;
  }

  /** @throws AppError 404 when there is no such frame, or it cannot be read */
  async get(timelapse: Timelapse, which: WhichFrame, signal: AbortSignal): Promise<Picture> {
    // Its folder holds the frames of another print.
    if (timelapse.superseded) throw framesGone(timelapse);
    const known = this.#known(timelapse, which);
    try {
      if (known) return await this.#provide(timelapse, known, signal);
    } catch (error) {
      if (!(error instanceof UnreadableFrame)) throw error;
      // What was known of the folder may be out of date: it is asked again below.
      const now = await this.#look(timelapse, which, signal);
      if (keyOf(now) === keyOf(known!)) throw error;
      return this.#provide(timelapse, now, signal);
    }
    return this.#provide(timelapse, await this.#look(timelapse, which, signal), signal);
  }

  /** The frame as far as it is known without asking the share: from the watcher's last look, or a listing just made. */
  #known(timelapse: Timelapse, which: WhichFrame): FrameFile | undefined {
    const { newestName: name, newestSize: sizeBytes, fingerprint, sourceMissing, sourceFolder } = timelapse;
    if (which !== 'latest') return this.#parts.lister.recent(sourceFolder)?.[which - 1];
    if (sourceMissing || name === '') return undefined;
    return { name, sizeBytes, modifiedAt: fingerprint.newestAt };
  }

  /** The frame as its folder has it now. */
  async #look(timelapse: Timelapse, which: WhichFrame, signal: AbortSignal): Promise<FrameFile> {
    if (this.#parts.isSourceUnreachable()) throw unreachable();
    const listing = await this.#parts.lister.list(timelapse.sourceFolder, signal);
    if (!listing.frames) throw listing.code === 'ENOENT' ? framesGone(timelapse) : unreachable(listing.code);
    if (listing.frames.length === 0) throw framesGone(timelapse);
    const frame = which === 'latest' ? newestOf(listing.frames) : listing.frames[which - 1];
    if (frame) return frame;
    const count = listing.frames.length;
    throw notFound(`There is no frame ${which}: "${timelapse.folderName}" has ${count}.`, { frames: count });
  }

  async #provide({ id, sourceFolder }: Timelapse, frame: FrameFile, signal: AbortSignal): Promise<Picture> {
    const { cache, maker } = this.#parts;
    const tag = keyOf(frame);
    const path = cache.pathOf(id, tag);
    const args = (output: string): string[] => {
      if (this.#parts.isSourceUnreachable()) throw unreachable();
      return frameArgs(`${sourceFolder}/${frame.name}`, output);
    };
    const unreadable = (): AppError => new UnreadableFrame(frame.name);
    await maker.provide({ cache, owner: id, path, args, limitMs: LIMIT_MS, unreadable }, signal);
    return { path, tag };
  }
}

/** Another file of the same name is another frame. */
function keyOf({ name, sizeBytes, modifiedAt }: FrameFile): string {
  const text = JSON.stringify([name, sizeBytes, modifiedAt]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

class UnreadableFrame extends AppError {
  constructor(name: string) {
    super('unreadable_frame', `The frame "${name}" cannot be read as a picture.`, {
      status: 404,
      detail: { frame: name },
      remedy: 'Open it in a picture viewer; if it is broken there too, remove it.',
    });
  }
}

function framesGone({ folderName, status }: Timelapse): AppError {
  return new AppError('source_missing', `The frames of "${folderName}" are gone.`, {
    status: 404,
    detail: { status },
  });
}

function unreachable(reason?: string): AppError {
  return new AppError('source_unreachable', 'The image folder cannot be read at the moment.', {
    status: 404,
    ...(reason ? { detail: { reason } } : {}),
    remedy: 'See that its share is mounted and the app may read it, then ask again.',
  });
}
