import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, Router } from 'express';
import { AppError, errnoOf, messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { guard } from './access.ts';
import { bindEndpoints, type Handlers } from './endpoint.ts';
import { createErrorHandler, noSuchRoute } from './error-handler.ts';
import type { Access } from './own-host.ts';
import { packTexts } from './pack-texts.ts';
import { answerProtocolErrors } from './protocol-errors.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { servePage } from './static.ts';
import { guardChanges, type ReadViewer } from './viewer.ts';

export interface HttpDeps {
  handlers: Handlers;
  access: Access;
  readViewer: ReadViewer;
  webDir: string;
  logger: Logger;
  checkReplies: boolean;
}

/** Running responses may take this long when stopping. */
const DRAIN_MS = 2000;

export function createExpressApp(deps: HttpDeps): Express {
  const { handlers, access, readViewer, webDir, logger, checkReplies } = deps;
  const app = express();
  // Unless NODE_ENV is set, express would reveal internals.
  app.set('env', 'production');
  app.disable('x-powered-by');
  // API responses are never stored, so clients have nothing to revalidate; files have tags of their own.
  app.disable('etag');
  app.use((_req, res, next) => {
    res.set(SECURITY_HEADERS);
    next();
  });
  app.use(guard(access), guardChanges(readViewer), packTexts());
  const api = Router();
  api.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  bindEndpoints(api, handlers, checkReplies);
  api.use(noSuchRoute);
  app.use('/api/v1', api);
  app.use(servePage(webDir));
  app.use(noSuchRoute);
  app.use(createErrorHandler(logger));
  return app;
}

export interface HttpServer {
  server: Server;
  port: number;
  stop(): Promise<void>;
}

/** @throws AppError `cannot_listen` */
export async function listen(
  app: Express,
  { host, port, logger }: { host: string; port: number; logger: Logger },
): Promise<HttpServer> {
  // `createServer` is avoided: importing it by name evaluates all exports of node:http, including an HTTP client of
  // 10 MB.
  const server = app.listen(port, host);
  answerProtocolErrors(server);
  await once(server, 'listening').catch((error: Error) => {
    throw cannotListen(host, port, error);
  });
  // A connection refused by the system (no file descriptors left) is just one lost connection.
  server.on('error', (error) => logger.warn({ err: error }, 'a connection could not be accepted'));
  return {
    server,
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        const drained = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
        server.close(() => {
          clearTimeout(drained);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function cannotListen(host: string, port: number, error: Error): AppError {
  const inUse = errnoOf(error) === 'EADDRINUSE';
  const why = inUse ? `port ${port} is used by another program` : messageOf(error);
  return new AppError('cannot_listen', `The app cannot listen on ${host}:${port}: ${why}.`, {
    status: 500,
    remedy: 'Stop the other program, or choose another port or address with PORT and HOST.',
    cause: error,
  });
}
