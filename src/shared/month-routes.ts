import type { Route } from './routes.ts';

/** Apart from the others, since the page needs it only for a large library. */
export const monthRoutes = {
  countMonths: { method: 'get', path: '/timelapses/months' },
} as const satisfies Record<string, Route>;
