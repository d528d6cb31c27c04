import { AppError, messageOf, notFound } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { runTool, type ToolResult } from '../media/run-tool.ts';
import type { PictureCache } from './picture-cache.ts';
import { SharedQueue } from './shared-queue.ts';

/** One picture: where it goes and how ffmpeg makes it. */
export interface PictureOrder {
  cache: PictureCache;
  /** Id of the timelapse. */
  owner: string;
  path: string;
  args: (outputPath: string) => string[] | Promise<string[]>;
  /** ffmpeg is ended after so many milliseconds. */
  limitMs: number;
  /** What to say when ffmpeg could not read what it was given. */
  unreadable: () => AppError;
}

export interface PictureMakerParts {
  /** Whether a render is under way, which goes first. */
  isRendering: () => boolean;
  /** Whether a timelapse is still there. */
  exists: (id: string) => Promise<boolean>;
  logger: Logger;
}

/** ffmpegs that could not be ended, at most at one time: each hangs on a share and may hold a place in the kernel. */
const MOST_STUCK = 2;
/** Previews give way to renders and everything else. */
const NICENESS = 15;

/** Makes pictures with ffmpeg: two at a time, one while a render is under way, never one twice at a time. */
export class PictureMaker {
  readonly #parts: PictureMakerParts;
  readonly #queue: SharedQueue;
  readonly #stopping = new AbortController();
  #stuck = 0;

  constructor(parts: PictureMakerParts) {
    this.#parts = parts;
    this.#queue = new SharedQueue(() => (parts.isRendering() ? 1 : 2));
  }

  /**
   * Sees to it that a picture is there.
   *
   * @returns whether it had to be made
   * @throws AppError 404 when it cannot be made; the signal's reason when the asker went away
   */
  async provide(order: PictureOrder, signal: AbortSignal): Promise<boolean> {
    if ((await order.cache.use(order.path)) !== null) return false;
    if (this.#stopping.signal.aborted) throw stopping();
    try {
      await this.#queue.ask(order.path, signal, () => this.#make(order));
      return true;
    } catch (error) {
      throw this.#stopping.signal.aborted ? stopping() : error;
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#queue.clear();
  }

  async #make(order: PictureOrder): Promise<void> {
    const { cache, owner, path } = order;
    // It may have been made since it was asked for.
    if ((await cache.use(path)) !== null) return;
    try {
      await cache.write(path, async (partial) => {
        const result = await this.#runFfmpeg(await order.args(partial), order.limitMs);
        if (!result.ok) throw this.#failure(result, order);
      });
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw cannotKeep(messageOf(error), error);
    }
    if (await this.#parts.exists(owner)) return;
    // Deleted meanwhile: its pictures were removed before this one was there.
    await cache.removeOwner(owner);
    throw notFound(`The timelapse "${owner}" has just been deleted.`, { id: owner });
  }

  async #runFfmpeg(args: string[], limitMs: number): Promise<ToolResult> {
    if (this.#stuck >= MOST_STUCK) throw hangs();
    const { signal } = this.#stopping;
    const result = await runTool('ffmpeg', args, limitMs, { niceness: NICENESS, signal });
    if (result.left) {
      this.#stuck += 1;
      void result.left.finally(() => {
        this.#stuck -= 1;
      });
      throw hangs();
    }
    return result;
  }

  #failure(result: ToolResult, { owner, unreadable }: PictureOrder): AppError {
    this.#parts.logger.debug({ id: owner, reason: result.stderr }, 'a preview could not be made');
    if (result.missing) {
      return new AppError('ffmpeg_missing', 'The program ffmpeg was not found.', {
        status: 404,
        remedy: 'Install ffmpeg.',
      });
    }
    if (result.stderr.includes('No space left on device')) return cannotKeep('no space left on the device');
    return unreadable();
  }
}

function cannotKeep(reason: string, cause?: unknown): AppError {
  return new AppError('preview_failed', 'The picture was made but cannot be kept in the data folder.', {
    status: 404,
    detail: { reason: reason.replaceAll(/'\/[^']*'/g, '…') },
    remedy: 'See that there is free space where the data folder is, and that the app may write to it.',
    cause,
  });
}

function hangs(): AppError {
  return new AppError('source_unreachable', 'The share with the pictures or videos does not answer.', {
    status: 404,
    remedy: 'See that it is mounted and its machine is on, then ask again.',
  });
}

function stopping(): AppError {
  return new AppError('preview_failed', 'The app is stopping.', { status: 404, remedy: 'Ask again later.' });
}
