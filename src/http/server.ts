import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, Router } from 'express';
import { AppError, errnoOf, messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { type Audience, guard } from './access.ts';
import { bindEndpoints, type Handlers } from './endpoint.ts';
import { createErrorHandler, noSuchRoute } from './error-handler.ts';
import { packTexts } from './pack-texts.ts';
import { servePage } from './static.ts';
import { guardChanges, type ReadViewer } from './viewer.ts';

export interface HttpParts {
  handlers: Handlers;
  audience: Audience;
  readViewer: ReadViewer;
  webDir: string;
  logger: Logger;
  /** Checks every JSON answer against its schema. */
  checkReplies: boolean;
}

/** The largest JSON body: ten thousand ids for a bulk delete. */
const LARGEST_BODY = '1mb';
/** Answers under way get so long to finish at a stop, milliseconds. */
const DRAIN_MS = 2000;

const PAGE_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

/** Builds the Express app: guard, API, page, errors. */
export function createExpressApp(parts: HttpParts): Express {
  const { handlers, audience, readViewer, webDir, logger, checkReplies } = parts;
  const app = express();
  app.disable('x-powered-by');
  // Answers of the API are never stored, so nobody could ask whether theirs is still fresh; files have tags of their own.
  app.disable('etag');
  app.use(guard(audience), guardChanges(readViewer), packTexts());
  app.use((_req, res, next) => {
    res.set({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': PAGE_POLICY,
    });
    next();
  });
  const api = Router();
  api.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  api.use(express.json({ limit: LARGEST_BODY }), express.raw({ type: () => true, limit: LARGEST_BODY }));
  bindEndpoints(api, handlers, checkReplies);
  api.use(noSuchRoute);
  app.use('/api/v1', api);
  app.use(servePage(webDir));
  app.use(noSuchRoute);
  app.use(createErrorHandler(logger));
  return app;
}

/** A listening server. */
export interface HttpServer {
  server: Server;
  /** The port it really listens on. */
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts listening.
 *
 * @throws AppError `cannot_listen` when the port is taken or the address is not ours
 */
export async function listen(app: Express, host: string, port: number): Promise<HttpServer> {
  // Not by createServer: to import that by its name evaluates all that node:http exports, and with it an HTTP client
  // of 10 MB that nobody may ever need.
  const server = app.listen(port, host);
  await once(server, 'listening').catch((error: Error) => {
    throw cannotListen(host, port, error);
  });
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
  const why = inUse ? `port ${port} is taken by another program` : messageOf(error);
  return new AppError('cannot_listen', `The app cannot listen on ${host}:${port}: ${why}.`, {
    status: 500,
    remedy: 'Stop the other program, or choose another port or address with PORT and HOST.',
    cause: error,
  });
}
