import type { Previews } from '../../previews/previews.ts';
import { answerPicture } from '../answer-picture.ts';
import type { Handlers } from '../endpoint.ts';

/** Scrubbing back and forth asks for the same frames again. */
const FRAME_CACHE = 'private, max-age=60';

export function timelapsePreviewRoutes(
  previews: Pick<Previews, 'sheet' | 'frame'>,
): Pick<Handlers, 'getPreview' | 'getFrame'> {
  return {
    getPreview: ({ params, query, req, res }) =>
      answerPicture(req, res, 'no-cache', (signal) => previews.sheet(params.id, signal, query.whole)),
    getFrame: ({ params, req, res }) =>
      params.n === 'latest'
        ? answerPicture(req, res, 'no-cache', (signal) => previews.frame(params.id, 'latest', signal))
        : answerPicture(req, res, FRAME_CACHE, (signal) =>
            previews.frame(params.id, Number(params.n), signal),
          ),
  };
}
