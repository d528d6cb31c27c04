import { constants } from 'node:zlib';
import compression from 'compression';
import type { RequestHandler } from 'express';

/** Smaller responses fit into a few packets anyway. */
const PACKED_FROM = 8000;

/**
 * Compresses long texts where the client accepts it. Not for ingress: the Supervisor would decompress them, and Home
 * Assistant compress them again.
 */
export function packTexts(): RequestHandler {
  return compression({
    threshold: PACKED_FROM,
    // The fastest level: more would take a small machine longer than the line.
    level: 1,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
    filter: (req, res) =>
      res.statusCode !== 206 && req.headers['x-ingress-path'] === undefined && compression.filter(req, res),
  });
}
