import type { Duplex } from 'node:stream';
import type { AppError } from '../lib/errors.ts';
import { toErrorBody } from './error-body.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Without this delay, a client that is still sending might not read the response. */
const LINGER_MS = 1000;

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  421: 'Misdirected Request',
  431: 'Request Header Fields Too Large',
};

/** For errors without an HTTP response: rejected sockets, and bytes that are not a request. */
export function answerOnSocket(socket: Duplex, error: AppError): void {
  // A client that disconnected in the meantime does not read it.
  socket.on('error', () => {});
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(toErrorBody(error));
  const headers = {
    ...SECURITY_HEADERS,
    ...error.headers,
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${error.status} ${REASONS[error.status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
  const cutOff = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(cutOff));
  socket.resume();
}
