import type { Request, Response } from 'express';
import { errnoOf, notFound } from '../lib/errors.ts';
import { openFile } from '../lib/open-file.ts';
import { clientGone } from './client-gone.ts';
import type { EndpointReply } from './endpoint.ts';
import { sendFile } from './send-file.ts';

/** Waits only as long as the client does. */
export async function answerPicture(
  req: Request,
  res: Response,
  cacheControl: string,
  make: (signal: AbortSignal) => Promise<{ path: string; tag: string }>,
): Promise<EndpointReply> {
  const signal = clientGone(res);
  try {
    const { path, tag } = await make(signal);
    const file = await openFile(path).catch((error: unknown) => {
      throw errnoOf(error) === 'ENOENT' ? notFound('The file has just been removed.') : error;
    });
    await sendFile(req, res, { file, tag, contentType: 'image/jpeg', cacheControl });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return 'handled';
}
