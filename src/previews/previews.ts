import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { notFound } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { FrameLister } from './frame-lister.ts';
import { FramePreviews, type WhichFrame } from './frame-previews.ts';
import { PictureCache } from './picture-cache.ts';
import { PictureMaker } from './picture-maker.ts';
import { type Picture, SheetPreviews } from './sheet-previews.ts';

/** How much is kept and waited for; tests lower it. */
export interface PreviewLimits {
  /** Sprite sheets of all timelapses together, bytes. */
  sheetBytes: number;
  /** Frames scaled down, of all timelapses together, bytes. */
  frameBytes: number;
  /** Listing a folder is given up after so many milliseconds. */
  listStallMs: number;
}

export const PREVIEW_LIMITS: PreviewLimits = {
  sheetBytes: 200_000_000,
  frameBytes: 200_000_000,
  listStallMs: 10_000,
};

export interface PreviewsParts {
  store: TimelapseStore;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  dataDir: string;
  limits: PreviewLimits;
  isRendering: () => boolean;
  isSourceUnreachable: () => boolean;
}

/** Small pictures of timelapses, made when asked for: sprite sheets of videos, and source frames scaled down. */
export class Previews {
  readonly #parts: PreviewsParts;
  readonly #caches: readonly PictureCache[];
  readonly #maker: PictureMaker;
  readonly #lister: FrameLister;
  readonly #sheets: SheetPreviews;
  readonly #frames: FramePreviews;
  readonly #chores = new Set<Promise<void>>();
  #undo: (() => void)[] = [];

  constructor(parts: PreviewsParts) {
    const { store, clock, limits, dataDir, logger, isRendering, isSourceUnreachable } = parts;
    this.#parts = parts;
    const folder = join(dataDir, 'previews');
    const unrecord = (id: string, path: string): void => this.#later(() => this.#sheets.unrecord(id, path));
    const sheetCache = new PictureCache(join(folder, 'sheets'), limits.sheetBytes, unrecord);
    const frameCache = new PictureCache(join(folder, 'frames'), limits.frameBytes);
    const exists = async (id: string): Promise<boolean> => (await store.get(id)) !== null;
    this.#caches = [sheetCache, frameCache];
    this.#maker = new PictureMaker({ isRendering, exists, logger });
    this.#lister = new FrameLister(limits.listStallMs);
    this.#sheets = new SheetPreviews({
      store,
      cache: sheetCache,
      maker: this.#maker,
      now: () => clock.now(),
    });
    this.#frames = new FramePreviews({
      cache: frameCache,
      maker: this.#maker,
      lister: this.#lister,
      isSourceUnreachable,
    });
  }

  /** Begins to clean up behind timelapses, and takes in what an earlier run has left; nobody waits for that. */
  start(): void {
    const { emitter } = this.#parts;
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

  /**
   * The sprite sheet of a timelapse's video.
   *
   * @param signal ends the wait when the asker goes away
   * @throws AppError 404 when there is none to be had
   */
  async sheet(id: string, signal: AbortSignal): Promise<Picture> {
    return this.#sheets.get(await this.#timelapse(id), signal);
  }

  /**
   * One source frame, scaled down.
   *
   * @param signal ends the wait when the asker goes away
   * @throws AppError 404 when there is none to be had
   */
  async frame(id: string, which: WhichFrame, signal: AbortSignal): Promise<Picture> {
    return this.#frames.get(await this.#timelapse(id), which, signal);
  }

  async #timelapse(id: string): Promise<Timelapse> {
    const timelapse = await this.#parts.store.get(id);
    if (!timelapse) throw notFound(`There is no timelapse with the id "${id}".`, { id });
    return timelapse;
  }

  async #removeOf(id: string): Promise<void> {
    for (const cache of this.#caches) await cache.removeOwner(id);
  }

  /** Pictures whose timelapse has gone with a crash in between go too. */
  async #takeIn(cache: PictureCache): Promise<void> {
    const owners = await cache.load();
    const existing = new Set(await this.#parts.store.existingIds(owners));
    for (const owner of owners) if (!existing.has(owner)) await cache.removeOwner(owner);
  }

  #later(chore: () => Promise<void>): void {
    const running = chore().catch((error: unknown) => {
      this.#parts.logger.warn({ err: error }, 'previews could not be tidied up');
    });
    this.#chores.add(running);
    void running.finally(() => this.#chores.delete(running));
  }
}
