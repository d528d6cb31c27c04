/** How an endpoint is reached. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Path below `/api/v1`, parameters in braces. */
  path: `/${string}`;
}

/**
 * Method and path of every endpoint that the page uses, by the name of its handler; apart from their schemas, so that
 * the page has them without.
 */
export const routes = {
  listTimelapses: { method: 'get', path: '/timelapses' },
  getStats: { method: 'get', path: '/timelapses/stats' },
  listCleanupCandidates: { method: 'get', path: '/timelapses/cleanup/candidates' },
  listReclaimable: { method: 'get', path: '/timelapses/cleanup/frames' },
  bulkDeleteFrames: { method: 'post', path: '/timelapses/bulk-delete-frames' },
  listIgnored: { method: 'get', path: '/timelapses/ignored' },
  bulkDelete: { method: 'post', path: '/timelapses/bulk-delete' },
  restoreTimelapse: { method: 'post', path: '/timelapses/{id}/restore' },
  updateTimelapse: { method: 'patch', path: '/timelapses/{id}' },
  getTimelapse: { method: 'get', path: '/timelapses/{id}' },
  processTimelapse: { method: 'post', path: '/timelapses/{id}/process' },
  cancelTimelapse: { method: 'post', path: '/timelapses/{id}/cancel' },
  deleteTimelapse: { method: 'delete', path: '/timelapses/{id}' },
  pinTimelapse: { method: 'patch', path: '/timelapses/{id}/pin' },
  linkTimelapse: { method: 'patch', path: '/timelapses/{id}/link' },
  suggestJobs: { method: 'get', path: '/timelapses/{id}/job-suggestions' },
  listJobs: { method: 'get', path: '/jobs' },
  getJob: { method: 'get', path: '/jobs/{id}' },
  joinFolders: { method: 'post', path: '/jobs/{id}/join' },
  dismissMissingPictures: { method: 'post', path: '/jobs/{id}/dismiss-missing-pictures' },
  getVideo: { method: 'get', path: '/timelapses/{id}/video' },
  getPoster: { method: 'get', path: '/timelapses/{id}/poster' },
  getPreview: { method: 'get', path: '/timelapses/{id}/preview' },
  deleteFrames: { method: 'delete', path: '/timelapses/{id}/frames' },
  getFrame: { method: 'get', path: '/timelapses/{id}/frames/{n}' },
  getFlicker: { method: 'get', path: '/timelapses/{id}/flicker' },
  getPrintData: { method: 'get', path: '/timelapses/{id}/print-data' },
  getLog: { method: 'get', path: '/timelapses/{id}/log' },
  getRecipe: { method: 'get', path: '/timelapses/{id}/recipe' },
  putRecipe: { method: 'put', path: '/timelapses/{id}/recipe' },
  deleteRecipe: { method: 'delete', path: '/timelapses/{id}/recipe' },
  previewRecipe: { method: 'post', path: '/timelapses/{id}/recipe/preview' },
  listFrames: { method: 'get', path: '/timelapses/{id}/frames' },
  listPresets: { method: 'get', path: '/presets' },
  createPreset: { method: 'post', path: '/presets' },
  deletePreset: { method: 'delete', path: '/presets/{id}' },
  listPrinters: { method: 'get', path: '/printers' },
  updatePrinter: { method: 'patch', path: '/printers/{key}' },
  takeTestPicture: { method: 'post', path: '/printers/{key}/test-picture' },
  listCaptures: { method: 'get', path: '/captures' },
  createCapture: { method: 'post', path: '/captures' },
  stopCapture: { method: 'post', path: '/captures/{id}/stop' },
  getQueue: { method: 'get', path: '/queue' },
  pauseQueue: { method: 'post', path: '/queue/pause' },
  resumeQueue: { method: 'post', path: '/queue/resume' },
  getSettings: { method: 'get', path: '/settings' },
  changeSettings: { method: 'put', path: '/settings' },
  testSettings: { method: 'post', path: '/settings/test' },
  listFolders: { method: 'get', path: '/settings/folders' },
  listEntities: { method: 'get', path: '/settings/entities' },
  getViewer: { method: 'get', path: '/viewer' },
  getHealth: { method: 'get', path: '/health' },
} as const satisfies Record<string, Route>;

export type PageEndpoint = keyof typeof routes;

/** Those that only programs use: the page is smaller without. */
export const programRoutes = {
  listCleanup: { method: 'get', path: '/timelapses/cleanup' },
  createJob: { method: 'post', path: '/jobs' },
  putPreset: { method: 'put', path: '/presets/{id}' },
  getOpenapi: { method: 'get', path: '/openapi.json' },
} as const satisfies Record<string, Route>;
