/**
 * The page's only way to the server's contract. Types only, so that the schemas stay out of the bundle; `statuses.ts`
 * and `preview-grid.ts` hold plain constants and may come along.
 */
export type { ApiErrorBody } from '../src/shared/api-error.ts';
export type { LiveEvents, LiveMessage } from '../src/shared/events.ts';
export type { Cause } from '../src/shared/facts.ts';
export type { WireFlickerCurve } from '../src/shared/flicker.ts';
export { PREVIEW_COLUMNS, PREVIEW_ROWS } from '../src/shared/preview-grid.ts';
export type { WireJobSuggestion, WirePrintJob, WirePrintJobView } from '../src/shared/print-job.ts';
export type {
  FolderCause,
  TestFinding,
  TestFindings,
  WireFolderList,
  WireOption,
  WireOptionLock,
  WireOptionProblem,
  WireSettings,
  WireTestReport,
} from '../src/shared/settings.ts';
export type { WireStats } from '../src/shared/stats.ts';
export { SORT_KEYS, STATUSES } from '../src/shared/statuses.ts';
export type { FailureCode, SortKey, Status } from '../src/shared/statuses.ts';
export type {
  EngineCode,
  NoticeFacts,
  WireHealth,
  WireNotice,
  WireQueue,
  WireSnapshot,
  WireViewer,
} from '../src/shared/system.ts';
export type {
  WireCleanupCandidate,
  WireIgnoredFolder,
  WireProgress,
  WireTimelapse,
} from '../src/shared/timelapse.ts';
