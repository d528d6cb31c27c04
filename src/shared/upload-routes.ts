import type { Route } from './routes.ts';

/** Videos on a server of the user's; apart from the others, since the page needs them only then. */
export const uploadRoutes = {
  listDestinations: { method: 'get', path: '/destinations' },
  createDestination: { method: 'post', path: '/destinations' },
  putDestination: { method: 'put', path: '/destinations/{id}' },
  deleteDestination: { method: 'delete', path: '/destinations/{id}' },
  testDestination: { method: 'post', path: '/destinations/{id}/test' },
  listUploads: { method: 'get', path: '/uploads' },
  listTimelapseUploads: { method: 'get', path: '/timelapses/{id}/uploads' },
  createUpload: { method: 'post', path: '/timelapses/{id}/uploads' },
  deleteUpload: { method: 'delete', path: '/timelapses/{id}/uploads/{upload_id}' },
} as const satisfies Record<string, Route>;
