import { dirname, join } from 'node:path';
import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { isDatabaseUnavailable, messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import type { Part } from '../lib/part.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { makePoster } from '../media/poster.ts';
import { putSidePoster, removeSidePoster, sidePosterPath } from '../media/side-poster.ts';
import type { SidePosterReads } from '../timelapses/side-poster-reads.ts';
import { fileOf, type Timelapse, type TimelapseFile } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';

/** Between two of many videos. */
const PACE_MS = 500;
const MINUTES_BETWEEN_SWEEPS = 10;

export interface SidePostersDeps {
  files: Files;
  reads: Pick<TimelapseReads, 'get'>;
  unsettled: SidePosterReads;
  store: Pick<TimelapseStore, 'putFile' | 'removeFile'>;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  dataDir: string;
  times: { minuteMs: number };
}

interface Wanted {
  path: string;
  sizeBytes: number;
}

/**
 * Puts the poster beside each video while that is wanted, and keeps those that are there in step with their videos. One
 * that somebody removes or replaces is left so until there is a new video.
 */
export class SidePosters implements Part {
  readonly #deps: SidePostersDeps;
  readonly #loop: PollLoop;
  readonly #due = new Set<string>();
  /** Of which ffmpeg makes none. */
  readonly #without = new Set<string>();
  /** The last one that was checked; null = all were. */
  #checked: string | null = '';
  #sweptAt = 0;
  #lastFailure: string | null = null;
  #undo: (() => void)[] = [];

  constructor(deps: SidePostersDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'posters cannot be put beside videos'),
      retryMs: deps.times.minuteMs,
    });
  }

  start(): void {
    const { emitter, options } = this.#deps;
    const isDue = ({ id }: Timelapse) => {
      this.#due.add(id);
      this.#loop.wake();
    };
    this.#undo = [
      emitter.on('timelapse.completed', isDue),
      emitter.on('timelapse.updated', isDue),
      options.onChange(() => {
        this.#checked = '';
        this.#loop.wake();
      }),
    ];
    this.#loop.start();
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    await this.#loop.stop();
  }

  /** @returns milliseconds until the next one */
  async #pass(): Promise<number> {
    const { minuteMs } = this.#deps.times;
    const id = await this.#next();
    if (id === null) return this.#untilSweep();
    try {
      await this.#settle(id);
      this.#lastFailure = null;
      return PACE_MS;
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      const reason = messageOf(error);
      if (reason !== this.#lastFailure)
        this.#deps.logger.warn({ id, reason }, 'a poster could not be put beside its video yet');
      this.#lastFailure = reason;
      return minuteMs;
    }
  }

  async #next(): Promise<string | null> {
    const [due] = this.#due;
    if (due !== undefined) {
      this.#due.delete(due);
      return due;
    }
    if (this.#checked === null && this.#untilSweep() === 0) this.#checked = '';
    if (this.#checked === null) return null;
    this.#checked = await this.#deps.unsettled.next(this.#checked, this.#isWanted);
    this.#sweptAt = this.#deps.clock.now();
    return this.#checked;
  }

  #untilSweep(): number {
    const { clock, times } = this.#deps;
    const left = this.#sweptAt + MINUTES_BETWEEN_SWEEPS * times.minuteMs - clock.now();
    return Math.min(Math.max(0, left), MINUTES_BETWEEN_SWEEPS * times.minuteMs);
  }

  get #isWanted(): boolean {
    return this.#deps.options.current.timelapse_poster_beside_video;
  }

  async #settle(id: string): Promise<void> {
    const { reads, unsettled, files } = this.#deps;
    const timelapse = await reads.get(id);
    const video = timelapse && fileOf(timelapse, 'video');
    if (!video || !timelapse.videoExists || timelapse.status === 'processing') return;
    const path = sidePosterPath(video.path);
    const [placed, plan] = [fileOf(timelapse, 'side_poster'), fileOf(timelapse, 'side_poster_plan')];
    if (path === null || !(this.#isWanted || placed || plan)) return;
    // An empty folder in place of a share.
    if (!(await files.isFile(video.path))) return;
    const poster = await this.#posterOf(timelapse, video.path);
    if (!poster) return;
    const wanted = { path, sizeBytes: poster.sizeBytes };
    const times = await unsettled.times(id);
    if (placed?.path === path && times.placed >= times.poster) return;
    if (await this.#plan(timelapse, wanted))
      await this.#put(timelapse, wanted, { path: poster.path, at: times.poster });
  }

  /** From here on, what is at its path is known to be ours. @returns false when there is to be none */
  async #plan(timelapse: Timelapse, wanted: Wanted): Promise<boolean> {
    const { files, store, clock } = this.#deps;
    const { id } = timelapse;
    const [placed, plan] = [fileOf(timelapse, 'side_poster'), fileOf(timelapse, 'side_poster_plan')];
    if (!this.#isWanted && !plan && placed && (await this.#isGone(placed))) {
      await removeSidePoster(files, placed);
      await store.removeFile(id, 'side_poster');
      return false;
    }
    if (plan && isSame(plan, wanted)) return true;
    if (plan) await removeSidePoster(files, plan);
    if (placed?.path === wanted.path) await removeSidePoster(files, placed);
    await store.putFile(id, { kind: 'side_poster_plan', ...wanted }, clock.now());
    return true;
  }

  async #isGone({ path, sizeBytes }: TimelapseFile): Promise<boolean> {
    const there = await this.#deps.files.inspect(path);
    return there?.kind !== 'file' || there.sizeBytes !== sizeBytes;
  }

  async #put(timelapse: Timelapse, wanted: Wanted, from: { path: string; at: number }): Promise<void> {
    const { files, store, options, clock } = this.#deps;
    const { id } = timelapse;
    const [placed, plan] = [fileOf(timelapse, 'side_poster'), fileOf(timelapse, 'side_poster_plan')];
    // The video is elsewhere now.
    if (placed && placed.path !== wanted.path) {
      await removeSidePoster(files, placed);
      await store.removeFile(id, 'side_poster');
    }
    const source = options.current.timelapse_source_folder;
    const isPut = await putSidePoster(files, wanted, from.path, {
      isPlanned: plan !== undefined && isSame(plan, wanted),
      isFrameFolder: `${dirname(wanted.path)}/`.startsWith(source.endsWith('/') ? source : `${source}/`),
    });
    if (!isPut) return store.removeFile(id, 'side_poster_plan');
    const file = { kind: 'side_poster', ...wanted } as const;
    // Never older than the poster, also if the clock was turned back.
    await store.putFile(id, file, Math.max(clock.now(), from.at)).catch(async (error: unknown) => {
      // The timelapse was deleted meanwhile.
      await removeSidePoster(files, file);
      throw error;
    });
  }

  async #posterOf(timelapse: Timelapse, videoPath: string): Promise<Wanted | null> {
    const { files, dataDir, store, clock } = this.#deps;
    const { id } = timelapse;
    const known = fileOf(timelapse, 'poster');
    const there = known ? await files.inspect(known.path) : null;
    if (known && there?.kind === 'file') return { path: known.path, sizeBytes: there.sizeBytes };
    if (this.#without.has(id)) return null;
    const { poster } = await makePoster(videoPath, join(dataDir, 'posters', `${id}.jpg`));
    if (poster) await store.putFile(id, poster, clock.now());
    else this.#without.add(id);
    return poster;
  }
}

function isSame(file: Wanted, { path, sizeBytes }: Wanted): boolean {
  return file.path === path && file.sizeBytes === sizeBytes;
}
