import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const pack = promisify(gzip);

/** Shorter answers are sent as they are: they go into a few packets anyway. Characters. */
const PACKED_FROM = 8000;
/** The quickest; what is left to gain takes longer to pack than to send. */
const LEVEL = 1;

/**
 * Answers with JSON, packed where it is long and the asker takes it. Through Home Assistant nothing is packed here,
 * since it packs by itself.
 */
export async function sendJson(req: Request, res: Response, body: unknown): Promise<void> {
  const text = JSON.stringify(body);
  res.type('json');
  if (text.length < PACKED_FROM) {
    res.send(text);
    return;
  }
  res.vary('Accept-Encoding');
  if (!req.acceptsEncodings('gzip')) res.send(text);
  else res.set('Content-Encoding', 'gzip').send(await pack(text, { level: LEVEL }));
}
