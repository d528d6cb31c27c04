/**
 * The page's only way to the server's contract. Types only, so that the schemas stay out of the bundle; `routes.ts`,
 * `link-routes.ts`, `place-routes.ts`, `media-move-routes.ts`, `month-routes.ts`, `rule-routes.ts`, `share-presets.ts`, `share-routes.ts`, `upload-routes.ts`, `statistics-routes.ts`, `trash-routes.ts`, `zip-routes.ts`, `statuses.ts`, `events.ts`, `points.ts`, `print-timeline.ts`,
 * `preview-grid.ts`, `cut-times.ts` and `steady-length.ts` import no schema and may come along.
 */
export type {
  CaptureOutcome,
  CaptureProblemCode,
  CaptureState,
  PrinterOptions,
  Refusal,
  WireCapture,
  WirePrinter,
} from '../src/shared/capture.ts';
export type { RefusalCode } from '../src/shared/error-codes.ts';
export type { ApiErrorBody } from '../src/shared/api-error.ts';
export type { AddressOf, CallOf, ReplyOf } from '../src/shared/calls.ts';
export { RECORD_EVENTS } from '../src/shared/events.ts';
export type { LiveEvents, LiveMessage } from '../src/shared/events.ts';
export { isTime, MIN_CUT_SECONDS } from '../src/shared/cut-times.ts';
export type { Cause } from '../src/shared/facts.ts';
export type { SteadyReason, WireFlickerCurve } from '../src/shared/flicker.ts';
export { PREVIEW_COLUMNS, PREVIEW_ROWS } from '../src/shared/preview-grid.ts';
export type { Point } from '../src/shared/points.ts';
export { firstAfter, valueAt } from '../src/shared/points.ts';
export type { SeriesKey, WirePrintData } from '../src/shared/print-data.ts';
export { PrintTimeline } from '../src/shared/print-timeline.ts';
export type { PrintMoment } from '../src/shared/print-timeline.ts';
export type { WireJobSuggestion, WirePrintJob, WirePrintJobView } from '../src/shared/print-job.ts';
export type {
  FolderCause,
  TestFinding,
  TestFindings,
  WireEntity,
  WireFolderList,
  WireOption,
  WireOptionLock,
  WireOptionProblem,
  WireSettings,
  WireTestReport,
} from '../src/shared/settings.ts';
export type { Crop, WireFrame, WirePreset, WireRecipe, WireRecipeView } from '../src/shared/recipe.ts';
export type { RecipeProblem, RecipeProblems } from '../src/shared/recipe-problems.ts';
export type { EndpointName as AnyEndpointName } from '../src/shared/endpoints.ts';
export { routes } from '../src/shared/routes.ts';
export type { PageEndpoint as EndpointName, Route } from '../src/shared/routes.ts';
export type { ShareReason, WireShare } from '../src/shared/share-copies.ts';
export { SHARE_PRESETS } from '../src/shared/share-presets.ts';
export type { SharePreset, SharePresetName } from '../src/shared/share-presets.ts';
export { archiveRoutes } from '../src/shared/archive-routes.ts';
export { linkRoutes } from '../src/shared/link-routes.ts';
export { monthRoutes } from '../src/shared/month-routes.ts';
export { mediaMoveRoutes } from '../src/shared/media-move-routes.ts';
export type { WireMediaMove } from '../src/shared/media-move.ts';
export type { WireTrashedVideo } from '../src/shared/trash.ts';
export { trashRoutes } from '../src/shared/trash-routes.ts';
export type { WireStatistics } from '../src/shared/statistics.ts';
export { statisticsRoutes } from '../src/shared/statistics-routes.ts';
export { MOST_ZIPPED, zipRoutes } from '../src/shared/zip-routes.ts';
export { placeRoutes } from '../src/shared/place-routes.ts';
export type { WireTargets } from '../src/shared/places.ts';
export { shareRoutes } from '../src/shared/share-routes.ts';
export { uploadRoutes } from '../src/shared/upload-routes.ts';
export type {
  DestinationKind,
  Sends,
  UploadReason,
  WireDestination,
  WireDestinationTest,
  WireUpload,
} from '../src/shared/uploads.ts';
export { chooseLength } from '../src/shared/steady-length.ts';
export type { WireStats } from '../src/shared/stats.ts';
export { SORT_KEYS, STATUSES } from '../src/shared/statuses.ts';
export type { FailureCode, SortKey, Status } from '../src/shared/statuses.ts';
export type {
  EngineCode,
  NoticeFacts,
  WireHealth,
  WireNotice,
  WireOffer,
  WireQueue,
  WireSnapshot,
  WireViewer,
} from '../src/shared/system.ts';
export type {
  WireBulkDeleteResult,
  WireCleanupCandidate,
  WireFrameDeletionResult,
  WireIgnoredFolder,
  WireProgress,
  WireTimelapse,
} from '../src/shared/timelapse.ts';
export { ruleRoutes } from '../src/shared/rule-routes.ts';
export type { RuleDefinition, WireDryRun, WireRule, WireRuleRun } from '../src/shared/rules.ts';
