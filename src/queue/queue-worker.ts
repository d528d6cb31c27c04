import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { statusEvent, type TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import type { DiskSpace } from './disk-space.ts';
import {
  type OutsideStop,
  type ProcessOutcome,
  ProcessTimelapse,
  type RunTimes,
} from './process-timelapse.ts';
import type { ProgressBoard } from './progress-board.ts';
import { removeObsolete } from './publish-video.ts';
import { recoverRuns } from './recover-runs.ts';
import { estimateRenderMs, measureSpeed } from './render-estimate.ts';
import { mayRetry, RETRY_DELAY_MS } from './retry-policy.ts';
import type { RunStore } from './run-store.ts';

/** Without a reason to look, the queue still looks this often, milliseconds. */
const LOOK_EVERY_MS = 60_000;
/** After a database error. */
const RETRY_MS = 5000;

export interface QueueParts {
  store: TimelapseStore;
  runs: RunStore;
  settings: SettingsStore;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  board: ProgressBoard;
  dataDir: string;
  times: RunTimes;
  diskSpace: (path: string) => Promise<DiskSpace>;
  /** Nothing is started while the source folder cannot be reached. */
  isSourceReachable: () => boolean;
  /** Nothing is started while this printer prints; null = none. */
  waitingFor: () => string | null;
}

interface CurrentRun {
  timelapseId: string;
  process: ProcessTimelapse;
  settled: Promise<void>;
}

/** Renders what is pending, one at a time: claim, run, settle. */
export class QueueWorker {
  readonly #parts: QueueParts;
  readonly #loop: PollLoop;
  #current: CurrentRun | undefined;
  #claiming: Promise<Timelapse | null> = Promise.resolve(null);
  #paused = false;
  #undo: (() => void)[] = [];

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#loop = createPollLoop({
      clock: parts.clock,
      pass: () => this.#pass(),
      onError: (error) => parts.logger.error({ err: error }, 'the queue met an error'),
      retryMs: RETRY_MS,
    });
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** The printer whose print has to end first; null = none. */
  get waitingFor(): string | null {
    return this.#parts.waitingFor();
  }

  /** Cleans up after the last end, however that was, and begins. */
  async start(): Promise<void> {
    this.#paused = (await this.#parts.settings.get('queue_paused')) === true;
    await recoverRuns(this.#parts);
    const { emitter, options } = this.#parts;
    this.#undo = [
      emitter.on('timelapse.pending', () => this.#loop.wake()),
      emitter.on('system.changed', () => this.#loop.wake()),
      options.onChange(() => this.#loop.wake()),
    ];
    this.#loop.start();
  }

  /** Ends a running render; its row goes back to pending, so that the next start goes on. */
  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    const stopped = this.#loop.stop();
    await this.#claimed();
    await this.#current?.process.stop('shutdown');
    await stopped;
  }

  async setPaused(paused: boolean): Promise<void> {
    this.#paused = paused;
    await this.#parts.settings.set('queue_paused', paused);
    this.#parts.emitter.emit('system.changed', {});
  }

  /** Ends the run of a timelapse and waits until its row is settled; nothing happens when it does not run. */
  async stopRun(timelapseId: string, because: OutsideStop): Promise<void> {
    await this.#claimed();
    const run = this.#current;
    if (run?.timelapseId !== timelapseId) return;
    await run.process.stop(because);
    await run.settled;
  }

  /** What the engine of this timelapse has printed so far; null when it does not run. */
  outputOf(timelapseId: string): string | null {
    return this.#current?.timelapseId === timelapseId ? this.#current.process.output() : null;
  }

  /** Waits for a claim under way: its row is processing already, while its run is not known yet. */
  async #claimed(): Promise<void> {
    await this.#claiming.catch(() => null);
  }

  async #pass(): Promise<number> {
    const { store, clock } = this.#parts;
    if (!this.#mayClaim()) return LOOK_EVERY_MS;
    this.#claiming = store.claimNext(clock.now());
    const claimed = await this.#claiming;
    if (!claimed) {
      const retryAt = await store.nextRetryAt();
      return retryAt === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(0, retryAt - clock.now()));
    }
    await this.#run(claimed);
    return 0;
  }

  #mayClaim(): boolean {
    const { options, isSourceReachable, waitingFor } = this.#parts;
    if (this.#paused || !options.current.timelapse_enabled) return false;
    return isSourceReachable() && waitingFor() === null;
  }

  async #run(timelapse: Timelapse): Promise<void> {
    const { board, emitter, clock, logger } = this.#parts;
    const startedAt = clock.now();
    const process = new ProcessTimelapse(timelapse, { ...this.#parts, now: () => clock.now() }, (told) => {
      emitter.emit('timelapse.progress', board.update(timelapse.id, told, startedAt, clock.now()));
    });
    const settled = Promise.withResolvers<void>();
    // Before the first wait, so that whoever wants to stop the claimed one finds it.
    this.#current = { timelapseId: timelapse.id, process, settled: settled.promise };
    try {
      board.begin(timelapse.id, await this.#expectedEnd(timelapse));
      logger.info({ id: timelapse.id, folder: timelapse.folderName }, 'rendering');
      emitter.emit('timelapse.processing', timelapse);
      const outcome = await process.run().catch((error: unknown): ProcessOutcome => ({
        kind: 'failed',
        failure: { code: 'engine_failed', ioError: true },
        detail: messageOf(error),
      }));
      await this.#settle(timelapse, process, outcome);
    } finally {
      board.clear();
      this.#current = undefined;
      settled.resolve();
    }
  }

  async #expectedEnd({ fingerprint, video }: Timelapse): Promise<number | null> {
    const speed = measureSpeed(await this.#parts.runs.listMeasured());
    return speed && this.#parts.clock.now() + estimateRenderMs(fingerprint.count, video, speed);
  }

  /** Writes the result of a run: the timelapse first, then the run, so that a crash in between is noticed. */
  async #settle(timelapse: Timelapse, process: ProcessTimelapse, outcome: ProcessOutcome): Promise<void> {
    const { runs, emitter, clock, board } = this.#parts;
    const settled = await this.#settleRow(timelapse, outcome);
    // At once: who reads that the row is done must not be told that it still renders.
    board.clear();
    if (outcome.kind === 'completed') await removeObsolete(outcome.obsolete);
    await runs.end(
      process.runId,
      { ...this.#runEnd(outcome, settled), ...process.engineFacts() },
      clock.now(),
    );
    if (!settled) return;
    this.#log(settled, outcome);
    emitter.emit(statusEvent(settled.status), settled);
  }

  #settleRow({ id, retryCount }: Timelapse, outcome: ProcessOutcome): Promise<Timelapse | null> {
    const { store, clock } = this.#parts;
    const now = clock.now();
    switch (outcome.kind) {
      case 'completed':
        return store.complete(id, outcome.result, now);
      case 'failed': {
        const failure = { code: outcome.failure.code, detail: outcome.detail };
        if (mayRetry(outcome.failure, retryCount))
          return store.enqueueRetry(id, failure, now + RETRY_DELAY_MS, now);
        return store.fail(id, failure, now);
      }
      case 'stopped':
        return outcome.because === 'shutdown' ? store.requeue(id, now) : store.hold(id, ['processing'], now);
    }
  }

  #runEnd(outcome: ProcessOutcome, settled: Timelapse | null) {
    switch (outcome.kind) {
      case 'completed': {
        const { width, height } = outcome.result.video;
        const frames = settled?.renderedFingerprint?.count ?? 0;
        return { outcome: 'completed', frames, megapixels: (width * height) / 1e6 } as const;
      }
      case 'failed':
        return {
          outcome: settled?.status === 'pending' ? 'retry' : 'failed',
          errorCode: outcome.failure.code,
        } as const;
      case 'stopped':
        return { outcome: outcome.because === 'shutdown' ? 'interrupted' : outcome.because } as const;
    }
  }

  #log({ id, folderName: folder, video, retryCount }: Timelapse, outcome: ProcessOutcome): void {
    const { logger } = this.#parts;
    if (outcome.kind === 'completed')
      logger.info({ id, folder, seconds: video?.durationSeconds }, 'video done');
    else if (outcome.kind === 'stopped')
      logger.info({ id, folder, because: outcome.because }, 'render ended');
    else
      logger.warn(
        { id, folder, code: outcome.failure.code, retryCount, detail: outcome.detail },
        'render failed',
      );
  }
}
