import {
  Connection,
  ERR_CONNECTION_LOST,
  type HassConfig,
  type HassEvent,
  type MessageBase,
} from 'home-assistant-js-websocket';
import type { CancelTimer, Clock } from '../lib/clock.ts';
import { AppError, causeOf, messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { Cause } from '../shared/facts.ts';
import { coreAway, type OpeningSocket, openCoreSocket } from './core-socket.ts';
import type { CoreState } from './core-state.ts';

const LOST: Cause = { cause: 'connection_lost', reason: 'the connection was lost' };

/** Pauses between tries, milliseconds; the last one repeats. Core takes a minute or two to start. */
const BACK_OFF_MS = [1000, 2000, 5000, 10_000, 30_000];
/** A connection that does not answer a ping within one more such time is dead, milliseconds. */
const PING_EVERY_MS = 30_000;

/** Something that wants events from Home Assistant for as long as the app runs. */
interface Subscription {
  message: MessageBase;
  callback: (payload: never) => void;
  /** Ends it on the present connection. */
  end: () => void;
}

export interface CoreConnectionParts {
  /** The Supervisor's base URL and the app's token. */
  supervisor: { url: string; token: string };
  clock: Clock;
  logger: Logger;
  /** Hears when the state has changed. */
  onState: () => void;
}

/**
 * The one WebSocket to Home Assistant Core, through the Supervisor. It is made again with growing pauses whenever it
 * drops, and everything that was subscribed is subscribed again.
 *
 * The library's own reconnecting is not used: it gives up on a refused token, and a subscription that fails while it
 * reconnects becomes an unhandled rejection.
 */
export class CoreConnection {
  readonly #parts: CoreConnectionParts;
  readonly #subscriptions = new Set<Subscription>();
  readonly #readyListeners = new Set<() => void>();
  #state: CoreState = { state: 'connecting', reason: null, why: null, version: null };
  #socket: OpeningSocket | null = null;
  #connection: Connection | null = null;
  #failures = 0;
  #stopped = true;
  #cancelTimer: CancelTimer = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(parts: CoreConnectionParts) {
    this.#parts = parts;
    this.subscribeEvents('homeassistant_started', () => this.#ready());
  }

  get state(): CoreState {
    return this.#state;
  }

  /** Begins to connect; never throws, however long Core is away. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#running = this.#connect();
  }

  /** Ends at once, whatever Core is doing. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    this.#drop();
    await this.#running;
  }

  /**
   * Sends one command and waits for its result.
   *
   * @throws AppError `core_away` when there is no connection or it is lost meanwhile, `core_refused` with Core's words
   */
  async send<Result>(message: MessageBase): Promise<Result> {
    if (!this.#connection?.connected) throw coreAway();
    try {
      return await this.#connection.sendMessagePromise<Result>(message);
    } catch (error) {
      throw fromLibrary(error);
    }
  }

  /** Fires an event on Home Assistant's bus. @throws as {@link send} */
  async fireEvent(type: string, data: object): Promise<void> {
    await this.send({ type: 'fire_event', event_type: type, event_data: data });
  }

  /** Hears an event of Home Assistant's bus, now and after every reconnect. Returns the undo. */
  subscribeEvents(type: string, callback: (event: HassEvent) => void): () => void {
    return this.subscribe({ type: 'subscribe_events', event_type: type }, callback);
  }

  /** Subscribes with any message that Core answers with events, now and after every reconnect. Returns the undo. */
  subscribe<Payload>(message: MessageBase, callback: (payload: Payload) => void): () => void {
    const subscription: Subscription = { message, callback, end: () => {} };
    this.#subscriptions.add(subscription);
    if (this.#connection) void this.#subscribe(this.#connection, subscription);
    return () => {
      this.#subscriptions.delete(subscription);
      subscription.end();
    };
  }

  /**
   * Called every time Core has become ready for us: connected while it runs, or its start is done. What was posted
   * before is gone then. Returns the undo.
   */
  onReady(listener: () => void): () => void {
    this.#readyListeners.add(listener);
    if (this.#state.state === 'connected') listener();
    return () => this.#readyListeners.delete(listener);
  }

  async #connect(): Promise<void> {
    const socket = openCoreSocket(this.#parts.supervisor);
    this.#socket = socket;
    try {
      const connection = new Connection(await socket.ready, {
        setupRetry: 0,
        createSocket: () => Promise.reject(ERR_CONNECTION_LOST),
      });
      if (this.#socket === socket) await this.#use(connection);
    } catch (error) {
      if (this.#socket === socket) this.#tryLater(fromLibrary(error));
    }
  }

  async #use(connection: Connection): Promise<void> {
    this.#connection = connection;
    connection.addEventListener('disconnected', () => this.#lost(connection));
    this.#pingLater(connection);
    // Not waited for: Core answers in order, and a subscription that is lost on the way never settles.
    for (const each of this.#subscriptions) void this.#subscribe(connection, each);
    const config = await connection.sendMessagePromise<HassConfig>({ type: 'get_config' });
    if (this.#connection !== connection) return;
    this.#failures = 0;
    if (config.state === 'RUNNING') this.#ready();
    else this.#setState({ state: 'starting', reason: null, why: null, version: connection.haVersion });
  }

  /** Never throws: a lost connection subscribes everything again, a refusal is worth a line. */
  async #subscribe(connection: Connection, subscription: Subscription): Promise<void> {
    const { message, callback } = subscription;
    try {
      // A copy, because the library writes its id into the message.
      const undo = await connection.subscribeMessage(callback, { ...message }, { resubscribe: false });
      subscription.end = () => void undo().catch(() => {});
      if (!this.#subscriptions.has(subscription)) subscription.end();
    } catch (error) {
      const reason = fromLibrary(error).message;
      this.#parts.logger.warn({ message: message.type, reason }, 'a subscription was refused');
    }
  }

  #ready(): void {
    if (!this.#connection) return;
    this.#setState({ state: 'connected', reason: null, why: null, version: this.#connection.haVersion });
    for (const listener of this.#readyListeners) listener();
  }

  #lost(connection: Connection): void {
    if (this.#connection === connection) this.#tryLater(coreAway(LOST));
    // Keeps the library from reconnecting by itself.
    else connection.close();
  }

  /** Lets go of the present connection: nothing of it is heard any more. */
  #drop(): void {
    const [connection, socket] = [this.#connection, this.#socket];
    this.#connection = null;
    this.#socket = null;
    connection?.close();
    socket?.end();
  }

  #tryLater(error: AppError): void {
    this.#drop();
    if (this.#stopped) return;
    const state = error.code === 'core_refused' ? 'refused' : 'away';
    this.#setState({ state, reason: error.message, why: causeOf(error), version: null });
    const wait = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)] ?? 0;
    this.#failures += 1;
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.after(wait, () => {
      this.#running = this.#connect();
    });
  }

  /** A socket whose other end has vanished says nothing: only a missing pong tells. */
  #pingLater(connection: Connection): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.after(PING_EVERY_MS, () => {
      let answered = false;
      connection.ping().then(
        () => (answered = true),
        () => {},
      );
      this.#cancelTimer = this.#parts.clock.after(PING_EVERY_MS, () => {
        if (answered) this.#pingLater(connection);
        else this.#lost(connection);
      });
    });
  }

  /** Told once a change, logged once a change of the state itself. */
  #setState(next: CoreState): void {
    const before = this.#state;
    this.#state = next;
    if (before.state === next.state && before.reason === next.reason) return;
    if (before.state !== next.state) this.#log(next);
    this.#parts.onState();
  }

  #log({ state, reason, version }: CoreState): void {
    const { logger } = this.#parts;
    if (state === 'refused') logger.warn(reason ?? 'Home Assistant refused the app');
    else logger.info({ ...(version ? { version } : {}), ...(reason ? { reason } : {}) }, LOG_LINES[state]);
  }
}

const LOG_LINES: Record<CoreState['state'], string> = {
  connecting: 'connecting to Home Assistant',
  starting: 'Home Assistant is starting',
  connected: 'Home Assistant is connected',
  away: 'Home Assistant is away',
  refused: 'Home Assistant refused the app',
};

/** What the library rejects with: a number, a result message that it made itself, or Core's own refusal. */
function fromLibrary(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { error: own } = (error ?? {}) as { error?: { code?: unknown } };
  if (error === ERR_CONNECTION_LOST || own?.code === ERR_CONNECTION_LOST) {
    return coreAway(LOST);
  }
  const said = error as { code?: unknown; message?: unknown } | null;
  const message = typeof said?.message === 'string' ? said.message : messageOf(error);
  return new AppError('core_refused', `Home Assistant refused: ${message}.`, {
    status: 409,
    detail: { code: said?.code, cause: 'refused', reason: message },
  });
}
