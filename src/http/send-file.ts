import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { OpenFile } from '../lib/open-file.ts';
import { choosePart, hasChangedSince } from './file-part.ts';
import { sliceRange } from './slice-range.ts';

export interface FileAnswer {
  /** Closed after sending. */
  file: OpenFile;
  contentType: string;
  /** Without quotes; omitted = made from size and time. */
  tag?: string;
  cacheControl?: string;
}

/** Supports ranges and conditions. The tag is strong, since `If-Range` requires that. */
export async function sendFile(req: Request, res: Response, answer: FileAnswer): Promise<void> {
  const { file, contentType, tag, cacheControl = 'no-cache' } = answer;
  const { sizeBytes, modifiedAt } = file;
  try {
    res.set({
      'Content-Type': contentType,
      'Accept-Ranges': 'bytes',
      'Last-Modified': new Date(modifiedAt).toUTCString(),
      ETag: `"${tag ?? `${sizeBytes.toString(36)}-${modifiedAt.toString(36)}`}"`,
      'Cache-Control': cacheControl,
    });
    if (hasChangedSince(req, res)) throw refusal(412);
    if (req.fresh) {
      res.removeHeader('Content-Type');
      res.status(304).end();
      return;
    }
    await sendPart(req, res, file);
  } finally {
    await file.close();
  }
}

async function sendPart(req: Request, res: Response, file: OpenFile): Promise<void> {
  const { sizeBytes } = file;
  if (req.headers.range !== undefined) req.headers.range = sliceRange(req.headers.range, sizeBytes);
  const part = choosePart(req, res, sizeBytes);
  if (part === 'outside') throw refusal(416, { 'Content-Range': `bytes */${sizeBytes}` });
  const { first, last } = part ?? { first: 0, last: sizeBytes - 1 };
  if (part) res.status(206).set('Content-Range', `bytes ${first}-${last}/${sizeBytes}`);
  res.set('Content-Length', String(last - first + 1));
  if (req.method === 'HEAD' || last < first) {
    res.end();
    return;
  }
  const chunks = file.read(first, last)[Symbol.asyncIterator]();
  // Read errors can still be reported before the response has begun.
  const begin = await chunks.next();
  await pipeline(Readable.from(resume(begin, chunks)), res).catch((error: unknown) => {
    // A player that disconnects in the middle is no error.
    if (!res.closed) throw error;
  });
}

async function* resume<T>(begin: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for (let next = begin; !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function refusal(status: number, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error('the file cannot be sent this way'), { status, headers });
}
