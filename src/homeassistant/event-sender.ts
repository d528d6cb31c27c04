import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { AppError, messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { OutboxEntry, OutboxStore } from '../outbox/outbox-store.ts';
import type { WireNotice } from '../shared/system.ts';
import { FACT_EVENTS } from '../timelapses/fact-recorder.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { CoreConnection } from './core-connection.ts';
import type { EventData } from './event-data.ts';
import type { HomeAssistantPart } from './home-assistant.ts';
import { orHalted } from './or-halted.ts';

/** Without a reason to look, milliseconds. */
const LOOK_EVERY_MS = 60_000;
/** Automations are being set up when Core says that it has started: what is fired at that moment is heard by none. */
const SETTLE_MS = 3000;
/** After a refusal, milliseconds; and so many of them until an event is given up, so that the others go on. */
const RETRY_MS = 30_000;
const MOST_REFUSALS = 5;
const BATCH = 50;
/** How long an event under way may hold up our end, milliseconds. */
const STOP_LIMIT_MS = 1000;

export interface EventSenderParts {
  outbox: OutboxStore;
  core: CoreConnection;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  /** Adds to a fact where things are found now; never throws. */
  describe: (entry: OutboxEntry) => Promise<EventData>;
  /** Hears of each event that Home Assistant has taken. */
  onSent: (event: OutboxEntry['event'], data: EventData) => void;
}

/** Fires the facts of the outbox on Home Assistant's bus, one after another, and removes each when it was taken. */
export class EventSender implements HomeAssistantPart {
  readonly #parts: EventSenderParts;
  readonly #loop: PollLoop;
  readonly #halt = new AbortController();
  #readyAt = 0;
  #refusals = 0;
  #toldDropped = false;
  #stopped = false;
  #undo: (() => void)[] = [];

  constructor(parts: EventSenderParts) {
    this.#parts = parts;
    this.#loop = createPollLoop({
      clock: parts.clock,
      pass: () => this.#pass(),
      onError: (error) => parts.logger.error({ err: error }, 'events could not be sent'),
      retryMs: RETRY_MS,
    });
  }

  /** That facts were dropped, as long as those that are left have not been sent. */
  get notices(): WireNotice[] {
    if (!this.#toldDropped) return [];
    return [
      {
        code: 'events_dropped',
        area: 'home_assistant',
        message: `Too many events wait for Home Assistant: the ${this.#parts.outbox.dropped} oldest were dropped.`,
        remedy: 'See that Home Assistant runs. What is left is sent when it is back.',
        facts: { count: this.#parts.outbox.dropped },
      },
    ];
  }

  start(): void {
    const { core, emitter } = this.#parts;
    this.#undo = [
      // A fact is told on the inside right after it was recorded.
      ...FACT_EVENTS.map((event) => emitter.on(event, () => this.#loop.wake())),
      core.onReady(() => this.#becomeReady()),
    ];
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const undo of this.#undo.splice(0)) undo();
    const stopped = this.#loop.stop();
    await Promise.race([stopped, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
    this.#halt.abort();
    await stopped;
  }

  #becomeReady(): void {
    this.#readyAt = this.#parts.clock.now() + SETTLE_MS;
    this.#loop.wake();
  }

  async #pass(): Promise<number> {
    const { core, clock } = this.#parts;
    this.#tellDropped();
    if (core.state.state !== 'connected') return LOOK_EVERY_MS;
    const settling = this.#readyAt - clock.now();
    // Longer than that it only seems when the clock was set back.
    if (settling > 0 && settling <= SETTLE_MS) return settling;
    try {
      await this.#sendAll();
      return LOOK_EVERY_MS;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return error.code === 'core_away' ? LOOK_EVERY_MS : RETRY_MS;
    }
  }

  async #sendAll(): Promise<void> {
    const { outbox } = this.#parts;
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

  /** @throws AppError when it has to be tried again */
  async #send(entry: OutboxEntry): Promise<void> {
    const { core, describe, onSent } = this.#parts;
    const data = await describe(entry);
    try {
      await orHalted(core.fireEvent(entry.event, data), this.#halt.signal);
    } catch (error) {
      if (this.#isGivenUp(entry, error)) return;
      throw error;
    }
    this.#refusals = 0;
    onSent(entry.event, data);
  }

  /**
   * One that Home Assistant refuses again and again does not keep the others for ever. Where it refuses the app as a
   * whole, all are kept.
   */
  #isGivenUp({ event, fact }: OutboxEntry, error: unknown): boolean {
    if (!(error instanceof AppError) || error.code !== 'core_refused') return false;
    if ((error.detail as { code?: unknown } | undefined)?.code === 'unauthorized') return false;
    this.#refusals += 1;
    if (this.#refusals < MOST_REFUSALS) return false;
    this.#refusals = 0;
    this.#parts.logger.error({ event, id: fact.id, reason: messageOf(error) }, 'an event was given up');
    return true;
  }

  #tellDropped(): void {
    const { outbox, logger, emitter } = this.#parts;
    if (outbox.dropped === 0 || this.#toldDropped) return;
    this.#toldDropped = true;
    logger.warn('too many events wait for Home Assistant: from now on the oldest are dropped');
    emitter.emit('system.changed', {});
  }

  #caughtUp(): void {
    if (!this.#toldDropped) return;
    const { outbox, logger, emitter } = this.#parts;
    logger.warn({ dropped: outbox.dropped }, 'events are sent again; the oldest were dropped');
    outbox.forgetDropped();
    this.#toldDropped = false;
    emitter.emit('system.changed', {});
  }
}
