import { createHash } from 'node:crypto';
import { AppError, notFound } from '../lib/errors.ts';
import type { PictureFormat } from '../media/ffmpeg-input.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { FrameLister } from './frame-lister.ts';
import { framesGone, listFrames, unreachable } from './list-frames.ts';
import { frameArgs } from './picture-args.ts';
import type { PictureLook } from './recipe-filters.ts';
import type { PictureCache } from './picture-cache.ts';
import type { PictureMaker } from './picture-maker.ts';
import { type FrameFile, newestOf } from './read-frames.ts';
import type { Picture } from './sheet-previews.ts';

const MAX_FRAME_MS = 20_000;

/** A number from 1 in the order of the video. */
export type WhichFrame = number | 'latest';

export interface FramePreviewsDeps {
  cache: PictureCache;
  maker: PictureMaker;
  lister: FrameLister;
  isSourceUnreachable: () => boolean;
  /** Null = no picture or not a regular file; links are not followed. */
  formatOf: (path: string) => Promise<PictureFormat | null>;
}

export class FramePreviews {
  readonly #deps: FramePreviewsDeps;

  constructor(deps: FramePreviewsDeps) {
    this.#deps = deps;
  }

  /** @throws AppError 404 */
  async get(timelapse: Timelapse, which: WhichFrame, signal: AbortSignal): Promise<Picture> {
    // Its folder now contains another print.
    if (timelapse.superseded) throw framesGone(timelapse);
    const known = this.#known(timelapse, which);
    try {
      if (known) return await this.#provide(timelapse, known, signal);
    } catch (error) {
      if (!(error instanceof UnreadableFrame)) throw error;
      // The known state may be outdated, so the folder is asked below.
      const now = await this.#find(timelapse, which, signal);
      if (keyOf(now) === keyOf(known!)) throw error;
      return this.#provide(timelapse, now, signal);
    }
    return this.#provide(timelapse, await this.#find(timelapse, which, signal), signal);
  }

  /** Without asking the share: from the last scan or a recent listing. */
  #known(timelapse: Timelapse, which: WhichFrame): FrameFile | undefined {
    const { newestName: name, newestSize: sizeBytes, fingerprint, sourceMissing, sourceFolder } = timelapse;
    if (which !== 'latest') return this.#deps.lister.recent(sourceFolder)?.[which - 1];
    if (sourceMissing || name === '') return undefined;
    return { name, sizeBytes, modifiedAt: fingerprint.newestAt };
  }

  async #find(timelapse: Timelapse, which: WhichFrame, signal: AbortSignal): Promise<FrameFile> {
    if (this.#deps.isSourceUnreachable()) throw unreachable();
    const frames = await listFrames(this.#deps.lister, timelapse, signal);
    const frame = which === 'latest' ? newestOf(frames) : frames[which - 1];
    if (frame) return frame;
    const count = frames.length;
    throw notFound(`There is no frame ${which}: "${timelapse.folderName}" has ${count}.`, { frames: count });
  }

  /** As a recipe would show it. @param n from 1 @throws AppError 404 */
  async getWith(
    timelapse: Timelapse,
    n: number,
    lookOf: (name: string) => PictureLook,
    signal: AbortSignal,
  ): Promise<Picture> {
    const frame = this.#known(timelapse, n) ?? (await this.#find(timelapse, n, signal));
    return this.#provide(timelapse, frame, signal, lookOf(frame.name));
  }

  async #provide(
    { id, sourceFolder }: Timelapse,
    frame: FrameFile,
    signal: AbortSignal,
    look?: PictureLook,
  ): Promise<Picture> {
    const { cache, maker } = this.#deps;
    const tag = keyOf(frame, look);
    const path = cache.pathOf(id, tag);
    const picture = `${sourceFolder}/${frame.name}`;
    let format: PictureFormat | null = null;
    const args = async (output: string, drawn: string | null): Promise<string[]> => {
      if (this.#deps.isSourceUnreachable()) throw unreachable();
      format = await this.#deps.formatOf(picture);
      if (format === null) throw unreadable();
      return frameArgs({ path: picture, format, look, drawn }, output);
    };
    const again = {
      picture,
      args: (data: string, upright: string[], output: string, drawn: string | null) =>
        frameArgs({ path: data, format: format!, upright, look, drawn }, output),
    };
    const unreadable = (): AppError => new UnreadableFrame(frame.name);
    const order = { cache, owner: id, path, args, again, limitMs: MAX_FRAME_MS, unreadable };
    await maker.provide({ ...order, drawn: look?.drawn }, signal);
    return { path, tag };
  }
}

/** Another file with the same name is another frame. */
function keyOf({ name, sizeBytes, modifiedAt }: FrameFile, look?: PictureLook): string {
  const text = JSON.stringify([name, sizeBytes, modifiedAt, ...(look ? [look] : [])]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

class UnreadableFrame extends AppError {
  constructor(name: string) {
    super('unreadable_frame', `The frame "${name}" cannot be read as a picture.`, {
      status: 404,
      detail: { frame: name },
      remedy: 'Open it in an image viewer. If it is broken there too, delete it.',
    });
  }
}
