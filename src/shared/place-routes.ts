import type { Route } from './routes.ts';

/** Of bringing videos to people and places; apart from the others, since the page needs them only then. */
export const placeRoutes = {
  listTargets: { method: 'get', path: '/home-assistant/targets' },
  notifyTimelapse: { method: 'post', path: '/timelapses/{id}/notify' },
  playTimelapse: { method: 'post', path: '/timelapses/{id}/play' },
  uploadTimelapse: { method: 'post', path: '/timelapses/{id}/upload' },
} as const satisfies Record<string, Route>;
