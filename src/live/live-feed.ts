import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Capture } from '../capture/capture.ts';
import type { CaptureEvents } from '../capture/capture-events.ts';
import type { Emitter } from '../lib/emitter.ts';
import { AppError, badInput, messageOf, notFound } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { WireMediaMove } from '../shared/media-move.ts';
import { type LiveEvents, type LiveMessage, RECORD_EVENTS, type RecordEvent } from '../shared/events.ts';
import type { WireHealth } from '../shared/system.ts';
import type { Progress, Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { ShareCopyEvents } from '../share-copies/share-copy-events.ts';
import type { MediaMoveEvents } from '../moving/media-move-events.ts';
import type { RuleEvents } from '../rules/rule-events.ts';
import type { Upload } from '../uploads/upload.ts';
import type { UploadEvents } from '../uploads/upload-events.ts';
import type { CaptureView } from '../wire/capture-view.ts';
import { toWireRuleRun } from '../wire/rule-to-wire.ts';
import type { ShareView } from '../wire/share-view.ts';
import { toIso, toWireProgress } from '../wire/to-wire.ts';
import type { UploadView } from '../wire/upload-view.ts';
import { wireKey } from '../print-jobs/wire-key.ts';
import type { WireView } from '../wire/wire-view.ts';
import { createThrottle } from '../lib/throttle.ts';
import { Serial } from '../lib/serial.ts';

/** The proxies in between send no keep-alive of their own. */
const PING_EVERY_MS = 30_000;
/** A slow client is dropped, never waited for. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
const MAX_MESSAGE = 64 * 1024;
const PROGRESS_EVERY_MS = 1000;
const TOTALS_EVERY_MS = 500;
const PRINTERS_EVERY_MS = 500;

export interface LiveFeedDeps {
  emitter: Emitter<
    TimelapseEvents & CaptureEvents & ShareCopyEvents & MediaMoveEvents & RuleEvents & UploadEvents
  >;
  captureView: Pick<CaptureView, 'one'>;
  shareView: ShareView;
  uploadView: Pick<UploadView, 'one' | 'sending'>;
  view: WireView;
  server: () => Server;
  health: () => WireHealth;
  progress: () => readonly Progress[];
  /** Why this request may not open a socket; null = it may. */
  refusalOf: (request: IncomingMessage) => AppError | null;
  /** For requests that may not open a socket. */
  refuse: (socket: Duplex, error: AppError) => void;
  now: () => number;
  logger: Logger;
}

interface Client {
  socket: WebSocket;
  seq: number;
  alive: boolean;
}

/** Sends a snapshot first, then each event in order. */
export class LiveFeed {
  readonly #deps: LiveFeedDeps;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  readonly #clients = new Set<Client>();
  /** Events are sent one after another, since making a wire shape may have to ask the database. */
  readonly #serial = new Serial();
  /** Keys of those that changed since the last message about them. */
  readonly #printers = new Set<string>();
  /** As it was last. */
  #move: WireMediaMove | null = null;
  #undo: (() => void)[] = [];
  #ping: NodeJS.Timeout | undefined;

  constructor(deps: LiveFeedDeps) {
    this.#deps = deps;
  }

  start(): void {
    const { emitter } = this.#deps;
    const server = this.#deps.server();
    const totals = createThrottle(TOTALS_EVERY_MS, () => this.#enqueue(() => this.#totals()));
    const progress = createThrottle(PROGRESS_EVERY_MS, () => this.#enqueue(() => this.#progress()));
    const printers = createThrottle(PRINTERS_EVERY_MS, () => this.#enqueue(() => this.#printerKeys()));
    const shares = createThrottle(PROGRESS_EVERY_MS, () => this.#enqueue(async () => this.#shareProgress()));
    const moves = createThrottle(PROGRESS_EVERY_MS, () => this.#enqueue(async () => this.#mediaMove()));
    const uploads = createThrottle(PROGRESS_EVERY_MS, () => this.#enqueue(() => this.#uploadProgress()));
    const onStatus = (event: RecordEvent) =>
      emitter.on(event, (timelapse) => {
        this.#enqueue(() => this.#timelapse(event, timelapse));
        totals.call();
      });
    const onUpgrade = this.#handleUpgrade.bind(this);
    server.on('upgrade', onUpgrade);
    this.#server.on('wsClientError', (error, socket, request) =>
      this.#deps.refuse(socket, badHandshake(error, request)),
    );
    this.#undo = [
      ...RECORD_EVENTS.map(onStatus),
      emitter.on('timelapse.deleted', ({ id }) => {
        this.#enqueue(async () => this.#broadcast('timelapse.deleted', { id }));
        totals.call();
      }),
      emitter.on('capture.changed', (capture) => this.#enqueue(() => this.#capture(capture))),
      emitter.on('share.changed', (copy) => {
        this.#enqueue(async () => this.#broadcast('share.changed', this.#deps.shareView.one(copy)));
        totals.call();
      }),
      emitter.on('share.deleted', ({ id, timelapseId }) => {
        this.#enqueue(async () => this.#broadcast('share.deleted', { id, timelapse_id: timelapseId }));
        totals.call();
      }),
      emitter.on('share.progress', () => shares.call()),
      emitter.on('upload.changed', (upload) => this.#enqueue(() => this.#upload(upload))),
      emitter.on('upload.deleted', ({ id, timelapseId }) =>
        this.#enqueue(async () => this.#broadcast('upload.deleted', { id, timelapse_id: timelapseId })),
      ),
      emitter.on('upload.progress', () => uploads.call()),
      emitter.on('destinations.changed', () =>
        this.#enqueue(async () => this.#broadcast('destinations.changed', {})),
      ),
      emitter.on('media_move.changed', (move) => {
        this.#move = move;
        moves.call();
      }),
      emitter.on('timelapse.rule_applied', (run) =>
        this.#enqueue(async () => this.#broadcast('timelapse.rule_applied', toWireRuleRun(run))),
      ),
      emitter.on('printer.changed', ({ key }) => {
        this.#printers.add(key);
        printers.call();
      }),
      emitter.on('timelapse.progress', () => progress.call()),
      emitter.on('system.changed', () => totals.call()),
      emitter.on('settings.changed', ({ options }) => {
        this.#enqueue(async () => this.#broadcast('settings.changed', { options }));
        // Problems with options, clean-up counts and free space may have changed.
        totals.call();
      }),
      totals.stop,
      progress.stop,
      printers.stop,
      shares.stop,
      uploads.stop,
      moves.stop,
      () => server.off('upgrade', onUpgrade),
    ];
    this.#ping = setInterval(() => this.#pingAll(), PING_EVERY_MS);
    this.#ping.unref();
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    clearInterval(this.#ping);
    await this.#serial.settled();
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
    const refusal =
      this.#deps.refusalOf(request) ??
      (path.endsWith('/ws') ? null : notFound(`There is no WebSocket at ${path.slice(0, 200)}.`));
    if (refusal) this.#deps.refuse(socket, refusal);
    else this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#receive(webSocket));
  }

  /** Attached at once: a client may fail or disconnect before its snapshot is ready. */
  #receive(socket: WebSocket): void {
    const client: Client = { socket, seq: 0, alive: true };
    socket.on('pong', () => {
      client.alive = true;
    });
    socket.on('error', (error) => this.#deps.logger.debug({ err: error }, 'socket error'));
    socket.on('close', () => this.#clients.delete(client));
    this.#enqueue(() => this.#welcome(client));
  }

  async #welcome(client: Client): Promise<void> {
    const [queue, stats] = await Promise.all([this.#deps.view.queue(), this.#deps.view.stats()]);
    if (client.socket.readyState !== client.socket.OPEN) return;
    const [progress = null, ...others] = this.#deps.progress().map(toWireProgress);
    this.#clients.add(client);
    this.#send(client, 'snapshot', {
      queue,
      stats,
      health: this.#deps.health(),
      progress,
    });
    for (const each of others) this.#send(client, 'timelapse.progress', each);
  }

  /** A failure does not stop later events. */
  #enqueue(send: () => Promise<void>): void {
    this.#serial
      .run(send)
      .catch((error: unknown) => this.#deps.logger.error({ err: error }, 'an event could not be sent'));
  }

  async #timelapse(event: RecordEvent, timelapse: Timelapse): Promise<void> {
    if (this.#clients.size > 0) this.#broadcast(event, await this.#deps.view.timelapse(timelapse));
  }

  async #capture(capture: Capture): Promise<void> {
    if (this.#clients.size === 0) return;
    this.#broadcast('capture.changed', await this.#deps.captureView.one(capture));
  }

  #shareProgress(): void {
    const making = this.#deps.shareView.making();
    if (making) this.#broadcast('share.changed', making);
  }

  async #upload(upload: Upload): Promise<void> {
    if (this.#clients.size > 0) this.#broadcast('upload.changed', await this.#deps.uploadView.one(upload));
  }

  async #uploadProgress(): Promise<void> {
    if (this.#clients.size === 0) return;
    const sending = await this.#deps.uploadView.sending();
    if (sending) this.#broadcast('upload.changed', sending);
  }

  #mediaMove(): void {
    if (this.#move) this.#broadcast('media_move.changed', this.#move);
  }

  async #printerKeys(): Promise<void> {
    const keys = [...this.#printers].map(wireKey);
    this.#printers.clear();
    this.#broadcast('printers.changed', { keys });
  }

  async #progress(): Promise<void> {
    for (const progress of this.#deps.progress())
      this.#broadcast('timelapse.progress', toWireProgress(progress));
  }

  async #totals(): Promise<void> {
    if (this.#clients.size === 0) return;
    const [queue, stats] = await Promise.all([this.#deps.view.queue(), this.#deps.view.stats()]);
    this.#broadcast('system.changed', { queue, health: this.#deps.health() });
    this.#broadcast('stats.changed', stats);
  }

  #broadcast<E extends keyof LiveEvents>(event: E, data: LiveEvents[E]): void {
    // Serialised once: only the number differs between clients.
    const body = `{"event":${JSON.stringify(event)},"data":${JSON.stringify(data)},"at":"${toIso(this.#deps.now())}","seq":`;
    for (const client of this.#clients) this.#push(client, body);
  }

  #send<E extends keyof LiveEvents>(client: Client, event: E, data: LiveEvents[E]): void {
    const { seq: _, ...message }: LiveMessage<E> = {
      event,
      data,
      at: toIso(this.#deps.now()),
      seq: client.seq,
    };
    this.#push(client, `${JSON.stringify(message).slice(0, -1)},"seq":`);
  }

  #push(client: Client, body: string): void {
    if (client.socket.readyState !== client.socket.OPEN) return;
    if (client.socket.bufferedAmount > MAX_UNREAD_BYTES) {
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

function badHandshake(error: Error, { method }: IncomingMessage): AppError {
  const message = `The WebSocket cannot be opened: ${messageOf(error)}.`;
  if (method === 'GET') return badInput(message, { in: 'header' });
  return new AppError('method_not_allowed', message, { status: 405, headers: { Allow: 'GET' } });
}
