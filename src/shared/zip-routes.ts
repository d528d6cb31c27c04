import type { Route } from './routes.ts';

/** The most videos in one archive: an address of Home Assistant's ingress has at most 8,190 characters. */
export const MOST_ZIPPED = 200;

/** Apart from the others, since the page needs them only then. */
export const zipRoutes = {
  downloadZip: { method: 'get', path: '/timelapses/zip' },
} as const satisfies Record<string, Route>;
