import type { HomeAssistant } from '../homeassistant/core/home-assistant.ts';
import { PrinterJobs } from '../homeassistant/printers/printer-jobs.ts';
import type { Part } from '../lib/part.ts';
import { JobLinker } from '../matching/job-linker.ts';
import { LessonStore } from '../matching/lesson-store.ts';
import { MissingPictures } from '../matching/missing-pictures.ts';
import { PrintJobService } from '../print-jobs/print-job-service.ts';
import { PrinternizerSource, type PrinternizerSourceDeps } from '../print-jobs/printernizer-source.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

export type PrintJobs = ReturnType<typeof createPrintJobs>;

export function createPrintJobs(shared: Shared, { watcher }: Rendering, homeAssistant: HomeAssistant | null) {
  const { loggers, options, clock, emitter, printActivity, notices } = shared;
  const logger = loggers.jobs;
  const linker = new JobLinker({
    ...shared,
    lessons: new LessonStore(shared.db),
    logger,
    onPrintOver: () => watcher.scanNow(),
  });
  const missing = new MissingPictures({
    ...shared,
    logger,
    watched: () => watcher.readableFolder,
  });
  const jobs = new PrintJobService({ store: shared.jobs, clock, emitter });
  const source: PrinternizerSourceDeps = {
    options,
    clock,
    logger,
    receive: (from, reports) => jobs.receive(from, reports),
    onState: () => emitter.emit('system.changed', {}),
  };
  const printers =
    homeAssistant && new PrinterJobs({ ...source, ...homeAssistant, appState: shared.appState });
  const printernizer = new PrinternizerSource(source);
  // The printers themselves know better than a server that is polled.
  const sources = [...(printers ? [printers] : []), printernizer];
  for (const each of sources) printActivity.add(each);
  notices.add(printernizer, missing);
  const parts: Part[] = [linker, missing, printernizer];
  return { linker, jobs, missing, printers, sources, parts };
}
