import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Config } from './config/config.ts';
import type { LiveOptions } from './config/live-options.ts';
import { type AppContext, createContext, createEdge, type Overrides } from './context.ts';
import { lockDataFolder } from './db/lock.ts';
import { openDatabase } from './db/open.ts';
import { type Audience, audienceOf, isAllowedPeer, isFromAnotherSite } from './http/access.ts';
import type { Handlers } from './http/endpoint.ts';
import { printJobRoutes } from './http/routes/print-jobs.ts';
import { settingsRoutes } from './http/routes/settings.ts';
import { systemRoutes } from './http/routes/system.ts';
import { timelapseFileRoutes } from './http/routes/timelapse-files.ts';
import { timelapsePreviewRoutes } from './http/routes/timelapse-previews.ts';
import { timelapseRoutes } from './http/routes/timelapses.ts';
import { createExpressApp, listen } from './http/server.ts';
import { createReadViewer, type ReadViewer } from './http/viewer.ts';
import type { Loggers } from './lib/logger.ts';
import { LiveFeed } from './live/live-feed.ts';
import { makeStartFolders } from './start-folders.ts';
import { folderRoots } from './system/folder-roots.ts';
import { VERSION } from './version.ts';

export type { Overrides } from './context.ts';

/** A running app. */
export interface App {
  /** The port the page and the API are served on. */
  port: number;
  options: LiveOptions;
  /** Undoes the start in reverse; safe to call twice. */
  stop(): Promise<void>;
}

/** The built page lies beside the built server, and in the same place seen from a checkout. */
const WEB_DIR = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/web' : '../../web', import.meta.url),
);

/** Steps that undo a start, to be taken last first. */
type Undo = (() => unknown)[];

/**
 * Opens what the app stands on, builds every part, and starts them one after another.
 *
 * @throws AppError with a sentence for people when the app cannot run at all: data folder, database, port
 */
export async function startApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const edge = createEdge(config, overrides);
  const { loggers, clock } = edge;
  const undo: Undo = [];
  try {
    await makeStartFolders(config);
    undo.push(await lockDataFolder(config.dataDir));
    const opened = await openDatabase(config.dataDir, clock.now());
    undo.push(() => opened.db.destroy());
    if (opened.setAside) {
      loggers.db.error({ aside: opened.setAside.path }, `the database was broken: ${opened.setAside.reason}`);
    }
    if (opened.fromBackup)
      loggers.db.info('the data folder came out of a backup, and so does the database now');
    const context = createContext(config, opened, edge);
    const port = await startServing(context, undo, overrides.checkReplies ?? false);
    await startWorking(context, undo);
    for (const { option, reason } of config.problems) loggers.app.warn(`option ${option} ${reason}`);
    loggers.app.info({ port, data: config.dataDir }, `Printernizer Timelapse ${VERSION} is ready`);
    return { port, options: context.options, stop: once(() => undoAll(undo, loggers)) };
  } catch (error) {
    await undoAll(undo, loggers);
    throw error;
  }
}

/** Page, API and live events: the first to come and the last to go. @returns the port */
async function startServing(context: AppContext, undo: Undo, checkReplies: boolean): Promise<number> {
  const { config, loggers, previews, folders } = context;
  const audience = audienceOf(config.host, config.supervisor !== null);
  const readViewer = createReadViewer({
    audience,
    mayAllChange: () => context.options.current.non_admins_may_change,
    findUser: async (id) => context.homeAssistant?.users.find(id),
  });
  const handlers = createHandlers(context, readViewer);
  const express = createExpressApp({
    handlers,
    audience,
    readViewer,
    webDir: WEB_DIR,
    logger: loggers.http,
    checkReplies,
  });
  undo.push(() => folders.stop());
  const http = await listen(express, config.host, config.port);
  undo.push(() => http.stop());
  previews.start();
  undo.push(() => previews.stop());
  const feed = createFeed(context, audience);
  feed.start(http.server);
  undo.push(() => feed.stop());
  return http.port;
}

function createFeed(context: AppContext, audience: Audience): LiveFeed {
  const { health, board, clock, loggers } = context;
  return new LiveFeed({
    ...context,
    health: () => health.read(),
    progress: () => board.current,
    mayConnect: (request) =>
      isAllowedPeer(request.socket.remoteAddress, audience) && !isFromAnotherSite(request),
    now: () => clock.now(),
    logger: loggers.live,
  });
}

/** Everything that works by itself, in the order in which each may rely on the one before. */
async function startWorking(context: AppContext, undo: Undo): Promise<void> {
  const { options, loggers, effects, health, queue, linker, printernizer, maintenance, watcher } = context;
  const { homeAssistant } = context;
  undo.push(options.onChange((next) => loggers.setLevel(next.log_level)));
  if (homeAssistant) {
    homeAssistant.core.start();
    undo.push(() => homeAssistant.core.stop());
  }
  effects.start();
  undo.push(() => effects.stop());
  health.start();
  undo.push(() => health.stop());
  linker.start();
  undo.push(() => linker.stop());
  printernizer.start();
  undo.push(() => printernizer.stop());
  for (const part of context.inHomeAssistant) {
    await part.start();
    undo.push(() => part.stop());
  }
  // After those that may keep it waiting, and that hear what it does.
  await queue.start();
  undo.push(() => queue.stop());
  undo.push(() => maintenance.stop());
  undo.push(() => watcher.stop());
  const starting = new AbortController();
  undo.push(() => starting.abort());
  void maintenance.start().then(() => {
    if (!starting.signal.aborted) watcher.start();
  });
}

/** One handler for each endpoint, from the parts that answer it. */
function createHandlers(context: AppContext, readViewer: ReadViewer): Handlers {
  const { service, queue, view, jobs, linker, previews, settings, folders, options, config, health } =
    context;
  const supervised = config.supervisor !== null;
  const places = { home: homedir(), dataDir: config.dataDir };
  return {
    ...timelapseRoutes({
      service,
      view,
      outputOf: (id) => queue.outputOf(id),
      reportOf: (id) => context.runs.reportOf(id),
    }),
    ...timelapseFileRoutes(service, context.shares),
    ...timelapsePreviewRoutes(previews),
    ...printJobRoutes({ jobs, linker, view }),
    ...settingsRoutes({
      settings,
      folders,
      mediaRoot: supervised ? context.mediaRoot : null,
      options: () => options.current,
      folderRoots: () => folderRoots(supervised, places, options.current),
    }),
    ...systemRoutes({ queue, view, health: () => health.read(), readViewer, version: VERSION }),
  };
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
