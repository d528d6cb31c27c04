import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import { errnoOf } from '../lib/errors.ts';
import type { DiskSpace } from '../queue/disk-space.ts';
import { outputFolders } from '../queue/output-plan.ts';
import type { ProgressBoard } from '../queue/progress-board.ts';
import { estimateRenderMs, expectedEnds, measureSpeed } from '../queue/render-estimate.ts';
import type { RunStore } from '../queue/run-store.ts';
import type { WireStats } from '../shared/stats.ts';
import type { WireQueue } from '../shared/system.ts';
import type { WireTimelapse } from '../shared/timelapse.ts';
import { daysUntilFull, type StorageSample } from '../timelapses/storage-forecast.ts';
import type { StorageSampleStore } from '../timelapses/storage-sample-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { type TimelapseStatsReader, usedBytes } from '../timelapses/timelapse-stats.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import { toWireStats, toWireTimelapse, type WireContext } from './to-wire.ts';

/** Limits the size of each queue event. */
const MAX_PENDING_IDS = 1000;

export interface WireViewDeps {
  reads: TimelapseReads;
  statsReader: TimelapseStatsReader;
  samples: StorageSampleStore;
  runs: RunStore;
  options: LiveOptions;
  clock: Clock;
  board: ProgressBoard;
  queue: { readonly paused: boolean; readonly waitingFor: string | null };
  slots: number;
  diskSpace: (path: string) => Promise<DiskSpace>;
}

/** The only place that gathers what wire shapes need. */
export class WireView {
  readonly #deps: WireViewDeps;

  #lastSpace: { folder: string; space: DiskSpace } | undefined;

  constructor(deps: WireViewDeps) {
    this.#deps = deps;
  }

  async timelapse(timelapse: Timelapse): Promise<WireTimelapse> {
    return toWireTimelapse(timelapse, await this.#context(timelapse.status === 'pending'));
  }

  async timelapses(timelapses: readonly Timelapse[]): Promise<WireTimelapse[]> {
    const context = await this.#context(timelapses.some(({ status }) => status === 'pending'));
    return timelapses.map((timelapse) => toWireTimelapse(timelapse, context));
  }

  async stats(): Promise<WireStats> {
    const { statsReader, samples, options, clock } = this.#deps;
    const { timelapse_cleanup_age_days: ageDays, timelapse_source_folder: source } = options.current;
    const { timelapse_trash_days: trashDays } = options.current;
    const stats = await statsReader.read(ageDays, clock.now());
    const space = await this.#space(outputFolders(source, options.current).folder);
    const now = { at: clock.now(), usedBytes: usedBytes(stats) };
    const recent = [...(await samples.listRecent(clock.now())), now];
    return toWireStats(stats, {
      trashDays,
      freeBytes: space?.freeBytes ?? null,
      daysUntilFull: space && daysUntilFull(recent, space.freeBytes),
    });
  }

  /** What was used, once a day, and now; earliest first. @param now as just read */
  async storage(now: WireStats): Promise<StorageSample[]> {
    const { samples, clock } = this.#deps;
    const at = clock.now();
    const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
    const before = (await samples.list()).filter((sample) => dayOf(sample.at) !== dayOf(at));
    return [...before, { at, usedBytes: now.total_size_bytes + now.source_size_bytes + now.trash_bytes }];
  }

  async queue(): Promise<WireQueue> {
    const { reads, board } = this.#deps;
    const pending = await reads.listPending(MAX_PENDING_IDS);
    const processing = board.all.map(({ id }) => id);
    return {
      paused: this.#deps.queue.paused,
      waiting_for: this.#deps.queue.waitingFor,
      processing_id: processing[0] ?? null,
      processing_ids: processing,
      pending_ids: pending.map(({ id }) => id),
    };
  }

  /** The last known value while a share does not respond; null = unknown. */
  async #space(folder: string): Promise<DiskSpace | null> {
    try {
      const space = await this.#deps.diskSpace(folder);
      this.#lastSpace = { folder, space };
      return space;
    } catch (error) {
      return errnoOf(error) === 'ETIMEDOUT' && this.#lastSpace?.folder === folder
        ? this.#lastSpace.space
        : null;
    }
  }

  async #context(needsQueue: boolean): Promise<WireContext> {
    const { options, clock, board } = this.#deps;
    return {
      options: options.current,
      now: clock.now(),
      pending: needsQueue ? await this.#pendingPlaces() : new Map(),
      progressOf: (id) => board.of(id),
    };
  }

  async #pendingPlaces(): Promise<WireContext['pending']> {
    const { reads, runs, board, clock, slots } = this.#deps;
    const speed = measureSpeed(await runs.listMeasured());
    const pending = await reads.listPending();
    const now = clock.now();
    const free = board.all.map(({ etaAt }) => Math.max(etaAt ?? 0, now));
    while (free.length < slots) free.push(now);
    const durations = speed && pending.map(({ frames, size }) => estimateRenderMs(frames, size, speed));
    const ends = durations && expectedEnds(durations, free);
    return new Map(pending.map(({ id }, index) => [id, { place: index + 1, etaAt: ends?.[index] ?? null }]));
  }
}
