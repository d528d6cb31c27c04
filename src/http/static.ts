import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/** Hashed names change with their content, so browsers may keep them for ever. */
const ASSETS_MAX_AGE = '1y';

/**
 * Serves the built page. All its URLs are relative, so it works below any prefix.
 *
 * @param webDir folder of the built page
 */
export function servePage(webDir: string): RequestHandler {
  const router = Router();
  router.use('/assets', express.static(join(webDir, 'assets'), { immutable: true, maxAge: ASSETS_MAX_AGE }));
  router.use(
    express.static(webDir, {
      cacheControl: false,
      setHeaders: (res) => res.set('Cache-Control', 'no-cache'),
    }),
  );
  router.get('/', (_req, res) => {
    if (!existsSync(join(webDir, 'index.html'))) {
      res.status(503).type('text/plain').send('The page has not been built yet. Run: npm start');
    }
  });
  return router;
}
