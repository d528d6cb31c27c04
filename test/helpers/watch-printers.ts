import { createHomeAssistant } from '../../src/homeassistant/core/home-assistant.ts';
import { PrinterJobs } from '../../src/homeassistant/printers/printer-jobs.ts';
import { createEmitter } from '../../src/lib/emitter.ts';
import { createLoggers } from '../../src/lib/logger.ts';
import { type Options, optionsSchema } from '../../src/options/catalogue.ts';
import { createLiveOptions } from '../../src/options/live-options.ts';
import type { PrinterFeed, PrinterSight } from '../../src/print-jobs/printer-feed.ts';
import type { PrintJobReport } from '../../src/print-jobs/print-job.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { type FakeCore, startFakeCore } from '../fakes/fake-core.ts';
import { type Supervisor, startSupervisor } from '../fakes/supervisor/supervisor.ts';
import { cleanUp } from './start-app.ts';
import { waitFor } from './wait-for.ts';

export interface WatchedPrinters {
  supervisor: Supervisor;
  feed: PrinterFeed;
  /** Keys, in the order in which they were announced. */
  changes: string[];
  reports: PrintJobReport[];
  /** Waits until a printer is seen so. */
  seen(key: string, what: Partial<PrinterSight>): Promise<PrinterSight>;
}

/** The printers of a small Core, without the rest of the app. */
export async function watchPrinters(
  prepare: (core: FakeCore) => void,
  options: Partial<Options> = {},
): Promise<WatchedPrinters & { core: FakeCore }> {
  const core = await startFakeCore();
  prepare(core);
  return { core, ...(await watchPrintersOf(core.target, options)) };
}

/** @param core behind the stand-in Supervisor */
export async function watchPrintersOf(
  core: { url: string; token: string },
  options: Partial<Options> = {},
): Promise<WatchedPrinters> {
  const supervisor = await startSupervisor({ core });
  const clock = new FakeClock();
  const logger = createLoggers({ level: 'debug', write: () => {} }).homeassistant;
  const onError = (error: unknown) => {
    throw error;
  };
  const homeAssistant = createHomeAssistant({ supervisor, clock, emitter: createEmitter(onError), logger });
  const reports: PrintJobReport[] = [];
  const feed = new PrinterJobs({
    ...homeAssistant,
    clock,
    logger,
    options: createLiveOptions({ ...optionsSchema.parse({}), ...options }, onError),
    appState: { get: () => Promise.resolve(null), set: () => Promise.resolve() },
    receive: async (_, more) => void reports.push(...more),
    onState: () => {},
  });
  const changes: string[] = [];
  feed.onChange((key) => changes.push(key));
  homeAssistant.core.start();
  await feed.start();
  cleanUp(async () => {
    await feed.stop();
    await homeAssistant.core.stop();
  });
  const seen = (key: string, what: Partial<PrinterSight>) =>
    waitFor(`${key} to be ${JSON.stringify(what)}`, () => {
      const sight = feed.sightOf(key);
      const isSo =
        sight && Object.entries(what).every(([name, value]) => Object.is(Reflect.get(sight, name), value));
      return isSo ? sight : null;
    });
  return { supervisor, feed, changes, reports, seen };
}
