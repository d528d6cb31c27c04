import type { LiveEvents, LiveMessage } from '../contract.ts';
import { Collection } from '../util/collection.ts';
import { reconnectDelay } from '../util/reconnect-delay.ts';
import { noteServerTime } from '../util/server-clock.ts';

/** Why there is no live connection; `polling` = requests work, only the socket does not. */
export type LostReason = 'unreachable' | 'session' | 'stopping' | 'polling';

/** How the page is connected. */
export type LiveState = { kind: 'connecting' } | { kind: 'open' } | { kind: 'lost'; reason: LostReason };

/** What a plain request to the server says while the socket is down. */
export type ProbeResult = 'ok' | 'session' | 'unreachable';

type Handler<E extends keyof LiveEvents> = (data: LiveEvents[E]) => void;

/** A socket that has been silent for so long may be dead without having said so. */
const SILENCE_MS = 60_000;
/** So long a connection may take until its first message; a proxy can hold one open that leads nowhere. */
const GREETING_MS = 15_000;
/** A page that slept for so long takes a new socket when it wakes, since the old one may only look alive. */
const SLEEP_MS = 60_000;

/** The live socket: one connection that comes back by itself, and typed events from it. */
export class LiveConnection {
  readonly state = new Collection<LiveState>({ kind: 'connecting' });
  private readonly _url: () => string;
  private readonly _probe: () => Promise<ProbeResult>;
  private readonly _handlers = new Map<keyof LiveEvents, Set<Handler<never>>>();
  private readonly _gapHandlers = new Set<() => void>();
  private _socket: WebSocket | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _failures = 0;
  private _lastSeq: number | null = null;
  private _stopping = false;
  private _hiddenAt: number | null = null;

  constructor(url: () => string, probe: () => Promise<ProbeResult>) {
    this._url = url;
    this._probe = probe;
  }

  start(): void {
    window.addEventListener('online', this._handleOnline);
    document.addEventListener('visibilitychange', this._handleVisibility);
    this._connect();
  }

  stop(): void {
    window.removeEventListener('online', this._handleOnline);
    document.removeEventListener('visibilitychange', this._handleVisibility);
    this._drop();
  }

  /** Calls back for every event of this name, until the returned function is called. */
  on<E extends keyof LiveEvents>(event: E, handler: Handler<E>): () => void {
    const handlers = this._handlers.get(event) ?? new Set();
    this._handlers.set(event, handlers);
    handlers.add(handler);
    return () => handlers.delete(handler);
  }

  /** Calls back when events may have been missed, so that everything has to be read again. */
  onGap(handler: () => void): () => void {
    this._gapHandlers.add(handler);
    return () => this._gapHandlers.delete(handler);
  }

  /** Tries again now, without waiting. */
  reconnect(): void {
    this._drop();
    this._connect();
  }

  private _connect(): void {
    const socket = new WebSocket(this._url());
    this._socket = socket;
    this._lastSeq = null;
    this._stopping = false;
    socket.addEventListener('message', (event) => {
      if (socket === this._socket) this._handleMessage(String(event.data));
    });
    socket.addEventListener('close', () => {
      if (socket === this._socket) this._handleClose();
    });
    this._timer = setTimeout(() => {
      this._drop();
      this._handleClose();
    }, GREETING_MS);
  }

  private _drop(): void {
    clearTimeout(this._timer);
    const socket = this._socket;
    this._socket = null;
    socket?.close();
  }

  private _handleMessage(text: string): void {
    const message = JSON.parse(text) as LiveMessage;
    noteServerTime(message.at);
    const gap = this._lastSeq !== null && message.seq !== this._lastSeq + 1;
    this._lastSeq = message.seq;
    if (message.event === 'bye') this._stopping = true;
    if (message.event === 'snapshot') this._handleOpen();
    this._emit(message.event, message.data);
    // Every snapshot starts a new connection, and before it anything may have happened.
    if (gap || message.event === 'snapshot') for (const handler of this._gapHandlers) handler();
    this._watchSilence();
  }

  private _emit<E extends keyof LiveEvents>(event: E, data: LiveEvents[E]): void {
    const handlers = this._handlers.get(event) as Set<Handler<E>> | undefined;
    for (const handler of handlers ?? []) handler(data);
  }

  private _handleOpen(): void {
    this._failures = 0;
    this.state.update((state) => (state.kind === 'open' ? state : { kind: 'open' }));
  }

  private _handleClose(): void {
    clearTimeout(this._timer);
    this._socket = null;
    const reason = this._stopping ? 'stopping' : 'unreachable';
    // The first failure of an open connection is often over before anyone could read a banner.
    if (this._failures > 0 || this._stopping) this._lose(reason);
    this._timer = setTimeout(() => this._connect(), reconnectDelay(this._failures));
    this._failures += 1;
    if (this._failures > 1) void this._explain();
  }

  /** Finds out whether only the socket fails; then the page reads everything again with each try. */
  private async _explain(): Promise<void> {
    const result = await this._probe();
    if (this.state.state.kind === 'open' || this._socket?.readyState === WebSocket.OPEN) return;
    this._lose(result === 'ok' ? 'polling' : result);
    if (result === 'ok') for (const handler of this._gapHandlers) handler();
  }

  private _lose(reason: LostReason): void {
    this.state.update((state) =>
      state.kind === 'lost' && state.reason === reason ? state : { kind: 'lost', reason },
    );
  }

  private _watchSilence(): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => void this._handleSilence(), SILENCE_MS);
  }

  private async _handleSilence(): Promise<void> {
    const socket = this._socket;
    const result = await this._probe();
    if (socket === null || socket !== this._socket) return;
    if (result === 'ok') this._watchSilence();
    else this.reconnect();
  }

  private readonly _handleOnline = (): void => {
    if (this.state.state.kind !== 'open') this.reconnect();
  };

  private readonly _handleVisibility = (): void => {
    if (document.hidden) {
      this._hiddenAt = Date.now();
      return;
    }
    const slept = this._hiddenAt === null ? 0 : Date.now() - this._hiddenAt;
    this._hiddenAt = null;
    if (slept > SLEEP_MS || this.state.state.kind === 'lost') this.reconnect();
  };
}

/** Address of the socket beside the page, under whatever prefix a proxy has put it. */
export function liveUrl(base: string = document.baseURI): string {
  const url = new URL('./ws', base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return url.href;
}
