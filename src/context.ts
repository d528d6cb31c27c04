import type { Config } from './config/config.ts';
import { createLiveOptions } from './config/live-options.ts';
import type { OpenedDatabase } from './db/open.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { createMirror } from './homeassistant/create-mirror.ts';
import {
  createHomeAssistant,
  type HomeAssistant,
  type HomeAssistantPart,
} from './homeassistant/home-assistant.ts';
import { MEDIA_ROOT } from './homeassistant/media-address.ts';
import { MediaLink } from './homeassistant/media-link.ts';
import { PrinterJobs } from './homeassistant/printer-jobs.ts';
import { createEmitter } from './lib/emitter.ts';
import { createLoggers, type Loggers } from './lib/logger.ts';
import { ShareCalls } from './lib/share-calls.ts';
import { ForeignVideoStore } from './maintenance/foreign-video-store.ts';
import { Maintenance } from './maintenance/maintenance.ts';
import { JobLinker } from './matching/job-linker.ts';
import { probeVideo } from './media/ffprobe.ts';
import { removeFrames } from './media/remove-frames.ts';
import { PREVIEW_LIMITS, type PreviewLimits, Previews } from './previews/previews.ts';
import { OutboxStore } from './outbox/outbox-store.ts';
import { PrintJobService } from './print-jobs/print-job-service.ts';
import { PrintJobStore } from './print-jobs/print-job-store.ts';
import { PrinternizerSource, type PrinternizerSourceParts } from './print-jobs/printernizer-source.ts';
import { checkWritable, type DiskSpace, readDiskSpace } from './queue/disk-space.ts';
import type { RunTimes } from './queue/process-timelapse.ts';
import { ProgressBoard } from './queue/progress-board.ts';
import { QueueWorker } from './queue/queue-worker.ts';
import { RunStore } from './queue/run-store.ts';
import { createOptionsFile } from './settings/options-file.ts';
import { createOptionsPage } from './settings/options-page.ts';
import { OptionsWatch } from './settings/options-watch.ts';
import { SettingsService } from './settings/settings-service.ts';
import { SettingsStore } from './settings/settings-store.ts';
import { FolderProcesses } from './system/folder-processes.ts';
import { HealthMonitor } from './system/health-monitor.ts';
import { IgnoredFolderStore } from './timelapses/ignored-folder-store.ts';
import { OptionEffects } from './timelapses/option-effects.ts';
import { StorageSampleStore } from './timelapses/storage-sample-store.ts';
import type { TimelapseEvents } from './timelapses/timelapse-events.ts';
import { TimelapseService } from './timelapses/timelapse-service.ts';
import { TimelapseStatsReader } from './timelapses/timelapse-stats.ts';
import { TimelapseStore } from './timelapses/timelapse-store.ts';
import { VERSION } from './version.ts';
import { createSourceScanner } from './watcher/scan-source.ts';
import { Watcher } from './watcher/watcher.ts';
import { WireView } from './wire/wire-view.ts';

/** The very edge of the app, where a test may put something else. */
export interface Overrides {
  clock?: Clock;
  loggers?: Loggers;
  times?: Partial<typeof TIMES>;
  diskSpace?: (path: string) => Promise<DiskSpace>;
  checkWritable?: (folder: string) => Promise<void>;
  previewLimits?: Partial<PreviewLimits>;
  checkReplies?: boolean;
  mediaRoot?: string;
}

const TIMES: RunTimes & { scanStallMs: number; folderMs: number; shareMs: number } = {
  minuteMs: 60_000,
  stallMs: 5 * 60_000,
  killGraceMs: 5000,
  scanStallMs: 60_000,
  folderMs: 10_000,
  shareMs: 5000,
};

/** Every part of the app, built and not yet started. */
export type AppContext = ReturnType<typeof createContext>;

/** Builds every part once, by constructor, in the order of dependence: first what all share, then area by area. */
export function createContext(config: Config, opened: OpenedDatabase, edge: Edge) {
  const shared = createShared(config, opened, edge);
  const homeAssistant = createLinkToHomeAssistant(shared);
  const rendering = createRendering(shared, () => printJobs.waitingFor());
  const printJobs = createPrintJobs(shared, rendering, homeAssistant);
  const settings = createSettings(shared, homeAssistant);
  const mediaLink = new MediaLink({
    ...shared,
    settings: new SettingsStore(shared.db),
    logger: shared.loggers.homeassistant,
  });
  const views = createViews({ shared, rendering, printJobs, settings, homeAssistant, mediaLink });
  const inHomeAssistant = homeAssistant
    ? createInHomeAssistant({ shared, rendering, homeAssistant, printJobs, settings, mediaLink, views })
    : [];
  return {
    ...shared,
    ...rendering,
    ...printJobs,
    ...settings,
    homeAssistant,
    inHomeAssistant,
    ...views,
  };
}

/** What lies at the edge of the app, real or a test's. */
export type Edge = ReturnType<typeof createEdge>;

export function createEdge(config: Config, overrides: Overrides) {
  return {
    clock: overrides.clock ?? systemClock,
    loggers: overrides.loggers ?? createLoggers({ level: config.options.log_level }),
    times: { ...TIMES, ...overrides.times },
    diskSpace: overrides.diskSpace ?? readDiskSpace,
    checkWritable: overrides.checkWritable ?? checkWritable,
    previewLimits: { ...PREVIEW_LIMITS, ...overrides.previewLimits },
    mediaRoot: overrides.mediaRoot ?? MEDIA_ROOT,
  };
}

type Shared = ReturnType<typeof createShared>;

function createShared(config: Config, { db, setAside }: OpenedDatabase, edge: Edge) {
  const emitter = createEmitter<TimelapseEvents>((error, event) =>
    edge.loggers.app.error({ err: error, event }, 'a listener failed'),
  );
  const shares = new ShareCalls(edge.times.shareMs);
  // Stand-alone nobody would ever empty it.
  const outbox = config.supervisor && new OutboxStore(db);
  return {
    ...edge,
    shares,
    diskSpace: (path: string) => shares.ask(path, () => edge.diskSpace(path)),
    config,
    dataDir: config.dataDir,
    db,
    setAside,
    emitter,
    options: createLiveOptions(config.options),
    outbox,
    store: new TimelapseStore(db, outbox),
    ignored: new IgnoredFolderStore(db),
    runs: new RunStore(db),
    samples: new StorageSampleStore(db),
    statsReader: new TimelapseStatsReader(db),
  };
}

/** Home Assistant, or null when the app runs on its own. */
function createLinkToHomeAssistant({ config, clock, emitter, loggers }: Shared) {
  const { supervisor } = config;
  return supervisor && createHomeAssistant({ supervisor, clock, emitter, logger: loggers.homeassistant });
}

type LinkToHomeAssistant = ReturnType<typeof createLinkToHomeAssistant>;
type Rendering = ReturnType<typeof createRendering>;

/** From frames to videos: watching, the queue, previews, and what users do with timelapses. */
function createRendering(shared: Shared, waitingFor: () => string | null) {
  const { db, loggers, times } = shared;
  const board = new ProgressBoard();
  const frames = { isPlayable: async (path: string) => (await probeVideo(path)).ok, removeFrames };
  const service = new TimelapseService({ ...shared, frames });
  const scanner = createSourceScanner(times.scanStallMs);
  const watcher = new Watcher({ ...shared, scanner, logger: loggers.watcher });
  const queue = new QueueWorker({
    ...shared,
    settings: new SettingsStore(db),
    logger: loggers.queue,
    board,
    isSourceReachable: () => watcher.source.state === 'ok',
    waitingFor,
  });
  service.connect({ stop: (id, because) => queue.stopRun(id, because) });
  const previews = new Previews({
    ...shared,
    logger: loggers.app,
    limits: shared.previewLimits,
    isRendering: () => board.current !== null,
    isSourceUnreachable: () => watcher.source.state === 'unreachable',
  });
  const maintenance = new Maintenance({
    ...shared,
    service,
    foreignVideos: new ForeignVideoStore(db),
    logger: loggers.app,
  });
  return { board, service, watcher, queue, previews, maintenance };
}

type PrintJobs = ReturnType<typeof createPrintJobs>;

/** Print jobs, where they come from, and what links timelapses to them. */
function createPrintJobs(shared: Shared, { watcher }: Rendering, homeAssistant: LinkToHomeAssistant) {
  const { db, store, loggers, options, clock, emitter } = shared;
  const jobStore = new PrintJobStore(db);
  const linker = new JobLinker({
    ...shared,
    timelapses: store,
    jobs: jobStore,
    logger: loggers.jobs,
    onPrintOver: () => watcher.lookNow(),
  });
  const jobs = new PrintJobService({
    store: jobStore,
    clock,
    onChanged: (changed) => linker.jobsChanged(changed),
  });
  const source: PrinternizerSourceParts = {
    options,
    clock,
    logger: loggers.jobs,
    receive: (from, reports) => jobs.receive(from, reports),
    onState: () => emitter.emit('system.changed', {}),
  };
  const printernizer = new PrinternizerSource(source);
  const printers =
    homeAssistant && new PrinterJobs({ ...source, ...homeAssistant, settings: new SettingsStore(db) });
  const printing = () => printers?.printing ?? printernizer.printing;
  const waitingFor = () => (options.current.pause_while_printing ? printing() : null);
  return { linker, jobs, printernizer, printers, waitingFor };
}

type Settings = ReturnType<typeof createSettings>;

/** Options: where they are kept, and what a change does. */
function createSettings(shared: Shared, homeAssistant: LinkToHomeAssistant) {
  const { dataDir, options, loggers, emitter, times } = shared;
  const haltOptions = new AbortController();
  const settings = new SettingsService({
    store: homeAssistant
      ? createOptionsPage(homeAssistant.supervisor.until(haltOptions.signal))
      : createOptionsFile(dataDir),
    options,
    layers: shared.config.layers,
    logger: loggers.app,
    announce: (names) => emitter.emit('settings.changed', { options: names }),
  });
  const folders = new FolderProcesses(times.folderMs);
  const effects = new OptionEffects({ ...shared, logger: loggers.app });
  return { settings, folders, effects, haltOptions: () => haltOptions.abort() };
}

/** What works only in Home Assistant, in the order of its start. */
function createInHomeAssistant(parts: {
  shared: Shared;
  rendering: Rendering;
  homeAssistant: HomeAssistant;
  printJobs: PrintJobs;
  settings: Settings;
  mediaLink: MediaLink;
  views: Views;
}): HomeAssistantPart[] {
  const { clock, loggers } = parts.shared;
  const { core, users } = parts.homeAssistant;
  const { printers } = parts.printJobs;
  const { settings, haltOptions: halt } = parts.settings;
  const refresh = () => settings.refresh();
  const optionsWatch = new OptionsWatch({ core, halt, refresh, clock, logger: loggers.homeassistant });
  return [users, optionsWatch, parts.mediaLink, ...(printers ? [printers] : []), ...createTelling(parts)];
}

/** What tells Home Assistant of the app, and listens to its automations. */
function createTelling(parts: {
  shared: Shared;
  rendering: Rendering;
  homeAssistant: HomeAssistant;
  mediaLink: MediaLink;
  views: Views;
}): HomeAssistantPart[] {
  const { shared, rendering, homeAssistant, mediaLink } = parts;
  const { health } = parts.views;
  const { outbox } = shared;
  if (!outbox) return [];
  const { sender, mirror, commands } = createMirror({
    ...shared,
    ...rendering,
    outbox,
    homeAssistant,
    logger: shared.loggers.homeassistant,
    version: VERSION,
    media: () => mediaLink.place,
    problems: () => health.read().notices.map(({ message }) => message),
  });
  health.connect({ way: () => mirror.way, notices: () => [...sender.notices, ...mirror.notices] });
  return [sender, mirror, commands];
}

type Views = ReturnType<typeof createViews>;

/** What the app says of itself. */
function createViews(parts: {
  shared: Shared;
  rendering: Rendering;
  printJobs: PrintJobs;
  settings: Settings;
  homeAssistant: LinkToHomeAssistant;
  mediaLink: MediaLink;
}) {
  const { shared, rendering, printJobs, settings, homeAssistant, mediaLink } = parts;
  const { printers } = printJobs;
  const health = new HealthMonitor({
    ...shared,
    logger: shared.loggers.app,
    version: VERSION,
    optionProblems: () => settings.settings.problems,
    databaseSetAside: shared.setAside,
    source: () => rendering.watcher.source,
    printJobs: () => [printJobs.printernizer.state, ...(printers ? [printers.state] : [])],
    homeAssistant: () => homeAssistant?.core.state ?? null,
    homeAssistantNotices: () => [...mediaLink.notices, ...(printers?.notices ?? [])],
  });
  const view = new WireView({ ...shared, board: rendering.board, queue: rendering.queue });
  return { health, view };
}
