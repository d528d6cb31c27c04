import { setTimeout as sleep } from 'node:timers/promises';
import type { CaptureEvents } from '../../capture/capture-events.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/emitter.ts';
import { AppError, messageOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../../lib/poll-loop.ts';
import type { OutboxEntry, OutboxStore } from '../../outbox/outbox-store.ts';
import type { RuleEvents } from '../../rules/rule-events.ts';
import type { WireNotice } from '../../shared/system.ts';
import { RECORDED_EVENTS } from '../../timelapses/event-recorder.ts';
import type { TimelapseEvents } from '../../timelapses/timelapse-events.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import type { EventData } from './event-data.ts';
import { orHalted } from '../core/or-halted.ts';
import type { Part } from '../../lib/part.ts';

/** Otherwise it is woken by events. */
const CHECK_EVERY_MS = 60_000;
/** When Core has just started, automations are still being set up and would miss events. */
const SETTLE_MS = 3000;
/** A rejected event is retried and finally dropped, so that the others can be sent. */
const RETRY_MS = 30_000;
const MAX_REFUSALS = 5;
const BATCH = 50;
/** Maximum delay of the app's exit by an event. */
const MAX_STOP_MS = 1000;

export interface EventSenderDeps {
  outbox: OutboxStore;
  core: CoreConnection;
  emitter: Emitter<TimelapseEvents & CaptureEvents & RuleEvents>;
  clock: Clock;
  logger: Logger;
  /** Adds current addresses; never throws. */
  describe: (entry: OutboxEntry) => Promise<EventData>;
  /** Called for each event that Home Assistant accepted. */
  onSent: (event: OutboxEntry['event'], data: EventData) => void;
}

export class EventSender implements Part {
  readonly #deps: EventSenderDeps;
  readonly #loop: PollLoop;
  readonly #halt = new AbortController();
  #readyAt = 0;
  #refusals = 0;
  #reportedDropped = false;
  #stopped = false;
  #undo: (() => void)[] = [];

  constructor(deps: EventSenderDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'events could not be sent'),
      retryMs: RETRY_MS,
    });
  }

  /** Reports dropped events until the remaining ones are sent. */
  get notices(): WireNotice[] {
    if (!this.#reportedDropped) return [];
    return [
      {
        code: 'events_dropped',
        area: 'home_assistant',
        message: `Too many events are waiting for Home Assistant; the ${this.#deps.outbox.dropped} oldest were dropped.`,
        remedy: 'Check that Home Assistant is running. The remaining events are sent when it is back.',
        facts: { count: this.#deps.outbox.dropped },
      },
    ];
  }

  start(): void {
    const { core, emitter } = this.#deps;
    this.#undo = [
      // The emitter fires right after the event was recorded.
      ...RECORDED_EVENTS.map((event) => emitter.on(event, () => this.#loop.wake())),
      emitter.on('capture.changed', () => this.#loop.wake()),
      emitter.on('timelapse.rule_applied', () => this.#loop.wake()),
      core.onReady(() => this.#becomeReady()),
    ];
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const undo of this.#undo.splice(0)) undo();
    const stopped = this.#loop.stop();
    await Promise.race([stopped, sleep(MAX_STOP_MS, undefined, { ref: false })]);
    this.#halt.abort();
    await stopped;
  }

  #becomeReady(): void {
    this.#readyAt = this.#deps.clock.now() + SETTLE_MS;
    this.#loop.wake();
  }

  async #pass(): Promise<number> {
    const { core, clock } = this.#deps;
    this.#reportDropped();
    if (core.state.state !== 'connected') return CHECK_EVERY_MS;
    const settling = this.#readyAt - clock.now();
    // A longer delay means that the clock was set back.
    if (settling > 0 && settling <= SETTLE_MS) return settling;
    try {
      await this.#sendAll();
      return CHECK_EVERY_MS;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return error.code === 'core_away' ? CHECK_EVERY_MS : RETRY_MS;
    }
  }

  async #sendAll(): Promise<void> {
    const { outbox } = this.#deps;
    while (!this.#stopped) {
      const entries = await outbox.oldest(BATCH);
      for (const entry of entries) {
        if (this.#stopped) return;
        await this.#send(entry);
        await outbox.remove(entry.seq);
      }
      if (entries.length < BATCH) return this.#caughtUp();
    }
  }

  /** @throws AppError when it has to be retried */
  async #send(entry: OutboxEntry): Promise<void> {
    const { core, describe, onSent } = this.#deps;
    const data = await describe(entry);
    try {
      await orHalted(core.fireEvent(entry.event, data), this.#halt.signal);
    } catch (error) {
      if (this.#isGivenUp(entry.event, error)) return;
      throw error;
    }
    this.#refusals = 0;
    onSent(entry.event, data);
  }

  /**
   * An event that is rejected repeatedly must not block the others. If Home Assistant rejects the app as a whole, all
   * are kept.
   */
  #isGivenUp(event: OutboxEntry['event'], error: unknown): boolean {
    if (!(error instanceof AppError) || error.code !== 'core_refused') return false;
    if ((error.detail as { code?: unknown } | undefined)?.code === 'unauthorized') return false;
    this.#refusals += 1;
    if (this.#refusals < MAX_REFUSALS) return false;
    this.#refusals = 0;
    this.#deps.logger.error({ event, reason: messageOf(error) }, 'gave up on an event');
    return true;
  }

  #reportDropped(): void {
    const { outbox, logger, emitter } = this.#deps;
    if (outbox.dropped === 0 || this.#reportedDropped) return;
    this.#reportedDropped = true;
    logger.warn('too many events are waiting for Home Assistant; dropping the oldest');
    emitter.emit('system.changed', {});
  }

  #caughtUp(): void {
    if (!this.#reportedDropped) return;
    const { outbox, logger, emitter } = this.#deps;
    logger.warn({ dropped: outbox.dropped }, 'events are being sent again; the oldest were dropped');
    outbox.forgetDropped();
    this.#reportedDropped = false;
    emitter.emit('system.changed', {});
  }
}
