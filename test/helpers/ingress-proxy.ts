import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { cleanUp } from './start-app.ts';

/** From this size on, Home Assistant streams an answer and its length is lost, bytes. */
const STREAMED_FROM = 4_194_000;

/** Request headers that do not get through. */
const REMOVED = ['content-length', 'content-encoding', 'transfer-encoding', 'accept-encoding'];

/** Paths that Home Assistant's URL filter refuses. */
const REFUSED = /\.\.\/|<.*script.*>|union.*select.*\(|concat.*\(|proc\/self\/environ/i;

/**
 * Serves an app below `/api/hassio_ingress/<token>/` as Home Assistant does: strips the prefix, adds its headers,
 * passes ranges and sockets, loses the length of large answers and the parameters of content types.
 *
 * @returns URL of the app's page, with the slash at the end
 */
export async function startIngressProxy(appPort: number, token = 'aB3-token_of_ingress'): Promise<string> {
  const prefix = `/api/hassio_ingress/${token}`;
  const server = createServer((incoming, outgoing) => {
    const path = strip(incoming.url ?? '', prefix);
    if (path === null) outgoing.writeHead(503).end();
    else if (REFUSED.test(decodeURI(path))) outgoing.writeHead(400).end();
    else forward(incoming, outgoing, { port: appPort, path, prefix });
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = strip(incoming.url ?? '', prefix);
    if (path === null) socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    else tunnel(incoming, socket, head, { port: appPort, path, prefix });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}/`;
}

interface Target {
  port: number;
  path: string;
  prefix: string;
}

function strip(url: string, prefix: string): string | null {
  return url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : null;
}

function ingressHeaders(headers: IncomingHttpHeaders, prefix: string): IncomingHttpHeaders {
  const passed = Object.entries(headers).filter(([name]) => !REMOVED.includes(name));
  return {
    ...Object.fromEntries(passed),
    'x-ingress-path': prefix,
    'x-hass-source': 'core.ingress',
    'x-remote-user-id': 'f00d',
    'x-remote-user-name': 'tester',
  };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, { port, path, prefix }: Target): void {
  const headers = ingressHeaders(incoming.headers, prefix);
  const upstream = request({ host: '127.0.0.1', port, path, method: incoming.method, headers }, (answer) => {
    const { 'content-length': length, 'content-type': type, connection: _, ...rest } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, {
      ...rest,
      ...(type ? { 'content-type': type.split(';')[0] } : {}),
      ...(length && Number(length) < STREAMED_FROM ? { 'content-length': length } : {}),
      'x-frame-options': 'SAMEORIGIN',
    });
    answer.pipe(outgoing);
  });
  upstream.on('error', () => {
    if (!outgoing.headersSent) outgoing.writeHead(502);
    outgoing.end();
  });
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

function tunnel(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { port, path, prefix }: Target,
): void {
  const upstream = connect(port, '127.0.0.1', () => {
    const headers = Object.entries({ ...incoming.headers, ...ingressHeaders(incoming.headers, prefix) });
    const lines = headers.map(([name, value]) => `${name}: ${value}`);
    upstream.write([`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on('error', () => socket.destroy());
  socket.on('error', () => upstream.destroy());
}
