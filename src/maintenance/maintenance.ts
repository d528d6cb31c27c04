import type { Knex } from 'knex';
import type { AppStateStore } from '../db/app-state-store.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import type { Files } from '../lib/files.ts';
import { type Schedule, startSchedule } from '../lib/schedule.ts';
import type { RunStore } from '../queue/run-store.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import type { FolderStore } from '../timelapses/folder-store.ts';
import type { RemovalStore } from '../timelapses/removal-store.ts';
import type { StorageSampleStore } from '../timelapses/storage-sample-store.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import { type TimelapseStatsReader, usedBytes } from '../timelapses/timelapse-stats.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TrashStore } from '../timelapses/trash-store.ts';
import type { Trash } from '../trash/trash.ts';
import { adoptVideos } from './adopt-videos.ts';
import type { ForeignVideoStore } from './foreign-video-store.ts';
import { reconcileVideos } from './reconcile-videos.ts';

/** At an hour when nobody is watching, and not on the hour, when everything else wakes. */
const NIGHTLY = '17 3 * * *';
/** Checking all videos on a slow share can take long. */
const MAX_CATCH_UP_MS = 20_000;
/** The last run of each timelapse is kept for ever. */
const KEEP_RUNS_MS = 180 * 86_400_000;

export interface MaintenanceDeps {
  db: Knex;
  reads: TimelapseReads;
  folderStore: FolderStore;
  service: TimelapseService;
  runs: RunStore;
  samples: StorageSampleStore;
  statsReader: TimelapseStatsReader;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  files: Files;
  foreignVideos: ForeignVideoStore;
  removals: RemovalStore;
  trashed: TrashStore;
  trash: Pick<Trash, 'expire'>;
  archives: ArchiveFolders;
  appState: AppStateStore;
  logger: Logger;
  dataDir: string;
}

/** Keeps database and disk consistent: at every start, and every night. */
export class Maintenance {
  readonly #deps: MaintenanceDeps;
  #schedule: Schedule | undefined;
  #caughtUp: Promise<void> = Promise.resolve();

  constructor(deps: MaintenanceDeps) {
    this.#deps = deps;
  }

  async #catchUp(): Promise<void> {
    await this.#guarded('reconcile', () => reconcileVideos('usual', this.#deps));
    await this.#guarded('adopt', () => adoptVideos(this.#deps));
    await this.#guarded('sample', () => this.#sampleStorage());
  }

  /**
   * Resolves when changes made while the app was off are known. This must happen before the first scan, or known
   * videos would be rendered again; a hanging share delays it only briefly.
   */
  async start(): Promise<void> {
    const tasks = [
      { name: 'reconcile', when: NIGHTLY, run: () => this.#catchUp() },
      // Not at the start: an archive may hold a hundred thousand, on a slow disk.
      { name: 'reconcile archives', when: NIGHTLY, run: () => reconcileVideos('archived', this.#deps) },
      { name: 'trim', when: NIGHTLY, run: () => this.#trim() },
      { name: 'trash', when: NIGHTLY, run: () => this.#deps.trash.expire() },
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
    return new Promise((resolve) => this.#deps.clock.after(MAX_CATCH_UP_MS, resolve));
  }

  async #sampleStorage(): Promise<void> {
    const { statsReader, samples, options, clock } = this.#deps;
    const stats = await statsReader.read(options.current.timelapse_cleanup_age_days, clock.now());
    await samples.add({ at: clock.now(), usedBytes: usedBytes(stats) });
  }

  async #trim(): Promise<void> {
    const { db, runs, clock } = this.#deps;
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
    this.#deps.logger.error({ err: error, task }, 'a maintenance task failed');
  }
}
