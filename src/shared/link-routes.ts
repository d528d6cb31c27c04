import type { Route } from './routes.ts';

/** Of linking to print jobs; apart from the others, since the page needs them only then. */
export const linkRoutes = {
  refuseJob: { method: 'delete', path: '/timelapses/{id}/job-suggestions/{job_id}' },
} as const satisfies Record<string, Route>;
