import type { LiveOptions } from '../../options/live-options.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ProgressBoard } from '../../queue/progress-board.ts';
import type { QueueWorker } from '../../queue/queue-worker.ts';
import { fileOf, type Progress, type Timelapse } from '../../timelapses/timelapse.ts';
import type { TimelapseStatsReader } from '../../timelapses/timelapse-stats.ts';
import type { TimelapseReads } from '../../timelapses/timelapse-reads.ts';
import { type AppIdentity, panelUrl } from '../core/app-identity.ts';
import { type MediaPlace, mediaAddress } from '../media/media-address.ts';
import type { PosterCopies } from '../media/poster-copies.ts';
import type { LastVideo, Summary } from './summary.ts';

export const PROGRESS_EVERY_MS = 5000;

export interface SummaryReaderDeps {
  reads: TimelapseReads;
  statsReader: TimelapseStatsReader;
  board: ProgressBoard;
  options: LiveOptions;
  clock: Clock;
  identity: AppIdentity;
  posters: PosterCopies;
  queue: Pick<QueueWorker, 'paused' | 'waitingFor'>;
  problems: () => readonly string[];
  media: () => MediaPlace;
}

export class SummaryReader {
  readonly #deps: SummaryReaderDeps;
  #poster: { key: string; url: string | null } | null = null;
  #shown: { progress: Progress; at: number } | null = null;

  constructor(deps: SummaryReaderDeps) {
    this.#deps = deps;
  }

  async read(): Promise<Summary> {
    const { reads, statsReader, options, clock, queue, problems } = this.#deps;
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
      lastVideo: last && (await this.#lastVideo(last)),
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

  async #lastVideo(timelapse: Timelapse): Promise<LastVideo> {
    const { identity, media } = this.#deps;
    const address = mediaAddress(fileOf(timelapse, 'video')?.path ?? null, media());
    return {
      timelapse,
      mediaContentId: address.media_content_id,
      mediaUrl: address.media_url,
      posterUrl: await this.#posterUrl(timelapse),
      panelUrl: panelUrl(await identity.slug(), timelapse.id),
    };
  }

  /** Looked up once per video, not at every step of a render. */
  async #posterUrl({ id, processingCompletedAt }: Timelapse): Promise<string | null> {
    const { media, posters } = this.#deps;
    const key = JSON.stringify([id, processingCompletedAt, media()]);
    if (this.#poster?.key !== key) this.#poster = { key, url: await posters.urlOf(id) };
    return this.#poster.url;
  }
}
