import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { AppError } from '../lib/errors.ts';
import { changesSomething } from './access.ts';
import { otherMethods } from './error-handler.ts';

/** Their hashed names change with the content. */
const ASSETS_MAX_AGE = '1y';
/** What makes the page an app of its own. */
const SHELL = ['/shell-worker.js', '/manifest.webmanifest'];

/** All URLs are relative, so the page works below any prefix. */
export function servePage(webDir: string): RequestHandler {
  const router = Router();
  const files = { redirect: false };
  const refuse = otherMethods(['get']);
  router.use((req, res, next) => {
    if (changesSomething(req) && !req.path.startsWith('/api/')) refuse(req, res, next);
    else next();
  });
  // Home Assistant has a shell of its own: a worker there would live on with an address that ends with the session.
  router.get(SHELL, (req, _res, next) =>
    next(req.headers['x-ingress-path'] === undefined ? undefined : 'router'),
  );
  router.use(
    '/assets',
    express.static(join(webDir, 'assets'), { ...files, immutable: true, maxAge: ASSETS_MAX_AGE }),
  );
  router.use(
    express.static(webDir, {
      ...files,
      cacheControl: false,
      setHeaders: (res) => res.set('Cache-Control', 'no-cache'),
    }),
  );
  router.get('/', () => {
    throw new AppError('page_missing', 'The page has not been built yet.', {
      status: 503,
      remedy: 'Run: npm start',
    });
  });
  return router;
}
