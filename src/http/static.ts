import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/** Hashed names change with their content, so browsers may keep them for ever. */
const ASSETS_MAX_AGE = '1y';

/** Paths of files that the build may have packed; nothing else of the address is ever looked at. */
const PACKABLE = /^\/(?:assets\/[\w.-]+)?$/;

/**
 * Serves the built page. All its URLs are relative, so it works below any prefix.
 *
 * @param webDir folder of the built page
 */
export function servePage(webDir: string): RequestHandler {
  const router = Router();
  router.get(PACKABLE, preferPacked(webDir));
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

/**
 * Leads to the packed twin that the build has laid beside a file, where the browser takes it: a third of the bytes.
 * Through Home Assistant nothing comes packed from here, since it packs by itself.
 */
function preferPacked(webDir: string): RequestHandler {
  return (req, res, next) => {
    const path = req.path === '/' ? '/index.html' : req.path;
    if (existsSync(join(webDir, `${path}.gz`))) {
      res.vary('Accept-Encoding');
      if (req.acceptsEncodings('gzip')) {
        res.type(extname(path)).set('Content-Encoding', 'gzip');
        req.url = `${path}.gz`;
      }
    }
    next();
  };
}
