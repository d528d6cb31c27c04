import type { Knex } from 'knex';
import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import type { ShareCalls } from '../lib/share-calls.ts';
import { type Schedule, startSchedule } from '../lib/schedule.ts';
import type { RunStore } from '../queue/run-store.ts';
import type { StorageSampleStore } from '../timelapses/storage-sample-store.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { TimelapseStatsReader } from '../timelapses/timelapse-stats.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { adoptVideos } from './adopt-videos.ts';
import type { ForeignVideoStore } from './foreign-video-store.ts';
import { reconcileVideos } from './reconcile-videos.ts';

/** Every night at an hour when nobody looks, and not on the hour, when everything else wakes. */
const NIGHTLY = '17 3 * * *';
/** A look at all videos on a slow share takes a while; longer than this it is not waited for. */
const LONGEST_CATCH_UP_MS = 20_000;
/** Runs are kept for half a year; the last of each timelapse for ever. */
const KEEP_RUNS_MS = 180 * 86_400_000;

export interface MaintenanceParts {
  db: Knex;
  store: TimelapseStore;
  service: TimelapseService;
  runs: RunStore;
  samples: StorageSampleStore;
  statsReader: TimelapseStatsReader;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  shares: ShareCalls;
  foreignVideos: ForeignVideoStore;
  logger: Logger;
  dataDir: string;
}

/** Keeps database and disk telling the same story: at every start, and every night. */
export class Maintenance {
  readonly #parts: MaintenanceParts;
  #schedule: Schedule | undefined;
  #caughtUp: Promise<void> = Promise.resolve();

  constructor(parts: MaintenanceParts) {
    this.#parts = parts;
  }

  /** Takes in what happened while we were away. */
  async #catchUp(): Promise<void> {
    await this.#guarded('reconcile', () => reconcileVideos(this.#parts));
    await this.#guarded('adopt', () => adoptVideos(this.#parts));
    await this.#guarded('sample', () => this.#sampleStorage());
  }

  /**
   * Begins. Resolves when what happened while we were away is taken in, which is to be before the first look at the
   * source folder, or known videos would be made again; a share that hangs holds nobody up for long.
   */
  async start(): Promise<void> {
    const tasks = [
      { name: 'reconcile', when: NIGHTLY, run: () => this.#catchUp() },
      { name: 'trim', when: NIGHTLY, run: () => this.#trim() },
    ];
    this.#schedule = startSchedule(tasks, (error, task) => this.#failed(error, task));
    this.#caughtUp = Promise.race([this.#catchUp(), this.#waited()]);
    await this.#caughtUp;
  }

  async stop(): Promise<void> {
    await this.#schedule?.stop();
    await this.#caughtUp;
  }

  #waited(): Promise<void> {
    return new Promise((resolve) => this.#parts.clock.after(LONGEST_CATCH_UP_MS, resolve));
  }

  async #sampleStorage(): Promise<void> {
    const { statsReader, samples, options, clock } = this.#parts;
    const stats = await statsReader.read(options.current.timelapse_cleanup_age_days, clock.now());
    await samples.add({ at: clock.now(), usedBytes: stats.videoBytes + stats.sourceBytes });
  }

  async #trim(): Promise<void> {
    const { db, runs, clock } = this.#parts;
    await runs.trim(clock.now() - KEEP_RUNS_MS);
    await db.raw('PRAGMA optimize');
    await db.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  async #guarded(task: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#failed(error, task);
    }
  }

  #failed(error: unknown, task: string): void {
    this.#parts.logger.error({ err: error, task }, 'maintenance went wrong');
  }
}
