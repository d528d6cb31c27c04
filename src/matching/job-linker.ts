import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { notFound } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import type { PrintJobStore } from '../print-jobs/print-job-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { JobFinder } from './job-finder.ts';
import type { MatchOutcome } from './match-print-job.ts';
import type { Pairing } from './score.ts';

const DAY_MS = 86_400_000;
/** More suggestions than anyone reads. */
const MOST_SUGGESTIONS = 20;

export interface JobLinkerParts {
  timelapses: TimelapseStore;
  jobs: PrintJobStore;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  /** Hears when a timelapse may start sooner because its print is over. */
  onPrintOver: () => void;
}

/** Ties timelapses to print jobs: by itself where it is sure, by hand where the user says so, and then for good. */
export class JobLinker {
  readonly #parts: JobLinkerParts;
  readonly #finder: JobFinder;
  /** Timelapses to be looked at, each once however often it is asked for. */
  readonly #waiting = new Set<string>();
  #changed: PrintJob[] = [];
  #working: Promise<void> | undefined;
  #stopped = true;
  #undo: (() => void)[] = [];

  constructor(parts: JobLinkerParts) {
    this.#parts = parts;
    this.#finder = new JobFinder(parts);
  }

  start(): void {
    this.#stopped = false;
    const { emitter } = this.#parts;
    this.#undo = [
      emitter.on('timelapse.discovered', ({ id }) => this.#consider(id)),
      emitter.on('timelapse.completed', ({ id }) => this.#consider(id)),
    ];
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const undo of this.#undo.splice(0)) undo();
    this.#waiting.clear();
    this.#changed.length = 0;
    await this.#working;
  }

  /** Looks again, before long, at every timelapse that print jobs which are new or changed may concern. */
  jobsChanged(changed: readonly PrintJob[]): void {
    if (this.#stopped) return;
    this.#changed.push(...changed);
    this.#begin();
  }

  /**
   * Links by hand, or takes the link away by hand; neither is ever touched again but by hand.
   *
   * @param jobId null = no print job
   * @throws AppError 404 naming what does not exist: the timelapse or the print job
   */
  async linkByHand(id: string, jobId: string | null): Promise<Timelapse> {
    const timelapse = await this.#get(id);
    const job = jobId === null ? null : await this.#parts.jobs.get(jobId);
    if (jobId !== null && job === null) {
      throw notFound(`There is no print job with the id "${jobId}".`, { field: 'job_id', job_id: jobId });
    }
    const linked = await this.#write(timelapse, job, 'manual');
    if (!linked) throw notFound(`The timelapse "${id}" has just been deleted.`, { id });
    this.#parts.onPrintOver();
    return linked;
  }

  /**
   * Print jobs that a timelapse may belong to, best first, with reasons.
   *
   * @throws AppError 404 when no timelapse has this id
   */
  async suggest(id: string): Promise<Pairing[]> {
    const { suggestions } = await this.#finder.find(await this.#get(id));
    return suggestions.slice(0, MOST_SUGGESTIONS);
  }

  /** The timelapses linked to a print job, newest first. */
  timelapsesOf(jobId: string): Promise<Timelapse[]> {
    return this.#parts.timelapses.listLinked([jobId]);
  }

  async #get(id: string): Promise<Timelapse> {
    const timelapse = await this.#parts.timelapses.get(id);
    if (!timelapse) throw notFound(`There is no timelapse with the id "${id}".`, { id });
    return timelapse;
  }

  #consider(id: string): void {
    if (this.#stopped) return;
    this.#waiting.add(id);
    this.#begin();
  }

  #begin(): void {
    this.#working ??= this.#work()
      .catch((error: unknown) => this.#parts.logger.error({ err: error }, 'links could not be looked after'))
      .finally(() => {
        this.#working = undefined;
      });
  }

  /** One after another: there is time, and rendering and pages come first. */
  async #work(): Promise<void> {
    let printOver = false;
    while (this.#changed.length + this.#waiting.size > 0) {
      const changed = this.#changed.splice(0);
      if (changed.length > 0) await this.#takeIn(changed);
      printOver ||= changed.some(({ endedAt }) => endedAt !== null);
      const [id] = this.#waiting;
      if (id === undefined) continue;
      this.#waiting.delete(id);
      await this.#linkIfSure(id).catch((error: unknown) =>
        this.#parts.logger.error({ err: error, id }, 'a print job could not be looked for'),
      );
    }
    if (printOver) this.#parts.onPrintOver();
  }

  async #takeIn(changed: readonly PrintJob[]): Promise<void> {
    const { timelapses } = this.#parts;
    const latest = new Map(changed.map((job) => [job.id, job]));
    for (const timelapse of await timelapses.listLinked([...latest.keys()])) {
      await this.#write(timelapse, latest.get(timelapse.jobId ?? '') ?? null, timelapse.linkSource);
    }
    // Frames are not older than the print they show.
    const since = changed.map(({ startedAt }) => (startedAt === null ? 0 : startedAt - DAY_MS));
    for (const id of await timelapses.listOpenForLinks(Math.min(...since))) this.#waiting.add(id);
  }

  async #linkIfSure(id: string): Promise<void> {
    const timelapse = await this.#parts.timelapses.get(id);
    if (!timelapse || timelapse.linkSource === 'manual') return;
    const outcome = await this.#finder.find(timelapse);
    const job = outcome.winner?.job ?? null;
    if (job === null && !isRefuted(timelapse, outcome)) return;
    if (job?.id === timelapse.jobId) return;
    const linked = await this.#write(timelapse, job, job && 'auto');
    if (!linked) return;
    const facts = { id, folder: timelapse.folderName, job: job?.name ?? null, score: outcome.winner?.score };
    this.#parts.logger.info(facts, job ? 'linked to a print job' : 'link to a print job taken back');
  }

  /** @returns null when the timelapse is gone, or the user was faster */
  async #write(
    timelapse: Timelapse,
    job: PrintJob | null,
    source: Timelapse['linkSource'],
  ): Promise<Timelapse | null> {
    const { timelapses, emitter, clock } = this.#parts;
    // The printer comes with the print job and goes with it, unless it is known from elsewhere.
    const ownPrinter = timelapse.printer === timelapse.job?.printer ? null : timelapse.printer;
    const link = { jobId: job?.id ?? null, source, printer: job?.printer ?? ownPrinter };
    const linked = await timelapses.setLink(timelapse.id, link, clock.now());
    if (linked) emitter.emit('timelapse.updated', linked);
    return linked;
  }
}

/** Whether a link made earlier no longer holds: more frames or the print's end speak against it now. */
function isRefuted({ jobId }: Timelapse, { suggestions }: MatchOutcome): boolean {
  return jobId !== null && !suggestions.some(({ job, linkable }) => job.id === jobId && linkable);
}
