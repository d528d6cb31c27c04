import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { createThrottle, type Throttle } from '../lib/throttle.ts';
import type { PrintEvents } from '../print-jobs/print-events.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import type { PrintJobStore } from '../print-jobs/print-job-store.ts';
import type { SensorMemory, SensorPeriod } from '../print-jobs/print-sensors.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { DueSensors, PrintDataStore, SensorRecord } from './print-data-store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** After the end of a print: Home Assistant has written it down by then, and the last pictures are taken. */
const AFTER_MS = MINUTE_MS;
/** Before its start and after its end. */
const AROUND_MS = MINUTE_MS;
/** The layer of a new print is set within this time of its start. */
const EARLY_MS = 10_000;
/** A print that never ended does not read months. */
const MAX_SPAN_MS = 14 * 24 * HOUR_MS;

const WINDOW_MS = 2 * HOUR_MS;
/** For a Home Assistant that takes too long to answer. */
const SMALL_WINDOW_MS = HOUR_MS / 4;
const SMALL_AFTER_TRIES = 3;

/** The pause doubles; with these tries it goes on for as long as Home Assistant keeps its history. */
const FIRST_PAUSE_MS = MINUTE_MS;
const LONGEST_PAUSE_MS = 6 * HOUR_MS;
const MAX_TRIES = 50;

/** Many timelapses may be due at once after an update; others come first. */
const BETWEEN_MS = 500;
const NOTHING_DUE_MS = 24 * HOUR_MS;
const EVENTS_EVERY_MS = 1000;

export interface SensorKeeperDeps {
  store: PrintDataStore;
  jobs: Pick<PrintJobStore, 'get'>;
  reads: Pick<TimelapseReads, 'get'>;
  memory: SensorMemory;
  emitter: Emitter<TimelapseEvents & PrintEvents>;
  clock: Clock;
  logger: Logger;
}

/**
 * Copies what the sensors of a printer said during a print, once it has ended: Home Assistant forgets it. What is due
 * follows from the database, so that it is made up for after any interruption, and never done twice.
 */
export class SensorKeeper {
  readonly #deps: SensorKeeperDeps;
  readonly #loop: PollLoop;
  readonly #wake: Throttle;
  readonly #halt = new AbortController();
  #undo: (() => void)[] = [];

  constructor(deps: SensorKeeperDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'the sensors of a print could not be kept'),
      retryMs: MINUTE_MS,
    });
    this.#wake = createThrottle(EVENTS_EVERY_MS, () => this.#loop.wake());
  }

  start(): void {
    const { emitter, memory } = this.#deps;
    const wake = () => this.#wake.call();
    this.#undo = [
      emitter.on('print.ended', wake),
      // Links are made and changed.
      emitter.on('timelapse.discovered', wake),
      emitter.on('timelapse.updated', wake),
      emitter.on('timelapse.completed', wake),
      memory.onReady(wake),
    ];
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
    const { store, memory, clock } = this.#deps;
    if (!memory.isReady) return NOTHING_DUE_MS;
    const due = await store.nextSensors(clock.now(), AFTER_MS);
    if (due !== null) {
      await this.#copy(due);
      return BETWEEN_MS;
    }
    const next = await store.sensorsDueAt(AFTER_MS);
    return next === null ? NOTHING_DUE_MS : Math.max(0, next - clock.now());
  }

  async #copy(due: DueSensors): Promise<void> {
    const { store, jobs, reads, memory, logger } = this.#deps;
    const job = await jobs.get(due.jobId);
    const timelapse = await reads.get(due.timelapseId);
    if (job === null || timelapse === null) return;
    const period = periodOf(job, timelapse, due.tries);
    let sensors: SensorRecord | null = null;
    try {
      const points = period && (await memory.read(job, period, this.#halt.signal));
      if (points && period) sensors = { from: period.from, to: period.to, points };
    } catch (error) {
      logger.debug({ print: job.name, reason: messageOf(error) }, 'the sensors of a print could not be read');
      await this.#tryLater(due);
      return;
    }
    await store.settleSensors(due, sensors);
  }

  async #tryLater(due: DueSensors): Promise<void> {
    const { store, clock, memory } = this.#deps;
    // Core has gone meanwhile, or the app stops: that was no try.
    if (!memory.isReady || this.#halt.signal.aborted) return;
    if (due.tries + 1 >= MAX_TRIES) {
      await store.settleSensors(due, null);
      return;
    }
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** due.tries);
    await store.retrySensors(due, clock.now() + pause);
  }
}

/** Null = it is not known when it was. */
function periodOf(job: PrintJob, { sample }: Timelapse, tries: number): SensorPeriod | null {
  const startedAt = job.startedAt ?? sample[0]?.[1] ?? null;
  const to = (job.endedAt ?? job.updatedAt) + AROUND_MS;
  if (startedAt === null || startedAt >= to) return null;
  return {
    from: Math.max(startedAt - AROUND_MS, to - MAX_SPAN_MS),
    to,
    since: startedAt - EARLY_MS,
    windowMs: tries < SMALL_AFTER_TRIES ? WINDOW_MS : SMALL_WINDOW_MS,
  };
}
