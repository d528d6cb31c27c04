import {
  Connection,
  ERR_CONNECTION_LOST,
  type HassConfig,
  type HassEvent,
  type MessageBase,
} from 'home-assistant-js-websocket';
import type { CancelTimer, Clock } from '../../lib/clock.ts';
import { AppError, causeOf, messageOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { Cause } from '../../shared/facts.ts';
import type { WireNotice } from '../../shared/system.ts';
import { coreAway, type OpeningSocket, openCoreSocket } from './core-socket.ts';
import { type CoreState, coreNotices } from './core-state.ts';

const LOST: Cause = { cause: 'connection_lost', reason: 'the connection was lost' };

/** In milliseconds; the last one repeats. Core takes a minute or two to start. */
const BACK_OFF_MS = [1000, 2000, 5000, 10_000, 30_000];
/** A connection that does not answer a ping until the next one is dead. */
const PING_EVERY_MS = 30_000;

/** Renewed after every reconnect. */
interface Subscription {
  message: MessageBase;
  callback: (payload: never) => void;
  /** On the current connection. */
  end: () => void;
}

export interface CoreConnectionDeps {
  supervisor: { url: string; token: string };
  clock: Clock;
  logger: Logger;
  onState: () => void;
}

/**
 * The only WebSocket to Home Assistant Core, through the Supervisor. Reconnects with growing delays and renews
 * subscriptions. The library's own reconnecting gives up on a rejected token, and a subscription that fails meanwhile
 * becomes an unhandled rejection.
 */
export class CoreConnection {
  readonly #deps: CoreConnectionDeps;
  readonly #subscriptions = new Set<Subscription>();
  readonly #readyListeners = new Set<() => void>();
  readonly #lostListeners = new Set<() => void>();
  #state: CoreState = { state: 'connecting', reason: null, why: null, version: null };
  #socket: OpeningSocket | null = null;
  #connection: Connection | null = null;
  #failures = 0;
  #stopped = true;
  #cancelTimer: CancelTimer = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(deps: CoreConnectionDeps) {
    this.#deps = deps;
    this.subscribeEvents('homeassistant_started', () => this.#ready());
  }

  get state(): CoreState {
    return this.#state;
  }

  get notices(): WireNotice[] {
    return coreNotices(this.#state);
  }

  /** Never throws, however long Core is away. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#running = this.#connect();
  }

  /** At once, whatever Core is doing. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    this.#drop();
    await this.#running;
  }

  /** @throws AppError `core_away` without a connection, `core_refused` with Core's message */
  async send<Result>(message: MessageBase): Promise<Result> {
    if (!this.#connection?.connected) throw coreAway();
    try {
      return await this.#connection.sendMessagePromise<Result>(message);
    } catch (error) {
      throw fromLibrary(error);
    }
  }

  /** @throws like {@link send} */
  async fireEvent(type: string, data: object): Promise<void> {
    await this.send({ type: 'fire_event', event_type: type, event_data: data });
  }

  /** Renewed after every reconnect. Returns a function that unsubscribes. */
  subscribeEvents(type: string, callback: (event: HassEvent) => void): () => void {
    return this.subscribe({ type: 'subscribe_events', event_type: type }, callback);
  }

  /**
   * For any message that Core answers with events; renewed after every reconnect. Returns a function that
   * unsubscribes.
   */
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
   * Called whenever Core is connected and started; earlier states are gone then. Returns a function that
   * unsubscribes.
   */
  onReady(listener: () => void): () => void {
    this.#readyListeners.add(listener);
    if (this.#state.state === 'connected') listener();
    return () => this.#readyListeners.delete(listener);
  }

  /** Called when Core is gone after it was ready. Returns a function that unsubscribes. */
  onLost(listener: () => void): () => void {
    this.#lostListeners.add(listener);
    return () => this.#lostListeners.delete(listener);
  }

  async #connect(): Promise<void> {
    const socket = openCoreSocket(this.#deps.supervisor);
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
    // Not awaited: Core answers in order, and a lost subscription never settles.
    for (const each of this.#subscriptions) void this.#subscribe(connection, each);
    const config = await connection.sendMessagePromise<HassConfig>({ type: 'get_config' });
    if (this.#connection !== connection) return;
    this.#failures = 0;
    if (config.state === 'RUNNING') this.#ready();
    else this.#setState({ state: 'starting', reason: null, why: null, version: connection.haVersion });
  }

  /** Never throws: after a reconnect everything is subscribed again. */
  async #subscribe(connection: Connection, subscription: Subscription): Promise<void> {
    const { message, callback } = subscription;
    try {
      // A copy, since the library writes its id into the message.
      const undo = await connection.subscribeMessage(callback, { ...message }, { resubscribe: false });
      subscription.end = () => void undo().catch(() => {});
      if (!this.#subscriptions.has(subscription)) subscription.end();
    } catch (error) {
      const reason = fromLibrary(error).message;
      this.#deps.logger.warn({ message: message.type, reason }, 'a subscription was rejected');
    }
  }

  #ready(): void {
    if (!this.#connection) return;
    this.#setState({ state: 'connected', reason: null, why: null, version: this.#connection.haVersion });
    for (const listener of this.#readyListeners) listener();
  }

  #lost(connection: Connection): void {
    if (this.#connection === connection) this.#tryLater(coreAway(LOST));
    // Keeps the library from reconnecting.
    else connection.close();
  }

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
    this.#cancelTimer = this.#deps.clock.after(wait, () => {
      this.#running = this.#connect();
    });
  }

  /** A vanished peer is only noticed by a missing pong. */
  #pingLater(connection: Connection): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#deps.clock.after(PING_EVERY_MS, () => {
      let answered = false;
      connection.ping().then(
        () => (answered = true),
        () => {},
      );
      this.#cancelTimer = this.#deps.clock.after(PING_EVERY_MS, () => {
        if (answered) this.#pingLater(connection);
        else this.#lost(connection);
      });
    });
  }

  /** Logged only when the state itself changes. */
  #setState(next: CoreState): void {
    const before = this.#state;
    this.#state = next;
    if (before.state === next.state && before.reason === next.reason) return;
    if (before.state !== next.state) this.#log(next);
    this.#deps.onState();
    if (before.state === 'connected' && next.state !== 'connected')
      for (const listener of this.#lostListeners) listener();
  }

  #log({ state, reason, version }: CoreState): void {
    const { logger } = this.#deps;
    if (state === 'refused') logger.warn(reason ?? 'Home Assistant rejected the app');
    else logger.info({ ...(version ? { version } : {}), ...(reason ? { reason } : {}) }, LOG_LINES[state]);
  }
}

const LOG_LINES: Record<CoreState['state'], string> = {
  connecting: 'connecting to Home Assistant',
  starting: 'Home Assistant is starting',
  connected: 'Home Assistant is connected',
  away: 'Home Assistant is not connected',
  refused: 'Home Assistant rejected the app',
};

/** The library rejects with a number, a message of its own, or Core's error. */
function fromLibrary(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { error: own } = (error ?? {}) as { error?: { code?: unknown } };
  if (error === ERR_CONNECTION_LOST || own?.code === ERR_CONNECTION_LOST) {
    return coreAway(LOST);
  }
  const refusal = error as { code?: unknown; message?: unknown } | null;
  const message = typeof refusal?.message === 'string' ? refusal.message : messageOf(error);
  return new AppError('core_refused', `Home Assistant rejected the request: ${message}.`, {
    status: 409,
    detail: { code: refusal?.code, cause: 'refused', reason: message },
  });
}
