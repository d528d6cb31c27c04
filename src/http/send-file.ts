import { stat } from 'node:fs/promises';
import type { Request, Response } from 'express';
import { errnoOf, notFound } from '../lib/errors.ts';
import { sliceRange } from './slice-range.ts';

/** How a file is sent. */
export interface FileAnswer {
  path: string;
  contentType: string;
  /** Tag without quotes; left out = made from the file's size and time. */
  tag?: string;
  cacheControl?: string;
}

/** Sends a file with ranges and conditions. The tag is a strong one, or `If-Range` would never hold. */
export async function sendFile(req: Request, res: Response, answer: FileAnswer): Promise<void> {
  const { path, contentType, tag, cacheControl = 'no-cache' } = answer;
  const { size, mtimeMs } = await stat(path).catch((error: unknown) => {
    throw errnoOf(error) === 'ENOENT' ? notFound('The file has just been removed.') : error;
  });
  if (req.headers.range !== undefined) req.headers.range = sliceRange(req.headers.range, size);
  res.set({
    'Content-Type': contentType,
    ETag: `"${tag ?? `${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}`}"`,
    'Cache-Control': cacheControl,
  });
  await new Promise<void>((resolve, reject) => {
    res.sendFile(path, { dotfiles: 'allow', cacheControl: false }, (error) => {
      // A player that closes the connection in the middle is no failure.
      if (error && !res.headersSent && errnoOf(error) !== 'ECONNABORTED') reject(error);
      else resolve();
    });
  });
}
