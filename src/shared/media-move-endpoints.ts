import { adminOnly, type EndpointSpec, error } from './endpoint-parts.ts';
import { mediaMoveSchema } from './media-move.ts';
import { mediaMoveRoutes as routes } from './media-move-routes.ts';

/** All videos moved to where Home Assistant's actions reach them. */
export const mediaMoveEndpoints = {
  getMediaMove: {
    ...routes.getMediaMove,
    summary: "Whether the videos can move into Home Assistant's media folder, and how far they are",
    responses: { 200: { description: 'The move', schema: mediaMoveSchema } },
  },
  moveToMedia: {
    ...routes.moveToMedia,
    summary:
      "Move all videos into Home Assistant's media folder, which becomes the output folder; one that waits is tried again",
    responses: {
      202: { description: 'It goes on after this answer', schema: mediaMoveSchema },
      403: adminOnly,
      409: error('It cannot be done or is under way; the error says why'),
    },
  },
  dismissMediaMove: {
    ...routes.dismissMediaMove,
    summary: 'Do not suggest the move anymore; it can still begin',
    responses: { 204: { description: 'It is not among the suggestions anymore' }, 403: adminOnly },
  },
} as const satisfies Record<string, EndpointSpec>;
