import { badInput, type EndpointSpec, idParams, notFound } from './endpoint-parts.ts';
import { statisticsSchema } from './statistics.ts';
import { statisticsRoutes as routes } from './statistics-routes.ts';

export const statisticsEndpoints = {
  getStatistics: {
    ...routes.getStatistics,
    summary: 'Prints, videos, renders and storage over time, and what is watched most',
    responses: { 200: { description: 'The statistics', schema: statisticsSchema } },
  },
  countWatched: {
    ...routes.countWatched,
    summary: 'Count that its video was watched; everyone who may look may do so',
    params: idParams,
    responses: { 204: { description: 'Counted' }, 400: badInput, 404: notFound },
  },
} as const satisfies Record<string, EndpointSpec>;
