import type { Route } from './routes.ts';

/** Of moving videos into the archive and back; the page has them with the part that asks for it. */
export const archiveRoutes = {
  archiveTimelapse: { method: 'post', path: '/timelapses/{id}/archive' },
  unarchiveTimelapse: { method: 'post', path: '/timelapses/{id}/unarchive' },
  bulkArchive: { method: 'post', path: '/timelapses/bulk-archive' },
} as const satisfies Record<string, Route>;
