import type { Config } from './config/config.ts';
import { lockDataFolder } from './db/lock.ts';
import { type OpenedDatabase, openDatabase } from './db/open.ts';
import { onlyStopped, type Part, RunningParts } from './lib/part.ts';
import type { LiveOptions } from './options/live-options.ts';
import { makeStartFolders } from './start-folders.ts';
import { sweepLeftOvers } from './sweep-left-overs.ts';
import { VERSION } from './version.ts';
import { createEdge, type Edge, type Overrides } from './wiring/edge.ts';
import { createArchiving } from './wiring/archiving.ts';
import { createCapture } from './wiring/capture.ts';
import { createHealth } from './wiring/health.ts';
import { createInHomeAssistant, createLink } from './wiring/home-assistant.ts';
import { createJoining } from './wiring/joining.ts';
import { createMoving } from './wiring/moving.ts';
import { createOptions } from './wiring/options.ts';
import { createPrintData } from './wiring/print-data.ts';
import { createPrintJobs } from './wiring/print-jobs.ts';
import { createRecipes } from './wiring/recipes.ts';
import { createRendering } from './wiring/rendering.ts';
import { createRules } from './wiring/rules.ts';
import { createServing } from './wiring/serving.ts';
import { createSharing } from './wiring/share-copies.ts';
import { createShared } from './wiring/shared.ts';
import { createUploading } from './wiring/uploads.ts';

export type { Overrides } from './wiring/edge.ts';

export interface App {
  port: number;
  options: LiveOptions;
  /** Resolves when the results of the scan are applied. */
  scan(): Promise<void>;
  /** Stops everything in reverse order; safe to call twice. */
  stop(): Promise<void>;
}

/** Maximum wait for a share while stopping. */
const STOP_PATIENCE_MS = 5000;

/** @throws AppError when the app cannot run at all: data folder, database, port */
export async function startApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const edge = createEdge(config, overrides);
  const { loggers } = edge;
  const running = new RunningParts((error) =>
    loggers.app.error({ err: error }, 'a part could not be stopped cleanly'),
  );
  try {
    // Stopped last: what is still running may be on a share that no longer responds.
    await running.start(onlyStopped(() => edge.shares.stop()));
    const app = createApp(config, await open(config, edge, running), edge);
    await running.start(...app.parts);
    for (const { option, reason } of config.problems) loggers.app.warn(`option ${option} ${reason}`);
    const port = app.port();
    loggers.app.info({ port, data: config.dataDir }, `Printernizer Timelapse ${VERSION} is ready`);
    // Stopped first, so that the others do not wait long for such a share.
    await running.start(onlyStopped(() => edge.shares.hasten(STOP_PATIENCE_MS)));
    return { port, options: edge.options, scan: () => app.watcher.scan(), stop: () => running.stop() };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function open(config: Config, edge: Edge, running: RunningParts): Promise<OpenedDatabase> {
  const { loggers, clock } = edge;
  await makeStartFolders(config, edge.files);
  await running.start(onlyStopped(await lockDataFolder(config.dataDir)));
  await sweepLeftOvers(config.dataDir);
  const opened = await openDatabase(config.dataDir, clock.now());
  await running.start(onlyStopped(() => opened.db.destroy()));
  const { setAside, fromBackup } = opened;
  if (setAside) loggers.db.error({ aside: setAside.path }, `the database was broken: ${setAside.reason}`);
  if (fromBackup) loggers.db.info('the data folder was restored from a backup, and so is the database now');
  return opened;
}

/** In order of dependence; the parts are listed in the order they start. */
function createApp(config: Config, opened: OpenedDatabase, edge: Edge) {
  const shared = createShared(config, opened, edge);
  const link = createLink(shared);
  const options = createOptions(shared, link);
  const rendering = createRendering(shared);
  const recipes = createRecipes(shared, rendering);
  const printJobs = createPrintJobs(shared, rendering, link);
  const printData = createPrintData(shared, rendering, printJobs);
  const sharing = createSharing(shared, rendering, printData);
  const archiving = createArchiving(shared, rendering);
  const rules = createRules(shared, rendering, archiving);
  const uploading = createUploading(shared, rendering);
  const joining = createJoining(shared, rendering);
  const capturing = createCapture(shared, { rendering, printJobs, link });
  const inHomeAssistant =
    link && createInHomeAssistant(link, { shared, options, rendering, printJobs, capturing });
  const moving =
    link && inHomeAssistant && createMoving(link, { shared, options, rendering, sharing, inHomeAssistant });
  const health = createHealth({
    shared,
    rendering,
    printJobs,
    joining,
    archiving,
    link,
    inHomeAssistant,
    moving,
  });
  const serving = createServing({
    shared,
    link,
    options,
    rendering,
    recipes,
    printJobs,
    printData,
    joining,
    capturing,
    sharing,
    rules,
    uploading,
    inHomeAssistant,
    moving,
    archiving,
    health,
  });
  const parts: Part[] = [
    // The page starts first and stops last.
    ...serving.parts,
    ...(link ? [link.core] : []),
    ...options.parts,
    ...health.parts,
    ...printJobs.parts,
    ...printData.parts,
    ...(inHomeAssistant?.parts ?? []),
    // After the parts that can hold it back or listen to it.
    ...rendering.parts,
    ...recipes.parts,
    ...sharing.parts,
    ...rules.parts,
    ...uploading.parts,
    // Left-over files of renders and copies are gone by then, and it stops before what it moves is used no more.
    ...(moving?.parts ?? []),
    ...archiving.parts,
    // It moves pictures and triggers scans, so it stops before the watcher.
    ...joining.parts,
    // Hands what is complete to the watcher and the queue, so it stops before them.
    ...capturing.parts,
  ];
  return { parts, port: serving.port, watcher: rendering.watcher };
}
