import type { Response } from 'express';

/** Aborts when the client has closed the connection before it got its answer. */
export function clientGone(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
}
