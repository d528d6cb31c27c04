import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from './config/config.ts';
import { createLiveOptions, type LiveOptions } from './config/live-options.ts';
import { lockDataFolder } from './db/lock.ts';
import { openDatabase } from './db/open.ts';
import { audienceOf, isAllowedPeer, isFromAnotherSite } from './http/access.ts';
import { settingsRoutes } from './http/routes/settings.ts';
import { printJobRoutes } from './http/routes/print-jobs.ts';
import { systemRoutes } from './http/routes/system.ts';
import { timelapseFileRoutes } from './http/routes/timelapse-files.ts';
import { timelapsePreviewRoutes } from './http/routes/timelapse-previews.ts';
import { timelapseRoutes } from './http/routes/timelapses.ts';
import { createExpressApp, listen } from './http/server.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { createEmitter } from './lib/emitter.ts';
import { AppError, messageOf } from './lib/errors.ts';
import { createLoggers, type Loggers } from './lib/logger.ts';
import { LiveFeed } from './live/live-feed.ts';
import { Maintenance } from './maintenance/maintenance.ts';
import { JobLinker } from './matching/job-linker.ts';
import { probeVideo } from './media/ffprobe.ts';
import { removeFrames } from './media/remove-frames.ts';
import { PREVIEW_LIMITS, type PreviewLimits, Previews } from './previews/previews.ts';
import { PrintJobService } from './print-jobs/print-job-service.ts';
import { PrintJobStore } from './print-jobs/print-job-store.ts';
import { PrinternizerSource } from './print-jobs/printernizer-source.ts';
import { type DiskSpace, readDiskSpace } from './queue/disk-space.ts';
import type { RunTimes } from './queue/process-timelapse.ts';
import { ProgressBoard } from './queue/progress-board.ts';
import { QueueWorker } from './queue/queue-worker.ts';
import { RunStore } from './queue/run-store.ts';
import { createOptionsFile } from './settings/options-file.ts';
import { createOptionsPage } from './settings/options-page.ts';
import { SettingsService } from './settings/settings-service.ts';
import { SettingsStore } from './settings/settings-store.ts';
import { FolderProcesses } from './system/folder-processes.ts';
import { folderRoots } from './system/folder-roots.ts';
import { HealthMonitor } from './system/health-monitor.ts';
import { IgnoredFolderStore } from './timelapses/ignored-folder-store.ts';
import { OptionEffects } from './timelapses/option-effects.ts';
import type { TimelapseEvents } from './timelapses/timelapse-events.ts';
import { StorageSampleStore } from './timelapses/storage-sample-store.ts';
import { TimelapseService } from './timelapses/timelapse-service.ts';
import { TimelapseStatsReader } from './timelapses/timelapse-stats.ts';
import { TimelapseStore } from './timelapses/timelapse-store.ts';
import { VERSION } from './version.ts';
import { createSourceScanner } from './watcher/scan-source.ts';
import { Watcher } from './watcher/watcher.ts';
import { WireView } from './wire/wire-view.ts';

/** A running app. */
export interface App {
  /** The port the page and the API are served on. */
  port: number;
  options: LiveOptions;
  /** Undoes the start in reverse; safe to call twice. */
  stop(): Promise<void>;
}

/** The very edge of the app, where a test may put something else. */
export interface Overrides {
  clock?: Clock;
  loggers?: Loggers;
  times?: Partial<typeof TIMES>;
  diskSpace?: (path: string) => Promise<DiskSpace>;
  previewLimits?: Partial<PreviewLimits>;
  checkReplies?: boolean;
}

const TIMES: RunTimes & { scanStallMs: number; folderMs: number } = {
  minuteMs: 60_000,
  stallMs: 5 * 60_000,
  killGraceMs: 5000,
  scanStallMs: 60_000,
  folderMs: 10_000,
};

/** The built page lies beside the built server, and in the same place seen from a checkout. */
const WEB_DIR = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/web' : '../../web', import.meta.url),
);

/**
 * Builds everything once, in the order of dependence, and starts it.
 *
 * @throws AppError with a sentence for people when the app cannot run at all: data folder, database, port
 */
export async function startApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock;
  const loggers = overrides.loggers ?? createLoggers({ level: config.options.log_level });
  const times = { ...TIMES, ...overrides.times };
  const diskSpace = overrides.diskSpace ?? readDiskSpace;
  const options = createLiveOptions(config.options);
  const undo: (() => unknown)[] = [];
  try {
    await makeFolders(config);
    undo.push(await lockDataFolder(config.dataDir));
    const { db, setAside } = await openDatabase(config.dataDir, clock.now());
    undo.push(() => db.destroy());
    if (setAside) loggers.db.error({ aside: setAside.path }, `the database was broken: ${setAside.reason}`);

    const emitter = createEmitter<TimelapseEvents>((error, event) =>
      loggers.app.error({ err: error, event }, 'a listener failed'),
    );
    const store = new TimelapseStore(db);
    const ignored = new IgnoredFolderStore(db);
    const runs = new RunStore(db);
    const samples = new StorageSampleStore(db);
    const statsReader = new TimelapseStatsReader(db);
    const board = new ProgressBoard();
    const frames = { isPlayable: async (path: string) => (await probeVideo(path)).ok, removeFrames };
    const service = new TimelapseService({ store, ignored, emitter, clock, options, frames });

    const scanner = createSourceScanner(times.scanStallMs);
    const watcher = new Watcher({
      store,
      ignored,
      emitter,
      options,
      clock,
      scanner,
      logger: loggers.watcher,
    });
    const queue = new QueueWorker({
      store,
      runs,
      settings: new SettingsStore(db),
      emitter,
      options,
      clock,
      logger: loggers.queue,
      board,
      dataDir: config.dataDir,
      times,
      diskSpace,
      isSourceReachable: () => watcher.source.state === 'ok',
    });
    service.connect({ stop: (id, because) => queue.stopRun(id, because) });

    const previews = new Previews({
      store,
      emitter,
      clock,
      logger: loggers.app,
      dataDir: config.dataDir,
      limits: { ...PREVIEW_LIMITS, ...overrides.previewLimits },
      isRendering: () => board.current !== null,
      isSourceUnreachable: () => watcher.source.state === 'unreachable',
    });

    const jobStore = new PrintJobStore(db);
    const linker = new JobLinker({
      timelapses: store,
      jobs: jobStore,
      emitter,
      options,
      clock,
      logger: loggers.jobs,
      onPrintOver: () => watcher.lookNow(),
    });
    const jobs = new PrintJobService({
      store: jobStore,
      clock,
      onChanged: (changed) => linker.jobsChanged(changed),
    });
    const printernizer = new PrinternizerSource({
      options,
      clock,
      logger: loggers.jobs,
      receive: (source, reports) => jobs.receive(source, reports),
      onState: () => emitter.emit('system.changed', {}),
    });

    const optionsFile = createOptionsFile(config.dataDir);
    const settings = new SettingsService({
      store: config.supervisor ? createOptionsPage(optionsFile) : optionsFile,
      options,
      layers: config.layers,
      logger: loggers.app,
      announce: (names) => emitter.emit('settings.changed', { options: names }),
    });
    const folders = new FolderProcesses(times.folderMs);
    undo.push(() => folders.stop());
    const effects = new OptionEffects({ store, emitter, options, clock, logger: loggers.app });

    const health = new HealthMonitor({
      options,
      emitter,
      clock,
      logger: loggers.app,
      version: VERSION,
      optionProblems: () => settings.problems,
      databaseSetAside: setAside,
      source: () => watcher.source,
      printJobs: () => printernizer.state,
    });
    const view = new WireView({
      store,
      statsReader,
      samples,
      runs,
      options,
      clock,
      board,
      isPaused: () => queue.paused,
      diskSpace,
    });

    const audience = audienceOf(config.host, config.supervisor !== null);
    const http = await listen(
      createExpressApp({
        handlers: {
          ...timelapseRoutes({ service, view, outputOf: (id) => queue.outputOf(id) }),
          ...timelapseFileRoutes(service),
          ...printJobRoutes({ jobs, linker, view }),
          ...timelapsePreviewRoutes(previews),
          ...settingsRoutes({
            settings,
            folders,
            supervised: config.supervisor !== null,
            options: () => options.current,
            folderRoots: () =>
              folderRoots(
                config.supervisor !== null,
                { home: homedir(), dataDir: config.dataDir },
                options.current,
              ),
          }),
          ...systemRoutes({ queue, view, health: () => health.read(), version: VERSION }),
        },
        audience,
        webDir: WEB_DIR,
        logger: loggers.http,
        checkReplies: overrides.checkReplies ?? false,
      }),
      config.host,
      config.port,
    );
    undo.push(() => http.stop());
    previews.start();
    undo.push(() => previews.stop());
    const feed = new LiveFeed({
      emitter,
      view,
      health: () => health.read(),
      progress: () => board.current,
      mayConnect: (request) =>
        isAllowedPeer(request.socket.remoteAddress, audience) && !isFromAnotherSite(request),
      now: () => clock.now(),
      logger: loggers.live,
    });
    feed.start(http.server);
    undo.push(() => feed.stop());

    undo.push(options.onChange((next) => loggers.setLevel(next.log_level)));
    effects.start();
    undo.push(() => effects.stop());
    health.start();
    undo.push(() => health.stop());
    await queue.start();
    undo.push(() => queue.stop());
    linker.start();
    undo.push(() => linker.stop());
    printernizer.start();
    undo.push(() => printernizer.stop());
    const maintenance = new Maintenance({
      db,
      store,
      service,
      runs,
      samples,
      statsReader,
      emitter,
      options,
      clock,
      logger: loggers.app,
      dataDir: config.dataDir,
    });
    undo.push(() => maintenance.stop());
    undo.push(() => watcher.stop());
    const starting = new AbortController();
    undo.push(() => starting.abort());
    void maintenance.start().then(() => {
      if (!starting.signal.aborted) watcher.start();
    });

    for (const { option, reason } of config.problems) loggers.app.warn(`option ${option} ${reason}`);
    loggers.app.info({ port: http.port, data: config.dataDir }, `Printernizer Timelapse ${VERSION} is ready`);
    return { port: http.port, options, stop: once(() => undoAll(undo, loggers)) };
  } catch (error) {
    await undoAll(undo, loggers);
    throw error;
  }
}

/** The data folder, and stand-alone the folders for pictures and videos in it. */
async function makeFolders({ dataDir, supervisor, options }: Config): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (error) {
    throw new AppError(
      'data_folder_unusable',
      `The data folder ${dataDir} cannot be made: ${messageOf(error)}.`,
      {
        status: 500,
        remedy: 'Choose another one with DATA_DIR, or give the app the right to write there.',
        cause: error,
      },
    );
  }
  // Only folders at their stand-alone defaults are ours to make: a configured one that is missing may be a share.
  const ours = supervisor ? [] : [join(dataDir, 'timelapse-images'), join(dataDir, 'timelapses')];
  const wanted = [options.timelapse_source_folder, options.timelapse_output_folder];
  for (const folder of ours.filter((each) => wanted.includes(each))) await mkdir(folder, { recursive: true });
}

async function undoAll(undo: (() => unknown)[], loggers: Loggers): Promise<void> {
  for (const step of undo.splice(0).reverse()) {
    try {
      await step();
    } catch (error) {
      loggers.app.error({ err: error }, 'a part could not be stopped cleanly');
    }
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}
