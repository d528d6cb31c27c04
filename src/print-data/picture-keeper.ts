import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { createThrottle, type Throttle } from '../lib/throttle.ts';
import { readFrameReport } from '../recipes/frame-report.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import { factsOf } from './picture-facts.ts';
import { readFolder } from './picture-reader.ts';
import type { DuePictures, PrintDataStore } from './print-data-store.ts';

const RETRY_MS = 600_000;
/** Many videos may be due at once after an update; others come first. */
const BETWEEN_MS = 500;
const NOTHING_DUE_MS = 24 * 3_600_000;
const EVENTS_EVERY_MS = 1000;

export interface PictureKeeperDeps {
  store: PrintDataStore;
  reads: Pick<TimelapseReads, 'get'>;
  /** Of the current video; null = none. */
  reportOf: (id: string) => Promise<unknown>;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  /** How long a share may be silent. */
  stallMs: number;
}

/**
 * Keeps which pictures a video shows, when they were taken and what was logged with them: the pictures may be deleted
 * one day. What is due follows from the database, so that it is made up for after any interruption.
 */
export class PictureKeeper {
  readonly #deps: PictureKeeperDeps;
  readonly #loop: PollLoop;
  readonly #wake: Throttle;
  readonly #halt = new AbortController();
  /** Folders that could not be read, by timelapse, and when they are tried again. */
  readonly #later = new Map<string, number>();
  #undo: (() => void)[] = [];

  constructor(deps: PictureKeeperDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'the times of pictures could not be kept'),
      retryMs: RETRY_MS,
    });
    this.#wake = createThrottle(EVENTS_EVERY_MS, () => this.#loop.wake());
  }

  start(): void {
    this.#undo = [this.#deps.emitter.on('timelapse.completed', () => this.#wake.call())];
    this.#loop.start();
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    this.#wake.stop();
    this.#halt.abort();
    await this.#loop.stop();
  }

  /** @returns milliseconds until the next pass */
  async #pass(): Promise<number> {
    const { store, clock } = this.#deps;
    const now = clock.now();
    for (const [id, at] of this.#later) if (at <= now) this.#later.delete(id);
    const due = await store.nextPictures([...this.#later.keys()]);
    if (due !== null) {
      await this.#keep(due);
      return BETWEEN_MS;
    }
    return this.#later.size > 0 ? RETRY_MS : NOTHING_DUE_MS;
  }

  async #keep(due: DuePictures): Promise<void> {
    const { store, reads, reportOf, clock, stallMs } = this.#deps;
    const timelapse = await reads.get(due.timelapseId);
    if (timelapse === null) return;
    const { chosen } = readFrameReport(await reportOf(timelapse.id));
    const halt = this.#halt.signal;
    const folder = await readFolder(timelapse.sourceFolder, { stallMs, halt });
    if (halt.aborted) return;
    if (folder === null) {
      this.#later.set(timelapse.id, clock.now() + RETRY_MS);
      return;
    }
    const all = folder.files.map(({ name }) => name);
    const shown = chosen ? [...chosen] : all;
    const facts = factsOf(fits(shown, timelapse) ? shown : [], folder.files, folder.log);
    await store.putPictures(due, facts);
  }
}

/** Each picture has a frame; the last may be held. What an engine of its own shows is not known otherwise. */
function fits(shown: readonly string[], { video }: Timelapse): boolean {
  return video !== null && shown.length <= Math.round(video.durationSeconds * video.fps) + 1;
}
