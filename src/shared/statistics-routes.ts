import type { Route } from './routes.ts';

/** Apart from the others, since the page needs them only then. */
export const statisticsRoutes = {
  getStatistics: { method: 'get', path: '/statistics' },
  countWatched: { method: 'post', path: '/timelapses/{id}/watched' },
} as const satisfies Record<string, Route>;
