import type { Route } from './routes.ts';

/** The page has them with the part that shows the trash. */
export const trashRoutes = {
  listTrash: { method: 'get', path: '/trash' },
  emptyTrash: { method: 'delete', path: '/trash' },
  getTrashPoster: { method: 'get', path: '/trash/{id}/poster' },
  restoreFromTrash: { method: 'post', path: '/trash/{id}/restore' },
  deleteFromTrash: { method: 'delete', path: '/trash/{id}' },
} as const satisfies Record<string, Route>;
