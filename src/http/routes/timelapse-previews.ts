import type { Request, Response } from 'express';
import type { Previews } from '../../previews/previews.ts';
import { clientGone } from '../client-gone.ts';
import type { EndpointReply, Handlers } from '../endpoint.ts';
import { sendFile } from '../send-file.ts';

/** A frame of a number is the same for the moment in which someone scrubs to and fro. */
const FRAME_CACHE = 'private, max-age=60';

type Picture = Awaited<ReturnType<Previews['sheet']>>;

/** Handlers for small pictures of a timelapse: the sprite sheet of its video, and single frames. */
export function timelapsePreviewRoutes(
  previews: Pick<Previews, 'sheet' | 'frame'>,
): Pick<Handlers, 'getPreview' | 'getFrame'> {
  return {
    getPreview: ({ params, req, res }) =>
      answer(req, res, 'no-cache', (signal) => previews.sheet(params.id, signal)),
    getFrame: ({ params, req, res }) =>
      params.n === 'latest'
        ? answer(req, res, 'no-cache', (signal) => previews.frame(params.id, 'latest', signal))
        : answer(req, res, FRAME_CACHE, (signal) => previews.frame(params.id, Number(params.n), signal)),
  };
}

/** Waits for a picture as long as the client does, and sends it. */
async function answer(
  req: Request,
  res: Response,
  cacheControl: string,
  make: (signal: AbortSignal) => Promise<Picture>,
): Promise<EndpointReply> {
  const signal = clientGone(res);
  try {
    await sendFile(req, res, { ...(await make(signal)), contentType: 'image/jpeg', cacheControl });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return 'handled';
}
