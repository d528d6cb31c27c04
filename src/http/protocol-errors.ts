import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError, errnoOf } from '../lib/errors.ts';
import { answerOnSocket } from './answer-on-socket.ts';

/** Node would answer these without a body. */
export function answerProtocolErrors(server: Server): void {
  server.on('clientError', (error: Error, socket: Duplex) => {
    const isBegun = (socket as BusySocket)._httpMessage?.headersSent ?? false;
    // After the start of a response, a second one would be read as part of the first.
    if (isBegun || errnoOf(error) === 'ECONNRESET') socket.destroy();
    else answerOnSocket(socket, fromParser(errnoOf(error)));
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    answerOnSocket(
      socket,
      new AppError('method_not_allowed', 'This server is not a proxy.', { status: 405 }),
    );
  });
  // Expectations other than `100-continue` can be ignored.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
  // Some clients offer HTTP/2 with an ordinary request and continue without it. Requests without a host are rejected
  // later, like those for another host.
  Object.assign(server, { shouldUpgradeCallback: asksForWebSocket, requireHostHeader: false });
}

/** The response that a socket of Node's HTTP server is working on. */
type BusySocket = Duplex & { _httpMessage?: ServerResponse };

function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

function fromParser(code: string | undefined): AppError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new AppError('too_large', 'The address or the headers are too long.', { status: 431 });
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new AppError('too_large', 'The body is too large.', { status: 413 });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError('timed_out', 'The request did not arrive in time.', { status: 408 });
    default:
      return new AppError('invalid_request', 'This is not a valid HTTP request.', { status: 400 });
  }
}
