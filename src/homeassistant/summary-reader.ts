import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { ProgressBoard } from '../queue/progress-board.ts';
import type { QueueWorker } from '../queue/queue-worker.ts';
import { fileOf, type Progress, type Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseStatsReader } from '../timelapses/timelapse-stats.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { type AppIdentity, panelUrl } from './app-identity.ts';
import { type MediaPlace, mediaAddress } from './media-address.ts';
import type { PosterCopies } from './poster-copies.ts';
import type { LastVideo, Summary } from './summary.ts';

/** Progress is shown at most so often, milliseconds. */
export const PROGRESS_EVERY_MS = 5000;

export interface SummaryReaderParts {
  store: TimelapseStore;
  statsReader: TimelapseStatsReader;
  board: ProgressBoard;
  options: LiveOptions;
  clock: Clock;
  identity: AppIdentity;
  posters: PosterCopies;
  queue: Pick<QueueWorker, 'paused' | 'waitingFor'>;
  /** What needs a look, in sentences. */
  problems: () => readonly string[];
  media: () => MediaPlace;
}

/** Gathers what Home Assistant shows of the app. */
export class SummaryReader {
  readonly #parts: SummaryReaderParts;
  #poster: { key: string; url: string | null } | null = null;
  #shown: { progress: Progress; at: number } | null = null;

  constructor(parts: SummaryReaderParts) {
    this.#parts = parts;
  }

  async read(): Promise<Summary> {
    const { store, statsReader, options, clock, queue, problems } = this.#parts;
    const [pending, current, last, stats] = await Promise.all([
      store.countPending(),
      store.processing(),
      store.latestVideo(),
      statsReader.read(options.current.timelapse_cleanup_age_days, clock.now()),
    ]);
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

  /** Progress as it was when it was last time to look; that of another render is shown at once. */
  #progress(current: Timelapse | null): Progress | null {
    const { board, clock } = this.#parts;
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
    const { identity, media } = this.#parts;
    const address = mediaAddress(fileOf(timelapse, 'video')?.path ?? null, media());
    return {
      timelapse,
      mediaContentId: address.media_content_id,
      mediaUrl: address.media_url,
      posterUrl: await this.#posterUrl(timelapse),
      panelUrl: panelUrl(await identity.slug(), timelapse.id),
    };
  }

  /** Looked for once a video, not at every step of a render. */
  async #posterUrl({ id, processingCompletedAt }: Timelapse): Promise<string | null> {
    const { media, posters } = this.#parts;
    const key = JSON.stringify([id, processingCompletedAt, media()]);
    if (this.#poster?.key !== key) this.#poster = { key, url: await posters.urlOf(id) };
    return this.#poster.url;
  }
}
