import type { LiveEvents, LiveMessage } from '../contract.ts';
import { Collection } from '../state/collection.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import { noteServerTime } from '../state/server-clock.ts';

/** `polling` = requests work, only the socket does not. */
export type LostReason = 'unreachable' | 'session' | 'stopping' | 'polling';

export type LiveState = { kind: 'connecting' } | { kind: 'open' } | { kind: 'lost'; reason: LostReason };

/** Result of a plain request while the socket is down. */
export type ProbeResult = 'ok' | 'session' | 'unreachable';

type Handler<E extends keyof LiveEvents> = (data: LiveEvents[E]) => void;

/** A socket that is silent for this long may be dead. */
const SILENCE_MS = 60_000;
/** Until its first message; a proxy may hold a connection open that leads nowhere. */
const GREETING_MS = 15_000;
/** After sleeping this long, the page reconnects, since the old socket may only look alive. */
const SLEEP_MS = 60_000;

/** The live socket with typed events; reconnects automatically. */
export class LiveConnection {
  readonly state = new Collection<LiveState>({ kind: 'connecting' });
  readonly #url: () => string;
  readonly #probe: () => Promise<ProbeResult>;
  readonly #handlers = new Map<keyof LiveEvents, Set<Handler<never>>>();
  readonly #gapHandlers = new Set<() => void>();
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #lastSeq: number | null = null;
  #stopping = false;
  #hiddenAt: number | null = null;

  constructor(url: () => string, probe: () => Promise<ProbeResult>) {
    this.#url = url;
    this.#probe = probe;
  }

  start(): void {
    window.addEventListener('online', this.#handleOnline);
    document.addEventListener('visibilitychange', this.#handleVisibility);
    this.#connect();
  }

  stop(): void {
    window.removeEventListener('online', this.#handleOnline);
    document.removeEventListener('visibilitychange', this.#handleVisibility);
    this.#drop();
  }

  /** Returns a function that unsubscribes. */
  on<E extends keyof LiveEvents>(event: E, handler: Handler<E>): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers);
    handlers.add(handler);
    return () => handlers.delete(handler);
  }

  /** Called when events may have been missed, so that everything has to be read again. */
  onGap(handler: () => void): () => void {
    this.#gapHandlers.add(handler);
    return () => this.#gapHandlers.delete(handler);
  }

  /** Without waiting for the next attempt. */
  reconnect(): void {
    this.#drop();
    this.#connect();
  }

  #connect(): void {
    const socket = new WebSocket(this.#url());
    this.#socket = socket;
    this.#lastSeq = null;
    this.#stopping = false;
    socket.addEventListener('message', (event) => {
      if (socket === this.#socket) this.#handleMessage(String(event.data));
    });
    socket.addEventListener('close', () => {
      if (socket === this.#socket) this.#handleClose();
    });
    this.#timer = setTimeout(() => {
      this.#drop();
      this.#handleClose();
    }, GREETING_MS);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #handleMessage(text: string): void {
    const message = JSON.parse(text) as LiveMessage;
    noteServerTime(message.at);
    const gap = this.#lastSeq !== null && message.seq !== this.#lastSeq + 1;
    this.#lastSeq = message.seq;
    if (message.event === 'bye') this.#stopping = true;
    if (message.event === 'snapshot') this.#handleOpen();
    this.#emit(message.event, message.data);
    // Every snapshot starts a new connection, before which anything may have happened.
    if (gap || message.event === 'snapshot') for (const handler of this.#gapHandlers) handler();
    this.#watchSilence();
  }

  #emit<E extends keyof LiveEvents>(event: E, data: LiveEvents[E]): void {
    const handlers = this.#handlers.get(event) as Set<Handler<E>> | undefined;
    for (const handler of handlers ?? []) handler(data);
  }

  #handleOpen(): void {
    this.#failures = 0;
    this.state.update((state) => (state.kind === 'open' ? state : { kind: 'open' }));
  }

  #handleClose(): void {
    clearTimeout(this.#timer);
    this.#socket = null;
    const reason = this.#stopping ? 'stopping' : 'unreachable';
    // A single failure is often over before anyone could read a banner.
    if (this.#failures > 0 || this.#stopping) this.#lose(reason);
    this.#timer = setTimeout(() => this.#connect(), reconnectDelay(this.#failures));
    this.#failures += 1;
    if (this.#failures > 1) void this.#explain();
  }

  /** Finds out whether only the socket fails; then everything is read again with each attempt. */
  async #explain(): Promise<void> {
    const result = await this.#probe();
    if (this.state.state.kind === 'open' || this.#socket?.readyState === WebSocket.OPEN) return;
    this.#lose(result === 'ok' ? 'polling' : result);
    if (result === 'ok') for (const handler of this.#gapHandlers) handler();
  }

  #lose(reason: LostReason): void {
    this.state.update((state) =>
      state.kind === 'lost' && state.reason === reason ? state : { kind: 'lost', reason },
    );
  }

  #watchSilence(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#handleSilence(), SILENCE_MS);
  }

  async #handleSilence(): Promise<void> {
    const socket = this.#socket;
    const result = await this.#probe();
    if (socket === null || socket !== this.#socket) return;
    if (result === 'ok') this.#watchSilence();
    else this.reconnect();
  }

  readonly #handleOnline = (): void => {
    if (this.state.state.kind !== 'open') this.reconnect();
  };

  readonly #handleVisibility = (): void => {
    if (document.hidden) {
      this.#hiddenAt = Date.now();
      return;
    }
    const slept = this.#hiddenAt === null ? 0 : Date.now() - this.#hiddenAt;
    this.#hiddenAt = null;
    if (slept > SLEEP_MS || this.state.state.kind === 'lost') this.reconnect();
  };
}

/** Relative to the page, so that it works below any proxy prefix. */
export function liveUrl(base: string = document.baseURI): string {
  const url = new URL('./ws', base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return url.href;
}
