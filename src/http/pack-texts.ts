import { constants } from 'node:zlib';
import compression from 'compression';
import type { RequestHandler } from 'express';

/** Shorter answers are sent as they are: they go into a few packets anyway. Bytes. */
const PACKED_FROM = 8000;

/**
 * Packs long texts (page, scripts, JSON) where the asker takes it, which a slow line feels. A part of a file stays a
 * part of that file. Nothing is packed for ingress: the Supervisor would unpack it, and Home Assistant pack it again.
 */
export function packTexts(): RequestHandler {
  return compression({
    threshold: PACKED_FROM,
    // The quickest of each: what is left to gain takes a small machine longer than a line.
    level: 1,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
    filter: (req, res) =>
      res.statusCode !== 206 && req.headers['x-ingress-path'] === undefined && compression.filter(req, res),
  });
}
