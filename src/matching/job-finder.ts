import { setImmediate } from 'node:timers/promises';
import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import type { PrintJobStore } from '../print-jobs/print-job-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { type ParsedName, parseName } from './folder-name.ts';
import { type Lesson, lessonOf, patternOf } from './lesson.ts';
import type { LessonStore } from './lesson-store.ts';
import { type MatchOutcome, matchPrintJob } from './match-print-job.ts';
import type { FolderEvidence, JobEvidence } from './score.ts';
import type { FrameTimes } from './time-evidence.ts';

const DAY_MS = 86_400_000;
/** A print may have started this long before its frames or the date in a name. */
const DAYS_BEFORE = 5;
const DAYS_AFTER = 2;
/** Names are parsed once, not for every pairing. */
const MAX_NAMES = 5000;
const NAMES_AT_ONCE = 50;

export interface JobFinderDeps {
  jobs: PrintJobStore;
  lessons: LessonStore;
  options: LiveOptions;
  clock: Clock;
}

export class JobFinder {
  readonly #deps: JobFinderDeps;
  readonly #parsed = new Map<string, ParsedName>();
  #printers: readonly string[] = [];

  constructor(deps: JobFinderDeps) {
    this.#deps = deps;
  }

  async find(timelapse: Timelapse): Promise<MatchOutcome> {
    const { jobs, lessons, clock } = this.#deps;
    const name = await this.#nameOf(timelapse);
    const frames = frameTimesOf(timelapse);
    const windows = [frames.firstAt, ...name.dates.flatMap(({ days }) => days)].map((time) => ({
      from: time - DAYS_BEFORE * DAY_MS,
      to: time + DAYS_AFTER * DAY_MS,
    }));
    const candidates = await jobs.findCandidates({ keys: [...name.whole, ...name.title], windows });
    const linked = timelapse.jobId === null || candidates.some(({ id }) => id === timelapse.jobId);
    const own = linked ? null : await jobs.get(timelapse.jobId ?? '');
    const evidence: JobEvidence[] = [];
    const refused = await lessons.refusedOf(timelapse.id);
    for (const job of [...candidates, ...(own ? [own] : [])]) {
      if (refused.has(job.id)) continue;
      evidence.push(this.#evidenceOf(job));
      // Parsing new names takes time, so others get a turn in between.
      if (evidence.length % NAMES_AT_ONCE === 0) await setImmediate();
    }
    const pattern = patternOf(name);
    const folder = {
      ...folderEvidence(timelapse, name, frames),
      lessons: pattern === null ? [] : await lessons.ofPattern(pattern),
    };
    return matchPrintJob(folder, evidence, clock.now());
  }

  /** What is learned when the user says whether the two belong together; null = nothing. */
  async lessonOf(timelapse: Timelapse, job: PrintJob, belongs: boolean): Promise<Lesson | null> {
    return lessonOf(await this.#nameOf(timelapse), job, belongs);
  }

  async #nameOf({ folderName }: Timelapse): Promise<ParsedName> {
    const { jobs, options } = this.#deps;
    this.#knowPrinters([...options.current.printers.map(({ name }) => name), ...(await jobs.printers())]);
    return this.#parse(folderName);
  }

  #evidenceOf(job: PrintJob): JobEvidence {
    const names = [job.name, ...(job.fileName === null ? [] : [job.fileName])];
    return { job, names: names.map((name) => this.#parse(name)) };
  }

  /** The known printers affect how names are parsed. */
  #knowPrinters(names: readonly string[]): void {
    const printers = [...new Set(names)].sort();
    if (printers.join('\n') === this.#printers.join('\n')) return;
    this.#printers = printers;
    this.#parsed.clear();
  }

  #parse(name: string): ParsedName {
    const known = this.#parsed.get(name);
    if (known) return known;
    if (this.#parsed.size >= MAX_NAMES) this.#parsed.clear();
    const parsed = parseName(name, this.#printers);
    this.#parsed.set(name, parsed);
    return parsed;
  }
}

function folderEvidence(
  timelapse: Timelapse,
  name: ParsedName,
  frames: FrameTimes,
): Omit<FolderEvidence, 'lessons'> {
  // A printer that came with a link is no evidence for that link.
  const { printer, job } = timelapse;
  return { name, frames, printer: printer === job?.printer ? null : printer };
}

/** The time of a video may be that of a copy, as the equal times of many frames. */
function frameTimesOf({ origin, sample, lastFrameAt, fingerprint }: Timelapse): FrameTimes {
  const firstAt = Math.min(lastFrameAt, ...sample.map(([, modifiedAt]) => modifiedAt));
  return { firstAt, lastAt: lastFrameAt, count: origin === 'video' ? Infinity : fingerprint.count };
}
