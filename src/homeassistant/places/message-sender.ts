import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/emitter.ts';
import { AppError, causeOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { Part } from '../../lib/part.ts';
import { createPollLoop, type PollLoop } from '../../lib/poll-loop.ts';
import type { MessageStore, PendingMessage } from '../../outbox/message-store.ts';
import type { TimelapseEvents } from '../../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../../timelapses/timelapse-reads.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import type { Places } from './places.ts';

const CHECK_EVERY_MS = 60_000;

/** Older messages are no longer news. */
const MAX_AGE_MS = 24 * 60 * 60_000;

/** Pauses after refusals: right after a start of Home Assistant, a phone is not known yet. After the last, it is given up. */
const PAUSES_MS = [30_000, 2 * 60_000, 10 * 60_000, 30 * 60_000];

/** Maximum delay of the app's exit by a message. */
const MAX_STOP_MS = 1000;

export interface MessageSenderDeps {
  messages: MessageStore;
  reads: Pick<TimelapseReads, 'get'>;
  places: Places;
  core: CoreConnection;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
}

/** Sends the messages of the option `notify`, each until Home Assistant has taken it. */
export class MessageSender implements Part {
  readonly #deps: MessageSenderDeps;
  readonly #loop: PollLoop;
  #undo: (() => void)[] = [];
  #stopped = false;

  constructor(deps: MessageSenderDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'messages could not be sent'),
      retryMs: CHECK_EVERY_MS,
    });
  }

  start(): void {
    const { core, emitter } = this.#deps;
    const wake = (): void => this.#loop.wake();
    // The emitter fires right after a message was recorded.
    this.#undo = [
      emitter.on('timelapse.completed', wake),
      emitter.on('timelapse.failed', wake),
      core.onReady(wake),
    ];
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const undo of this.#undo.splice(0)) undo();
    await Promise.race([this.#loop.stop(), sleep(MAX_STOP_MS, undefined, { ref: false })]);
  }

  async #pass(): Promise<number> {
    const { core, messages, clock } = this.#deps;
    if (core.state.state !== 'connected') return CHECK_EVERY_MS;
    for (const message of (await messages.due(clock.now())).messages) {
      if (this.#stopped || !(await this.#send(message))) return CHECK_EVERY_MS;
    }
    const { nextAt } = await messages.due(clock.now());
    return nextAt === null ? CHECK_EVERY_MS : Math.max(0, Math.min(CHECK_EVERY_MS, nextAt - clock.now()));
  }

  /** False = Home Assistant has gone; everything is sent when it is back. */
  async #send(message: PendingMessage): Promise<boolean> {
    const { messages, reads, places, clock, logger } = this.#deps;
    const { seq, target, timelapseId, kind, happenedAt } = message;
    const timelapse = await reads.get(timelapseId);
    const isOld = Math.abs(clock.now() - happenedAt) > MAX_AGE_MS;
    // A render that is under way has its own message.
    const isTrue = timelapse?.status === (kind === 'made' ? 'completed' : 'failed');
    if (!timelapse || isOld || !isTrue) {
      if (timelapse && isOld)
        logger.warn({ target, folder: timelapse.folderName }, 'a message is a day old; it is not sent');
      await messages.remove(seq);
      return true;
    }
    try {
      await places.message(target, await places.subjectOf(timelapse, kind));
      await messages.remove(seq);
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'core_away') return false;
      const reason = causeOf(error).reason.replace(/\.$/, '');
      await this.#refused(message, timelapse.title ?? timelapse.folderName, reason);
      return true;
    }
  }

  async #refused({ seq, target, refusals }: PendingMessage, title: string, reason: string): Promise<void> {
    const { messages, places, clock, logger } = this.#deps;
    const pause = PAUSES_MS[refusals];
    logger.warn({ target, reason, isGivenUp: pause === undefined }, 'a message was not sent');
    if (pause !== undefined) {
      await messages.postpone(seq, clock.now() + pause);
      return;
    }
    places.tellFailure(target, title, reason);
    await messages.remove(seq);
  }
}
