import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import type { LiveEvents, LiveMessage } from '../shared/events.ts';
import type { WireHealth } from '../shared/system.ts';
import type { Progress, Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import { toIso, toWireProgress } from '../wire/to-wire.ts';
import type { WireView } from '../wire/wire-view.ts';
import { createThrottle } from '../lib/throttle.ts';

/** The proxies in between send no keep-alive of their own, milliseconds. */
const PING_EVERY_MS = 30_000;
/** A client with so much unread is dropped, never waited for, bytes. */
const MOST_UNREAD_BYTES = 4 * 1024 * 1024;
/** The page has nothing large to say, bytes. */
const LARGEST_MESSAGE = 64 * 1024;
const PROGRESS_EVERY_MS = 1000;
const TOTALS_EVERY_MS = 500;

export interface LiveFeedParts {
  emitter: Emitter<TimelapseEvents>;
  view: WireView;
  health: () => WireHealth;
  progress: () => Progress | null;
  /** Whether this request may open a socket. */
  mayConnect: (request: IncomingMessage) => boolean;
  now: () => number;
  logger: Logger;
}

interface Client {
  socket: WebSocket;
  seq: number;
  alive: boolean;
}

/** Tells every open page what happened, at `…/ws`: a snapshot first, then each event in order. */
export class LiveFeed {
  readonly #parts: LiveFeedParts;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  readonly #clients = new Set<Client>();
  /** Events are told one after another, since making a wire shape may have to ask the database. */
  #told: Promise<void> = Promise.resolve();
  #undo: (() => void)[] = [];
  #ping: NodeJS.Timeout | undefined;

  constructor(parts: LiveFeedParts) {
    this.#parts = parts;
  }

  start(server: Server): void {
    const { emitter } = this.#parts;
    const totals = createThrottle(TOTALS_EVERY_MS, () => this.#tell(() => this.#totals()));
    const progress = createThrottle(PROGRESS_EVERY_MS, () => this.#tell(() => this.#progress()));
    const onStatus = (event: StatusEvent) =>
      emitter.on(event, (timelapse) => {
        this.#tell(() => this.#timelapse(event, timelapse));
        totals.call();
      });
    const onUpgrade = this.#handleUpgrade.bind(this);
    server.on('upgrade', onUpgrade);
    this.#undo = [
      ...STATUS_EVENTS.map(onStatus),
      emitter.on('timelapse.deleted', ({ id }) => {
        this.#tell(async () => this.#broadcast('timelapse.deleted', { id }));
        totals.call();
      }),
      emitter.on('timelapse.progress', () => progress.call()),
      emitter.on('system.changed', () => totals.call()),
      emitter.on('settings.changed', ({ options }) => {
        this.#tell(async () => this.#broadcast('settings.changed', { options }));
        // Problems of options, clean-up counts and free space may be others now.
        totals.call();
      }),
      totals.stop,
      progress.stop,
      () => server.off('upgrade', onUpgrade),
    ];
    this.#ping = setInterval(() => this.#pingAll(), PING_EVERY_MS);
    this.#ping.unref();
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    clearInterval(this.#ping);
    await this.#told;
    // Close codes do not travel through the proxies, so the reason is said as a message.
    this.#broadcast('bye', { reason: 'shutdown' });
    for (const { socket } of this.#clients) socket.close(1001);
    this.#server.close();
    setTimeout(() => {
      for (const { socket } of this.#clients) socket.terminate();
    }, 500).unref();
  }

  #handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [path = ''] = (request.url ?? '').split('?');
    const isOurs = path.endsWith('/ws');
    if (!isOurs || !this.#parts.mayConnect(request)) {
      // One who has hung up meanwhile does not hear it.
      socket.on('error', () => {});
      socket.end(`HTTP/1.1 ${isOurs ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#receive(webSocket));
  }

  /** Listens from the first moment on: a client may fail or hang up before its snapshot is made. */
  #receive(socket: WebSocket): void {
    const client: Client = { socket, seq: 0, alive: true };
    socket.on('pong', () => {
      client.alive = true;
    });
    socket.on('error', (error) => this.#parts.logger.debug({ err: error }, 'socket error'));
    socket.on('close', () => this.#clients.delete(client));
    this.#tell(() => this.#welcome(client));
  }

  async #welcome(client: Client): Promise<void> {
    const [queue, stats] = await Promise.all([this.#parts.view.queue(), this.#parts.view.stats()]);
    if (client.socket.readyState !== client.socket.OPEN) return;
    const progress = this.#parts.progress();
    this.#clients.add(client);
    this.#send(client, 'snapshot', {
      queue,
      stats,
      health: this.#parts.health(),
      progress: progress && toWireProgress(progress),
    });
  }

  /** Puts one telling behind the others; a failure of one does not stop the next. */
  #tell(telling: () => Promise<void>): void {
    this.#told = this.#told
      .then(telling)
      .catch((error: unknown) => this.#parts.logger.error({ err: error }, 'an event could not be told'));
  }

  async #timelapse(event: StatusEvent, timelapse: Timelapse): Promise<void> {
    if (this.#clients.size > 0) this.#broadcast(event, await this.#parts.view.timelapse(timelapse));
  }

  async #progress(): Promise<void> {
    const progress = this.#parts.progress();
    if (progress) this.#broadcast('timelapse.progress', toWireProgress(progress));
  }

  async #totals(): Promise<void> {
    if (this.#clients.size === 0) return;
    const [queue, stats] = await Promise.all([this.#parts.view.queue(), this.#parts.view.stats()]);
    this.#broadcast('system.changed', { queue, health: this.#parts.health() });
    this.#broadcast('stats.changed', stats);
  }

  #broadcast<E extends keyof LiveEvents>(event: E, data: LiveEvents[E]): void {
    // Made once for all: only the number differs from client to client.
    const body = `{"event":${JSON.stringify(event)},"data":${JSON.stringify(data)},"at":"${toIso(this.#parts.now())}","seq":`;
    for (const client of this.#clients) this.#push(client, body);
  }

  #send<E extends keyof LiveEvents>(client: Client, event: E, data: LiveEvents[E]): void {
    const { seq: _, ...message }: LiveMessage<E> = {
      event,
      data,
      at: toIso(this.#parts.now()),
      seq: client.seq,
    };
    this.#push(client, `${JSON.stringify(message).slice(0, -1)},"seq":`);
  }

  #push(client: Client, body: string): void {
    if (client.socket.readyState !== client.socket.OPEN) return;
    if (client.socket.bufferedAmount > MOST_UNREAD_BYTES) {
      client.socket.terminate();
      return;
    }
    client.seq += 1;
    client.socket.send(`${body}${client.seq}}`);
  }

  #pingAll(): void {
    for (const client of this.#clients) {
      if (!client.alive) client.socket.terminate();
      client.alive = false;
      client.socket.ping();
    }
  }
}

const STATUS_EVENTS = [
  'timelapse.discovered',
  'timelapse.updated',
  'timelapse.pending',
  'timelapse.processing',
  'timelapse.completed',
  'timelapse.failed',
] as const;
type StatusEvent = (typeof STATUS_EVENTS)[number];
