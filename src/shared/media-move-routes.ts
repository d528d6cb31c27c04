import type { Route } from './routes.ts';

/** Of moving the videos into Home Assistant's media folder; the page needs them only where that is offered. */
export const mediaMoveRoutes = {
  getMediaMove: { method: 'get', path: '/home-assistant/media-move' },
  moveToMedia: { method: 'post', path: '/home-assistant/media-move' },
  dismissMediaMove: { method: 'post', path: '/home-assistant/media-move/dismiss' },
} as const satisfies Record<string, Route>;
