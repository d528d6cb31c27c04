import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { AppStateStore } from '../db/app-state-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { statusEvent } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import { CurrentRun, type CurrentRunDeps } from './current-run.ts';
import { recoverRuns, sweepPartials } from './recover-runs.ts';
import type { OutsideStop } from './render-outcome.ts';
import { settleStopped } from './settle-run.ts';

/** Otherwise it is woken by events. */
const CHECK_EVERY_MS = 30_000;
const RETRY_MS = 5000;

export interface QueueDeps extends CurrentRunDeps {
  reads: TimelapseReads;
  appState: AppStateStore;
  slots: number;
  /** Nothing is started while the source folder cannot be reached. */
  isSourceReachable: () => boolean;
  /** Renders wait while this printer is printing; null = none. */
  waitingFor: () => string | null;
}

/** Renders what is pending: claim, run, settle. What happened is kept until the database has it. */
export class QueueWorker {
  readonly #deps: QueueDeps;
  readonly #loop: PollLoop;
  /** What renders now, by the id of its timelapse. */
  readonly #runs = new Map<string, CurrentRun>();
  #claiming: Promise<boolean> = Promise.resolve(false);
  #paused = false;
  #claimsBarred = 0;
  #undo: (() => void)[] = [];

  constructor(deps: QueueDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'the queue failed'),
      retryMs: RETRY_MS,
    });
  }

  get paused(): boolean {
    return this.#paused;
  }

  get waitingFor(): string | null {
    return this.#deps.waitingFor();
  }

  /** Cleans up after the previous run of the app. */
  async start(): Promise<void> {
    this.#paused = (await this.#deps.appState.get('queue_paused')) === true;
    const { emitter, options, logger } = this.#deps;
    // What does not succeed now is repeated before anything is claimed.
    await this.#recover().catch((error: unknown) =>
      logger.error({ err: error }, 'interrupted renders could not be cleaned up yet'),
    );
    await sweepPartials(this.#deps.files, options.current.timelapse_output_folder);
    this.#undo = [
      emitter.on('timelapse.pending', () => this.#loop.wake()),
      emitter.on('system.changed', () => this.#loop.wake()),
      options.onChange(() => this.#loop.wake()),
    ];
    this.#loop.start();
  }

  /** Ends what renders; the rows go back to pending, so that the next start goes on. */
  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    const stopped = this.#loop.stop();
    await this.#claimed();
    await Promise.all([...this.#runs.values()].map((run) => run.shutDown()));
    await stopped;
  }

  async setPaused(paused: boolean): Promise<void> {
    await this.#deps.appState.set('queue_paused', paused);
    this.#paused = paused;
    this.#deps.emitter.emit('system.changed', {});
  }

  /**
   * Ends the run and waits until its row is settled; also settles a processing row without a run.
   *
   * @throws the database's error when that is not possible now; it is done later
   */
  async stopRun(timelapseId: string, because: OutsideStop): Promise<void> {
    await this.#claimed();
    const run = this.#runs.get(timelapseId);
    await (run ? run.stop(because) : this.#release(timelapseId, because));
  }

  /** Does something while nothing is claimed; runs under way go on. */
  async withoutClaims<T>(work: () => Promise<T>): Promise<T> {
    this.#claimsBarred += 1;
    try {
      await this.#claimed();
      return await work();
    } finally {
      this.#claimsBarred -= 1;
      this.#loop.wake();
    }
  }

  /** Its engine has ended, and only the result has to be written. */
  isUnsettled(timelapseId: string): boolean {
    return this.#runs.get(timelapseId)?.isUnsettled ?? true;
  }

  /** Null = it is not running. */
  outputOf(timelapseId: string): string | null {
    return this.#runs.get(timelapseId)?.output() ?? null;
  }

  async #release(timelapseId: string, because: OutsideStop): Promise<void> {
    const { emitter } = this.#deps;
    const released = await settleStopped(timelapseId, because, this.#deps);
    if (released) emitter.emit(statusEvent(released.status), released);
  }

  /** During a claim, the row is already processing while the run is not known yet. */
  async #claimed(): Promise<void> {
    await this.#claiming.catch(() => false);
  }

  async #pass(): Promise<number> {
    const { reads, clock, slots } = this.#deps;
    if (this.#runs.size >= slots) return CHECK_EVERY_MS;
    this.#claiming = this.#claim();
    if (await this.#claiming) return 0;
    if (!this.#mayClaim()) return CHECK_EVERY_MS;
    const retryAt = await reads.nextRetryAt();
    return retryAt === null ? CHECK_EVERY_MS : Math.min(CHECK_EVERY_MS, Math.max(0, retryAt - clock.now()));
  }

  /** Takes the next and starts it. @returns whether there was one */
  async #claim(): Promise<boolean> {
    const { queueStore, clock, slots } = this.#deps;
    await this.#recover();
    if (!this.#mayClaim()) return false;
    const claimed = await queueStore.claimNext(clock.now(), { slots, except: [...this.#runs.keys()] });
    if (claimed) this.#begin(claimed);
    return claimed !== null;
  }

  #mayClaim(): boolean {
    const { options, isSourceReachable, waitingFor } = this.#deps;
    if (this.#claimsBarred > 0 || this.#paused || !options.current.timelapse_enabled) return false;
    return isSourceReachable() && waitingFor() === null;
  }

  #recover(): Promise<void> {
    return recoverRuns(this.#deps, (timelapseId) => this.#runs.has(timelapseId));
  }

  #begin(timelapse: Timelapse): void {
    const { id } = timelapse;
    const run = new CurrentRun(timelapse, this.#deps);
    this.#runs.set(id, run);
    void run
      .run()
      .finally(() => this.#runs.delete(id))
      .then(
        () => this.#loop.wake(),
        // Recovered at the next check, not at once: what cannot be saved would be rendered again and again.
        (error: unknown) => this.#deps.logger.error({ id, err: error }, 'the queue met an error'),
      );
  }
}
