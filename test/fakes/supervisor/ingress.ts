import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createUnzip } from 'node:zlib';
import { WebSocket, WebSocketServer } from 'ws';
import { looksHarmful } from './url-filter.ts';

/** From this size on, Home Assistant streams an answer and its length is lost, bytes. */
const STREAMED_FROM = 4_194_000;
/** Longer request bodies and WebSocket messages are refused, bytes. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Request headers that do not get through; what a browser says of the user is replaced by what is known. */
const REMOVED = [
  'connection',
  'upgrade',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'accept-encoding',
  'sec-websocket-extensions',
  'sec-websocket-protocol',
  'sec-websocket-version',
  'sec-websocket-key',
  'x-supervisor-token',
  'x-hassio-key',
  'x-remote-user-id',
  'x-remote-user-name',
  'x-remote-user-display-name',
];
/** Headers of an answer that are lost, or set anew where they are known. */
const LOST = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'content-type',
];

/** A signed-in user of Home Assistant, as an app gets to know them. */
export interface IngressUser {
  id: string;
  /** Name to sign in with; users that Home Assistant made itself have none. */
  username?: string | null;
  name?: string | null;
}

export interface IngressDeps {
  /** Path that the app is served below, without a slash at its end. */
  prefix: string;
  /** Where the app listens on loopback; null = it does not run. */
  appPort: () => number | null;
  /** Who asks: a user, null when the session names none, `no_session` when there is none that is valid. */
  userOf: (request: IncomingMessage) => IngressUser | null | 'no_session';
}

/**
 * Serves an app below `/api/hassio_ingress/<token>/` as Home Assistant does: strips the prefix, adds its headers and
 * the user's, passes ranges and sockets, filters URLs, limits bodies, loses the length of large answers and the
 * parameters of content types.
 *
 * Source: supervisor/api/ingress.py; homeassistant/components/hassio/ingress.py and http/headers.py.
 */
export class Ingress {
  readonly #parts: IngressDeps;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    autoPong: false,
    perMessageDeflate: false,
    maxPayload: MAX_BODY_BYTES,
  });

  constructor(parts: IngressDeps) {
    this.#parts = parts;
  }

  /** Whether a URL is one of ingress at all, of this app or another. */
  static isFor(url: string): boolean {
    return url.startsWith('/api/hassio_ingress/');
  }

  answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const target = this.#targetOf(incoming);
    if (typeof target === 'number') outgoing.writeHead(target).end();
    else this.#forward(incoming, outgoing, target).catch(() => outgoing.destroy());
  }

  connect(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const target = this.#targetOf(incoming);
    if (typeof target === 'number') {
      socket.end(`HTTP/1.1 ${target} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    const { port, path, headers } = target;
    const protocols = incoming.headers['sec-websocket-protocol']?.split(',').map((each) => each.trim()) ?? [];
    const upstream = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, {
      headers: headers as Record<string, string>,
      autoPong: false,
      perMessageDeflate: false,
      maxPayload: MAX_BODY_BYTES,
    });
    this.#sockets.handleUpgrade(incoming, socket, head, (browser) => {
      passOn(browser, upstream);
      passOn(upstream, browser);
    });
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /** Where a request goes and what it bears, or the status it is refused with. */
  #targetOf(incoming: IncomingMessage): Target | number {
    const { prefix, appPort, userOf } = this.#parts;
    const url = incoming.url ?? '';
    if (looksHarmful(url)) return 400;
    const user = userOf(incoming);
    if (user === 'no_session') return 401;
    if (!url.startsWith(`${prefix}/`)) return 503;
    const port = appPort();
    if (port === null) return 502;
    return { port, path: rebuild(url.slice(prefix.length)), headers: askingHeaders(incoming, prefix, user) };
  }

  async #forward(incoming: IncomingMessage, outgoing: ServerResponse, target: Target): Promise<void> {
    const body = await readBody(incoming);
    if (!body) {
      outgoing.writeHead(413, { connection: 'close' }).end();
      return;
    }
    const { port, path, headers } = target;
    const length = body.length > 0 ? { 'content-length': body.length } : {};
    const upstream = request(
      { host: '127.0.0.1', port, path, method: incoming.method, headers: { ...headers, ...length } },
      (answer) => void passAnswer(answer, outgoing, incoming.method === 'HEAD'),
    );
    upstream.on('error', () => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    });
    outgoing.on('close', () => upstream.destroy());
    upstream.end(body);
  }
}

interface Target {
  port: number;
  path: string;
  headers: IncomingHttpHeaders;
}

/** The app is asked with a path built anew from the decoded one, so an encoded `?`, `#` or `%` in it does not survive. */
function rebuild(url: string): string {
  const [path = '', query] = url.split(/\?(.*)/s);
  const [plain = ''] = decode(path).split('#');
  const again = encodeURI(plain).replaceAll(/%25([0-9a-f]{2})/gi, '%$1');
  if (query === undefined) return again;
  return `${again}${again.includes('?') ? '&' : '?'}${query}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function askingHeaders(
  incoming: IncomingMessage,
  prefix: string,
  user: IngressUser | null,
): IncomingHttpHeaders {
  const { headers, socket } = incoming;
  const passed = Object.entries(headers).filter(([name]) => !REMOVED.includes(name));
  return {
    ...Object.fromEntries(passed),
    ...(user ? { 'x-remote-user-id': user.id } : {}),
    ...(user?.username ? { 'x-remote-user-name': asUtf8(user.username) } : {}),
    ...(user?.name ? { 'x-remote-user-display-name': asUtf8(user.name) } : {}),
    'accept-encoding': 'gzip, deflate',
    'x-ingress-path': prefix,
    'x-hass-source': 'core.ingress',
    'x-forwarded-for': `${socket.remoteAddress}, 172.30.32.1`,
    'x-forwarded-host': headers.host ?? '',
    'x-forwarded-proto': 'http',
  };
}

/** The whole body, or null when it is longer than may be. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function passAnswer(answer: IncomingMessage, outgoing: ServerResponse, isHead: boolean): Promise<void> {
  const status = answer.statusCode ?? 502;
  const headers = answerHeaders(answer.headers);
  if (isHead || status === 204 || status === 304) {
    answer.resume();
    outgoing.writeHead(status, headers).end();
    return;
  }
  const length = answer.headers['content-length'];
  try {
    if (length !== undefined && Number(length) < STREAMED_FROM) {
      const body = await buffer(plain(answer));
      outgoing.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
      return;
    }
    outgoing.writeHead(status, { ...headers, 'x-accel-buffering': 'no' });
    plain(answer)
      .on('error', () => outgoing.destroy())
      .pipe(outgoing);
  } catch {
    outgoing.destroy();
  }
}

function answerHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const passed = Object.entries(headers).filter(([name]) => !LOST.includes(name));
  const type = headers['content-type']?.split(';')[0]?.trim();
  return {
    ...Object.fromEntries(passed),
    ...(type ? { 'content-type': type } : {}),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
  };
}

/** Compressed answers are passed on decompressed. */
function plain(answer: IncomingMessage): Readable {
  return answer.headers['content-encoding'] ? answer.pipe(createUnzip()) : answer;
}

/** Messages, pings and pongs go through; the code of a close does not. */
function passOn(from: WebSocket, to: WebSocket): void {
  const waiting: (() => void)[] = [];
  const whenOpen = (send: () => void): void => {
    if (to.readyState === WebSocket.CONNECTING) waiting.push(send);
    else if (to.readyState === WebSocket.OPEN) send();
  };
  to.once('open', () => {
    for (const send of waiting.splice(0)) send();
  });
  from.on('message', (data, isBinary) => whenOpen(() => to.send(data, { binary: isBinary })));
  from.on('ping', (data) => whenOpen(() => to.ping(data)));
  from.on('pong', (data) => whenOpen(() => to.pong(data)));
  from.on('error', () => to.terminate());
  from.on('close', () => to.close());
}

/** Home Assistant writes headers as UTF-8; Node writes each character as one byte. */
function asUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
