import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { notFound } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { PictureFormat } from '../media/ffmpeg-input.ts';
import { fileOf, type Timelapse } from '../timelapses/timelapse.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { FrameLister } from './frame-lister.ts';
import { FramePreviews, type WhichFrame } from './frame-previews.ts';
import { PictureCache } from './picture-cache.ts';
import { PictureMaker } from './picture-maker.ts';
import type { PictureLook } from './recipe-filters.ts';
import { type Picture, SheetPreviews } from './sheet-previews.ts';

export interface PreviewLimits {
  sheetBytes: number;
  frameBytes: number;
  listStallMs: number;
}

export const PREVIEW_LIMITS: PreviewLimits = {
  sheetBytes: 200_000_000,
  frameBytes: 200_000_000,
  listStallMs: 10_000,
};

export interface PreviewsDeps {
  reads: TimelapseReads;
  store: TimelapseStore;
  archives: Pick<ArchiveFolders, 'require'>;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  dataDir: string;
  limits: PreviewLimits;
  isRendering: () => boolean;
  isSourceUnreachable: () => boolean;
  /** Links are not followed. */
  isFile: (path: string) => Promise<boolean>;
  /** Of a video, in seconds; 0 = unknown. */
  lengthOf: (path: string) => Promise<number>;
  /** Null = no picture or not a regular file. */
  formatOf: (path: string) => Promise<PictureFormat | null>;
}

export class Previews {
  readonly #deps: PreviewsDeps;
  readonly #caches: readonly PictureCache[];
  readonly #maker: PictureMaker;
  readonly #lister: FrameLister;
  readonly #sheets: SheetPreviews;
  readonly #frames: FramePreviews;
  readonly #chores = new Set<Promise<void>>();
  #undo: (() => void)[] = [];

  constructor(deps: PreviewsDeps) {
    const { reads, store, archives, clock, limits, dataDir, logger, isRendering, isSourceUnreachable } = deps;
    this.#deps = deps;
    const folder = join(dataDir, 'previews');
    const unrecord = (id: string, path: string): void => this.#later(() => this.#sheets.unrecord(id, path));
    const sheetCache = new PictureCache(join(folder, 'sheets'), limits.sheetBytes, unrecord);
    const frameCache = new PictureCache(join(folder, 'frames'), limits.frameBytes);
    const exists = async (id: string): Promise<boolean> => (await reads.get(id)) !== null;
    this.#caches = [sheetCache, frameCache];
    this.#maker = new PictureMaker({ isRendering, exists, logger });
    this.#lister = new FrameLister(limits.listStallMs);
    this.#sheets = new SheetPreviews({
      reads,
      store,
      archives,
      cache: sheetCache,
      maker: this.#maker,
      isFile: deps.isFile,
      lengthOf: deps.lengthOf,
      now: () => clock.now(),
    });
    this.#frames = new FramePreviews({
      cache: frameCache,
      maker: this.#maker,
      lister: this.#lister,
      isSourceUnreachable,
      formatOf: deps.formatOf,
    });
  }

  /** Also cleans up after earlier runs, without anyone waiting for it. */
  start(): void {
    const { emitter } = this.#deps;
    this.#undo = [
      emitter.on('timelapse.deleted', ({ id }) => this.#later(() => this.#removeOf(id))),
      emitter.on('timelapse.completed', (timelapse) => this.#later(() => this.#sheets.dropStale(timelapse))),
    ];
    for (const cache of this.#caches) this.#later(() => this.#takeIn(cache));
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    await Promise.all([this.#maker.stop(), this.#lister.stop()]);
    await Promise.all(this.#chores);
  }

  /** @param signal aborts when the caller leaves @param whole also what was cut off @throws AppError 404 */
  async sheet(id: string, signal: AbortSignal, whole: boolean): Promise<Picture> {
    const timelapse = await this.#timelapse(id);
    const original = whole ? fileOf(timelapse, 'original') : undefined;
    return original
      ? this.#sheets.getOriginal(timelapse, original, signal)
      : this.#sheets.get(timelapse, signal);
  }

  /** @param signal aborts when the caller leaves @throws AppError 404 */
  async frame(id: string, which: WhichFrame, signal: AbortSignal): Promise<Picture> {
    return this.#frames.get(await this.#timelapse(id), which, signal);
  }

  /** @param n from 1 @param signal aborts when the caller leaves @throws AppError 404 */
  async frameWith(
    id: string,
    n: number,
    lookOf: (name: string) => PictureLook,
    signal: AbortSignal,
  ): Promise<Picture> {
    return this.#frames.getWith(await this.#timelapse(id), n, lookOf, signal);
  }

  async #timelapse(id: string): Promise<Timelapse> {
    const timelapse = await this.#deps.reads.get(id);
    if (!timelapse) throw notFound(`There is no timelapse with the id "${id}".`, { id });
    return timelapse;
  }

  async #removeOf(id: string): Promise<void> {
    for (const cache of this.#caches) await cache.removeOwner(id);
  }

  /** After a crash, pictures may belong to a timelapse that no longer exists. */
  async #takeIn(cache: PictureCache): Promise<void> {
    const owners = await cache.load();
    const existing = new Set(await this.#deps.reads.existingIds(owners));
    for (const owner of owners) if (!existing.has(owner)) await cache.removeOwner(owner);
  }

  #later(chore: () => Promise<void>): void {
    const running = chore().catch((error: unknown) => {
      this.#deps.logger.warn({ err: error }, 'previews could not be cleaned up');
    });
    this.#chores.add(running);
    void running.finally(() => this.#chores.delete(running));
  }
}
