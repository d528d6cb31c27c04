import type { Route } from './routes.ts';

/** Copies of videos. The page has them with the part that shows them. */
export const shareRoutes = {
  listShares: { method: 'get', path: '/timelapses/{id}/shares' },
  createShare: { method: 'post', path: '/timelapses/{id}/shares' },
  getShareCrop: { method: 'get', path: '/timelapses/{id}/shares/crop' },
  getShareFile: { method: 'get', path: '/timelapses/{id}/shares/{share_id}/file' },
  deleteShare: { method: 'delete', path: '/timelapses/{id}/shares/{share_id}' },
} as const satisfies Record<string, Route>;
