import { AppError, messageOf, notFound } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { programBeside } from '../lib/share-process.ts';
import { runTool, type ToolResult } from '../media/run-tool.ts';
import { type PictureCache, unfinished } from './picture-cache.ts';
import { SharedQueue } from './shared-queue.ts';

export interface PictureOrder {
  cache: PictureCache;
  owner: string;
  path: string;
  /** @param drawn path of the script with what is drawn; null = nothing */
  args: (outputPath: string, drawn: string | null) => string[] | Promise<string[]>;
  /** A script in Advanced SubStation Alpha. */
  drawn?: string | undefined;
  limitMs: number;
  /** For a picture that ffmpeg may refuse although a render shows it. */
  again?: SecondTry;
  /** For input that ffmpeg could not read. */
  unreadable: () => AppError;
}

interface SecondTry {
  picture: string;
  /** @param data path of what a render decodes of it @param upright filters that turn it */
  args: (data: string, upright: string[], outputPath: string, drawn: string | null) => string[];
}

export interface PictureMakerDeps {
  /** Renders take precedence. */
  isRendering: () => boolean;
  exists: (id: string) => Promise<boolean>;
  logger: Logger;
}

const ONE_PICTURE = programBeside(import.meta.url, '../engine/one-picture');

/** ffmpegs that could not be ended: each hangs on a share. */
const MAX_STUCK = 2;
const NICENESS = 15;

/** Two at a time, or one during a render; never the same picture twice at once. */
export class PictureMaker {
  readonly #deps: PictureMakerDeps;
  readonly #queue: SharedQueue;
  readonly #stopping = new AbortController();
  #stuck = 0;

  constructor(deps: PictureMakerDeps) {
    this.#deps = deps;
    this.#queue = new SharedQueue(() => (deps.isRendering() ? 1 : 2));
  }

  /** @returns whether it had to be made @throws AppError 404, or the signal's reason when the caller left */
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
    // It may have been made in the meantime.
    if ((await cache.use(path)) !== null) return;
    try {
      await cache.write(path, (partial) => this.#draw(order, partial));
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw cannotKeep(messageOf(error), error);
    }
    if (await this.#deps.exists(owner)) return;
    // The timelapse was deleted, and its pictures were removed before this one existed.
    await cache.removeOwner(owner);
    throw notFound(`The timelapse "${owner}" has just been deleted.`, { id: owner });
  }

  async #draw(order: PictureOrder, output: string): Promise<void> {
    const drawn = order.drawn === undefined ? null : unfinished(`${output}.ass`);
    try {
      if (drawn !== null) await order.cache.writeText(drawn, order.drawn!);
      const result = await this.#run('ffmpeg', await order.args(output, drawn), order.limitMs);
      if (!result.ok && (result.missing || !(await this.#tryAgain(order, output, drawn))))
        throw this.#failure(result, order);
    } finally {
      if (drawn !== null) await order.cache.remove(drawn);
    }
  }

  async #tryAgain(
    { cache, again, limitMs }: PictureOrder,
    output: string,
    drawn: string | null,
  ): Promise<boolean> {
    if (!again) return false;
    const data = unfinished(output);
    try {
      const found = await this.#run(process.execPath, [ONE_PICTURE, again.picture, data], limitMs);
      if (!found.ok) return false;
      const upright = found.stdout.trim().split(',').filter(Boolean);
      return (await this.#run('ffmpeg', again.args(data, upright, output, drawn), limitMs)).ok;
    } finally {
      await cache.remove(data);
    }
  }

  async #run(program: string, args: string[], limitMs: number): Promise<ToolResult> {
    if (this.#stuck >= MAX_STUCK) throw hangs();
    const { signal } = this.#stopping;
    const result = await runTool(program, args, limitMs, { niceness: NICENESS, signal });
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
    this.#deps.logger.debug({ id: owner, reason: result.stderr }, 'a preview could not be made');
    if (result.missing) {
      return new AppError('ffmpeg_missing', 'The program ffmpeg was not found.', {
        status: 404,
        remedy: 'Install ffmpeg.',
      });
    }
    if (/no such filter: '?ass\b/i.test(result.stderr)) {
      return new AppError(
        'filter_missing',
        'The installed ffmpeg cannot draw text: it was built without libass.',
        {
          status: 404,
          remedy: 'Install one that was built with it, or turn off title and print data.',
        },
      );
    }
    if (result.stderr.includes('No space left on device')) return cannotKeep('no space left on the device');
    return unreadable();
  }
}

function cannotKeep(reason: string, cause?: unknown): AppError {
  return new AppError('preview_failed', 'The picture was created but cannot be saved in the data folder.', {
    status: 404,
    detail: { reason: reason.replaceAll(/'\/[^']*'/g, '…') },
    remedy: 'Check that there is free space in the data folder and that the app can write to it.',
    cause,
  });
}

function hangs(): AppError {
  return new AppError('source_unreachable', 'The share with the pictures or videos is not responding.', {
    status: 404,
    remedy: 'Check that it is mounted and its machine is on, then try again.',
  });
}

function stopping(): AppError {
  return new AppError('preview_failed', 'The app is stopping.', { status: 404, remedy: 'Try again later.' });
}
