import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { AppError, isDatabaseUnavailable, isDiskFull, messageOf } from '../lib/errors.ts';
import { UntilItHolds } from '../lib/until-it-holds.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { ProgressBoard } from './progress-board.ts';
import { Render, type RenderDeps } from './render.ts';
import { estimateRenderMs, measureSpeed } from './render-estimate.ts';
import { mayPass, type OutsideStop, type RenderOutcome } from './render-outcome.ts';
import { type SettledOutcome, settleRun, unwritable } from './settle-run.ts';

/** Time between two attempts to save how a render ended. */
const RETRY_MS = 5000;

export interface CurrentRunDeps extends Omit<RenderDeps, 'now' | 'writes'> {
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  board: ProgressBoard;
}

/** A claimed timelapse until its row is settled: its render, and what is to be saved of it. */
export class CurrentRun {
  readonly #timelapse: Timelapse;
  readonly #deps: CurrentRunDeps;
  readonly #writes: UntilItHolds;
  readonly #render: Render;
  readonly #over = Promise.withResolvers<void>();

  constructor(timelapse: Timelapse, deps: CurrentRunDeps) {
    const { board, emitter, clock, logger } = deps;
    const { id } = timelapse;
    const startedAt = clock.now();
    this.#timelapse = timelapse;
    this.#deps = deps;
    this.#writes = new UntilItHolds({
      clock,
      retryMs: RETRY_MS,
      mayPass: isDatabaseUnavailable,
      onFailure: (error) =>
        logger.warn({ id, err: error }, 'the state of a render cannot be saved yet; the app keeps retrying'),
    });
    this.#render = new Render(
      timelapse,
      { ...deps, writes: this.#writes, now: () => clock.now() },
      (reported) => emitter.emit('timelapse.progress', board.update(id, reported, startedAt, clock.now())),
    );
  }

  /** Resolves when it is over, whether or not its row could be settled. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /** Whether the engine has ended and only its result is still to be written. */
  get isUnsettled(): boolean {
    return this.#writes.isWaiting;
  }

  output(): string {
    return this.#render.output();
  }

  /** Renders and settles. @throws when the row cannot be settled */
  async run(): Promise<void> {
    const { board, emitter, logger } = this.#deps;
    const { id, folderName: folder } = this.#timelapse;
    try {
      board.begin(id, await this.#expectedEnd());
      logger.info({ id, folder }, 'rendering');
      emitter.emit('timelapse.processing', this.#timelapse);
      const outcome = await this.#render
        .run()
        .catch((error: unknown): RenderOutcome => mayPass(messageOf(error)));
      if (outcome.kind !== 'unsaved') await this.#settle(outcome);
    } finally {
      board.end(id);
      this.#over.resolve();
    }
  }

  /**
   * Ends the render and waits until its row is settled.
   *
   * @throws the database's error when the row cannot be settled now; it is once that is possible
   */
  async stop(because: OutsideStop): Promise<void> {
    const failed = this.#writes.nextFailure().then((error) => ({ error }));
    await this.#render.stop(because);
    this.#writes.retryNow();
    const end = await Promise.race([this.over, failed]);
    if (end) throw because === 'cancelled' ? keptForLater(end.error) : end.error;
  }

  /** Ends the render; what cannot be saved at once is left to the next start. */
  async shutDown(): Promise<void> {
    await this.#render.stop('shutdown');
    this.#writes.giveUp();
    await this.over;
  }

  async #settle(outcome: SettledOutcome): Promise<void> {
    const deps = { ...this.#deps, writes: this.#writes };
    try {
      await settleRun(this.#timelapse, this.#render, outcome, deps);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      this.#deps.logger.error(
        { id: this.#timelapse.id, err: error },
        'the result of a render cannot be saved',
      );
      await settleRun(this.#timelapse, this.#render, unwritable(error), deps);
    }
  }

  /** A guess is never worth a render. */
  async #expectedEnd(): Promise<number | null> {
    const { runs, clock, logger } = this.#deps;
    const { fingerprint, video } = this.#timelapse;
    try {
      const speed = measureSpeed(await runs.listMeasured());
      return speed && clock.now() + estimateRenderMs(fingerprint.count, video, speed);
    } catch (error) {
      logger.warn({ err: error }, 'the duration of a render could not be estimated');
      return null;
    }
  }
}

/** A cancel that cannot be written is kept, which its answer says. */
function keptForLater(error: unknown): unknown {
  if (!isDiskFull(error)) return error;
  return new AppError(
    'disk_full',
    'There is no space left on the disk to save that the render is cancelled.',
    {
      status: 507,
      remedy: 'Free some space: it is cancelled as soon as there is room.',
      cause: error,
    },
  );
}
