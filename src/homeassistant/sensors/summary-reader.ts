import type { LiveOptions } from '../../options/live-options.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ProgressBoard } from '../../queue/progress-board.ts';
import type { QueueWorker } from '../../queue/queue-worker.ts';
import type { Progress, Timelapse } from '../../timelapses/timelapse.ts';
import type { TimelapseStatsReader } from '../../timelapses/timelapse-stats.ts';
import type { TimelapseReads } from '../../timelapses/timelapse-reads.ts';
import type { LastVideos } from './last-videos.ts';
import type { Summary } from './summary.ts';

export const PROGRESS_EVERY_MS = 5000;

export interface SummaryReaderDeps {
  reads: TimelapseReads;
  statsReader: TimelapseStatsReader;
  board: ProgressBoard;
  options: LiveOptions;
  clock: Clock;
  lastVideos: LastVideos;
  queue: Pick<QueueWorker, 'paused' | 'waitingFor'>;
  problems: () => readonly string[];
}

export class SummaryReader {
  readonly #deps: SummaryReaderDeps;
  #shown: { progress: Progress; at: number } | null = null;

  constructor(deps: SummaryReaderDeps) {
    this.#deps = deps;
  }

  async read(): Promise<Summary> {
    const { reads, statsReader, options, clock, queue, problems, lastVideos } = this.#deps;
    const [pending, processing, last, stats] = await Promise.all([
      reads.countPending(),
      reads.listProcessing(),
      reads.latestVideo(),
      statsReader.read(options.current.timelapse_cleanup_age_days, clock.now()),
    ]);
    const current = processing[0] ?? null;
    return {
      paused: queue.paused,
      waitingFor: queue.waitingFor,
      pending,
      current,
      progress: this.#progress(current),
      lastVideo: last && (await lastVideos.describe(last, 'app')),
      stats,
      problems: problems(),
    };
  }

  /** As of the last update; that of another render is shown at once. */
  #progress(current: Timelapse | null): Progress | null {
    const { board, clock } = this.#deps;
    const progress = current && board.of(current.id);
    if (!progress) {
      this.#shown = null;
      return null;
    }
    const age = this.#shown ? clock.now() - this.#shown.at : PROGRESS_EVERY_MS;
    const isDue = age < 0 || age >= PROGRESS_EVERY_MS;
    if (isDue || this.#shown?.progress.id !== progress.id) this.#shown = { progress, at: clock.now() };
    return this.#shown.progress;
  }
}
