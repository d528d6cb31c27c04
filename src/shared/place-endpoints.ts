import { z } from 'zod';
import { adminOnly, badInput, type EndpointSpec, error, id, idParams } from './endpoint-parts.ts';
import {
  notifyRequestSchema,
  playRequestSchema,
  sentSchema,
  targetsSchema,
  uploadRequestSchema,
} from './places.ts';
import { placeRoutes as routes } from './place-routes.ts';

const sent = { description: 'It was handed to Home Assistant', schema: sentSchema };
const noVideo = error('No timelapse has this id, or it has no video');
const away = error('Home Assistant is not connected');

const sending = {
  params: idParams,
  responses: {
    202: sent,
    400: badInput,
    403: adminOnly,
    404: noVideo,
    409: error('Home Assistant cannot reach the video or refused it; the error says why'),
    503: away,
  },
} as const;

/** Videos brought to people and places by Home Assistant's own actions. */
export const placeEndpoints = {
  listTargets: {
    ...routes.listTargets,
    summary: 'Where Home Assistant can bring a video: people, media players, and actions that upload',
    query: z.object({ timelapse: id.optional().describe('What can reach the video of this timelapse') }),
    responses: {
      200: { description: 'The places', schema: targetsSchema },
      400: badInput,
      404: noVideo,
      503: away,
    },
  },
  notifyTimelapse: {
    ...routes.notifyTimelapse,
    ...sending,
    summary: 'Send a message about a video, with its poster and, where the target takes it, the video itself',
    body: notifyRequestSchema,
  },
  playTimelapse: {
    ...routes.playTimelapse,
    ...sending,
    summary: 'Play a video on a media player',
    body: playRequestSchema,
  },
  uploadTimelapse: {
    ...routes.uploadTimelapse,
    ...sending,
    summary: "Upload a video by one of Home Assistant's actions",
    body: uploadRequestSchema,
  },
} as const satisfies Record<string, EndpointSpec>;
