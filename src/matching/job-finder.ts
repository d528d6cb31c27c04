import { setImmediate } from 'node:timers/promises';
import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import type { PrintJobStore } from '../print-jobs/print-job-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { type ParsedName, parseName } from './folder-name.ts';
import { type MatchOutcome, matchPrintJob } from './match-print-job.ts';
import type { FolderFacts, JobFacts } from './score.ts';
import type { FrameTimes } from './time-evidence.ts';

const DAY_MS = 86_400_000;
/** A print may have begun so long before its frames or the date in a name. */
const DAYS_BEFORE = 5;
const DAYS_AFTER = 2;
/** Names are taken apart once, not for each pairing. */
const MOST_NAMES = 5000;
const NAMES_AT_ONCE = 50;

export interface JobFinderParts {
  jobs: PrintJobStore;
  options: LiveOptions;
  clock: Clock;
}

/** Gathers the print jobs that a timelapse may belong to, and has them matched. */
export class JobFinder {
  readonly #parts: JobFinderParts;
  readonly #parsed = new Map<string, ParsedName>();
  #printers: readonly string[] = [];

  constructor(parts: JobFinderParts) {
    this.#parts = parts;
  }

  async find(timelapse: Timelapse): Promise<MatchOutcome> {
    const { jobs, options, clock } = this.#parts;
    this.#knowPrinters([...options.current.printers.map(({ name }) => name), ...(await jobs.printers())]);
    const name = this.#parse(timelapse.folderName);
    const frames = frameTimesOf(timelapse);
    const windows = [frames.firstAt, ...name.dates.flatMap(({ days }) => days)].map((time) => ({
      from: time - DAYS_BEFORE * DAY_MS,
      to: time + DAYS_AFTER * DAY_MS,
    }));
    const candidates = await jobs.findCandidates({ keys: [...name.whole, ...name.title], windows });
    const linked = timelapse.jobId === null || candidates.some(({ id }) => id === timelapse.jobId);
    const own = linked ? null : await jobs.get(timelapse.jobId ?? '');
    const facts: JobFacts[] = [];
    for (const job of [...candidates, ...(own ? [own] : [])]) {
      facts.push(this.#factsOf(job));
      // Names not seen before take their time: others come in between.
      if (facts.length % NAMES_AT_ONCE === 0) await setImmediate();
    }
    return matchPrintJob(folderFacts(timelapse, name, frames), facts, clock.now());
  }

  #factsOf(job: PrintJob): JobFacts {
    const names = [job.name, ...(job.fileName === null ? [] : [job.fileName])];
    return { job, names: names.map((name) => this.#parse(name)) };
  }

  /** Another printer changes what names say. */
  #knowPrinters(names: readonly string[]): void {
    const printers = [...new Set(names)].sort();
    if (printers.join('\n') === this.#printers.join('\n')) return;
    this.#printers = printers;
    this.#parsed.clear();
  }

  #parse(name: string): ParsedName {
    const known = this.#parsed.get(name);
    if (known) return known;
    if (this.#parsed.size >= MOST_NAMES) this.#parsed.clear();
    const parsed = parseName(name, this.#printers);
    this.#parsed.set(name, parsed);
    return parsed;
  }
}

function folderFacts(timelapse: Timelapse, name: ParsedName, frames: FrameTimes): FolderFacts {
  // A printer that came with a link must not speak for that link.
  const { printer, job } = timelapse;
  return { name, frames, printer: printer === job?.printer ? null : printer };
}

function frameTimesOf({ sample, lastFrameAt, fingerprint }: Timelapse): FrameTimes {
  const firstAt = Math.min(lastFrameAt, ...sample.map(([, modifiedAt]) => modifiedAt));
  return { firstAt, lastAt: lastFrameAt, count: fingerprint.count };
}
