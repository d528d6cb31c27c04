import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import { errnoOf } from '../lib/errors.ts';
import type { DiskSpace } from '../queue/disk-space.ts';
import type { ProgressBoard } from '../queue/progress-board.ts';
import { estimateRenderMs, measureSpeed } from '../queue/render-estimate.ts';
import type { RunStore } from '../queue/run-store.ts';
import type { WireStats } from '../shared/stats.ts';
import type { WireQueue } from '../shared/system.ts';
import type { WireTimelapse } from '../shared/timelapse.ts';
import { daysUntilFull } from '../timelapses/storage-forecast.ts';
import type { StorageSampleStore } from '../timelapses/storage-sample-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseStatsReader } from '../timelapses/timelapse-stats.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { toWireStats, toWireTimelapse, type WireContext } from './to-wire.ts';

export interface WireViewParts {
  store: TimelapseStore;
  statsReader: TimelapseStatsReader;
  samples: StorageSampleStore;
  runs: RunStore;
  options: LiveOptions;
  clock: Clock;
  board: ProgressBoard;
  queue: { readonly paused: boolean; readonly waitingFor: string | null };
  diskSpace: (path: string) => Promise<DiskSpace>;
}

/** Everything as transports show it; the one place that gathers what a wire shape needs. */
export class WireView {
  readonly #parts: WireViewParts;

  #lastSpace: { folder: string; space: DiskSpace } | undefined;

  constructor(parts: WireViewParts) {
    this.#parts = parts;
  }

  async timelapse(timelapse: Timelapse): Promise<WireTimelapse> {
    return toWireTimelapse(timelapse, await this.#context(timelapse.status === 'pending'));
  }

  async timelapses(timelapses: readonly Timelapse[]): Promise<WireTimelapse[]> {
    const context = await this.#context(timelapses.some(({ status }) => status === 'pending'));
    return timelapses.map((timelapse) => toWireTimelapse(timelapse, context));
  }

  async stats(): Promise<WireStats> {
    const { statsReader, samples, options, clock } = this.#parts;
    const { timelapse_cleanup_age_days: ageDays, timelapse_output_folder: output } = options.current;
    const stats = await statsReader.read(ageDays, clock.now());
    const space = await this.#space(output);
    const now = { at: clock.now(), usedBytes: stats.videoBytes + stats.sourceBytes };
    const recent = [...(await samples.listRecent(clock.now())), now];
    return toWireStats(stats, space?.freeBytes ?? null, space && daysUntilFull(recent, space.freeBytes));
  }

  async queue(): Promise<WireQueue> {
    return {
      paused: this.#parts.queue.paused,
      waiting_for: this.#parts.queue.waitingFor,
      processing_id: this.#parts.board.current?.id ?? null,
      pending_ids: (await this.#parts.store.listPending()).map(({ id }) => id),
    };
  }

  /** Room where the videos go; while a share gives no answer, as it was last. Null when it cannot be known. */
  async #space(folder: string): Promise<DiskSpace | null> {
    try {
      const space = await this.#parts.diskSpace(folder);
      this.#lastSpace = { folder, space };
      return space;
    } catch (error) {
      return errnoOf(error) === 'ETIMEDOUT' && this.#lastSpace?.folder === folder
        ? this.#lastSpace.space
        : null;
    }
  }

  async #context(needsQueue: boolean): Promise<WireContext> {
    const { options, clock, board } = this.#parts;
    return {
      options: options.current,
      now: clock.now(),
      pending: needsQueue ? await this.#pendingPlaces() : new Map(),
      progress: board.current,
    };
  }

  /** Place of each waiting render, and when it will be done at the speed of this machine. */
  async #pendingPlaces(): Promise<WireContext['pending']> {
    const { store, runs, board, clock } = this.#parts;
    const speed = measureSpeed(await runs.listMeasured());
    let end = Math.max(board.current?.etaAt ?? 0, clock.now());
    const places: WireContext['pending'] = new Map();
    for (const [index, { id, frames, size }] of (await store.listPending()).entries()) {
      if (speed) end += estimateRenderMs(frames, size, speed);
      places.set(id, { place: index + 1, etaAt: speed ? end : null });
    }
    return places;
  }
}
