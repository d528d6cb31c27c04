import type { LiveOptions } from '../options/live-options.ts';
import type { CancelTimer, Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { isDatabaseUnavailable, notFound } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { PrintEvents } from '../print-jobs/print-events.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import type { PrintJobStore } from '../print-jobs/print-job-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { LinkReads } from '../timelapses/link-reads.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import type { Page } from '../timelapses/list-query.ts';
import { JobFinder } from './job-finder.ts';
import type { LessonStore } from './lesson-store.ts';
import type { MatchOutcome } from './match-print-job.ts';
import type { Pairing } from './score.ts';

const DAY_MS = 86_400_000;
const RETRY_MS = 10_000;
const MAX_SUGGESTIONS = 20;

export interface JobLinkerDeps {
  reads: TimelapseReads;
  linkReads: LinkReads;
  store: TimelapseStore;
  jobs: PrintJobStore;
  lessons: LessonStore;
  emitter: Emitter<TimelapseEvents & PrintEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  onPrintOver: () => void;
}

/** Links timelapses to print jobs: automatically where it is sure, and for good where the user links manually. */
export class JobLinker {
  readonly #deps: JobLinkerDeps;
  readonly #finder: JobFinder;
  readonly #waiting = new Set<string>();
  #changed: PrintJob[] = [];
  #working: Promise<void> | undefined;
  #stopped = true;
  #cancelRetry: CancelTimer = () => {};
  #undo: (() => void)[] = [];

  constructor(deps: JobLinkerDeps) {
    this.#deps = deps;
    this.#finder = new JobFinder(deps);
  }

  start(): void {
    this.#stopped = false;
    const { emitter } = this.#deps;
    this.#undo = [
      emitter.on('timelapse.discovered', ({ id }) => this.#consider(id)),
      emitter.on('timelapse.completed', ({ id }) => this.#consider(id)),
      emitter.on('print.changed', (jobs) => this.#considerAll(jobs)),
    ];
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRetry();
    for (const undo of this.#undo.splice(0)) undo();
    this.#waiting.clear();
    this.#changed.length = 0;
    await this.#working;
  }

  /**
   * A manual link is never changed automatically.
   *
   * @param jobId null = none
   * @throws AppError 404 naming what is missing
   */
  async linkByHand(id: string, jobId: string | null): Promise<Timelapse> {
    const timelapse = await this.#get(id);
    const job = jobId === null ? null : await this.#deps.jobs.get(jobId);
    if (jobId !== null && job === null) {
      throw notFound(`There is no print job with the id "${jobId}".`, { field: 'job_id', job_id: jobId });
    }
    if (timelapse.job !== null && timelapse.jobId !== jobId) await this.#refused(timelapse, timelapse.jobId);
    if (job !== null) await this.#confirmed(timelapse, job);
    const linked = await this.#write(timelapse, job, 'manual');
    if (!linked) throw notFound(`The timelapse "${id}" has just been deleted.`, { id });
    this.#deps.onPrintOver();
    return linked;
  }

  /** It is not suggested again, and is taken away where it is linked. @throws AppError 404 naming what is missing */
  async refuse(id: string, jobId: string): Promise<void> {
    const timelapse = await this.#get(id);
    if (timelapse.jobId === jobId) await this.linkByHand(id, null);
    else if (!(await this.#refused(timelapse, jobId)))
      throw notFound(`There is no print job with the id "${jobId}".`, { field: 'job_id', job_id: jobId });
  }

  /** Best match first. @throws AppError 404 */
  async suggest(id: string): Promise<Pairing[]> {
    const { suggestions } = await this.#finder.find(await this.#get(id));
    return suggestions.slice(0, MAX_SUGGESTIONS);
  }

  timelapsesOf(jobId: string, page: Page): Promise<{ timelapses: Timelapse[]; total: number }> {
    return this.#deps.reads.list({ jobId, sort: 'created', descending: true, ...page });
  }

  async #get(id: string): Promise<Timelapse> {
    const timelapse = await this.#deps.reads.get(id);
    if (!timelapse) throw notFound(`There is no timelapse with the id "${id}".`, { id });
    return timelapse;
  }

  async #confirmed(timelapse: Timelapse, job: PrintJob): Promise<void> {
    const { lessons, clock } = this.#deps;
    await lessons.allow(timelapse.id, job.id);
    const lesson = await this.#finder.lessonOf(timelapse, job, true);
    if (lesson) await lessons.learn(lesson, clock.now());
  }

  /** @returns false when there is no such print job */
  async #refused(timelapse: Timelapse, jobId: string | null): Promise<boolean> {
    const { lessons, jobs, clock } = this.#deps;
    const job = jobId === null ? null : await jobs.get(jobId);
    if (job === null) return false;
    await lessons.refuse(timelapse.id, job.id);
    const lesson = await this.#finder.lessonOf(timelapse, job, false);
    if (lesson) await lessons.learn(lesson, clock.now());
    return true;
  }

  #consider(id: string): void {
    this.#waiting.add(id);
    this.#begin();
  }

  #considerAll(changed: readonly PrintJob[]): void {
    this.#changed.push(...changed);
    this.#begin();
  }

  #begin(): void {
    this.#cancelRetry();
    this.#working ??= this.#work()
      .catch((error: unknown) => {
        this.#deps.logger.error({ err: error }, 'links could not be updated');
        if (!this.#stopped) this.#cancelRetry = this.#deps.clock.after(RETRY_MS, () => this.#begin());
      })
      .finally(() => {
        this.#working = undefined;
      });
  }

  /** One after another, since rendering and pages come first. */
  async #work(): Promise<void> {
    let printOver = false;
    while (this.#changed.length + this.#waiting.size > 0) {
      const changed = this.#changed.splice(0);
      if (changed.length > 0)
        await this.#orLater(
          () => this.#takeIn(changed),
          () => this.#changed.unshift(...changed),
        );
      printOver ||= changed.some(({ endedAt }) => endedAt !== null);
      const [id] = this.#waiting;
      if (id === undefined) continue;
      this.#waiting.delete(id);
      await this.#orLater(
        () => this.#linkIfSure(id),
        () => this.#waiting.add(id),
      ).catch((error: unknown) => {
        if (isDatabaseUnavailable(error)) throw error;
        this.#deps.logger.error({ err: error, id }, 'the search for a print job failed');
      });
    }
    if (printOver) this.#deps.onPrintOver();
  }

  /** Work that fails because of the database is retried later. */
  async #orLater(work: () => Promise<void>, keep: () => void): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isDatabaseUnavailable(error)) keep();
      throw error;
    }
  }

  async #takeIn(changed: readonly PrintJob[]): Promise<void> {
    const { linkReads } = this.#deps;
    const latest = new Map(changed.map((job) => [job.id, job]));
    for (const timelapse of await linkReads.listLinked([...latest.keys()])) {
      await this.#write(timelapse, latest.get(timelapse.jobId ?? '') ?? null, timelapse.linkSource);
    }
    // Frames are not older than their print.
    const since = changed.map(({ startedAt }) => (startedAt === null ? 0 : startedAt - DAY_MS));
    for (const id of await linkReads.listOpenForLinks(Math.min(...since))) this.#waiting.add(id);
  }

  async #linkIfSure(id: string): Promise<void> {
    const timelapse = await this.#deps.reads.get(id);
    if (!timelapse || timelapse.linkSource === 'manual' || timelapse.linkSource === 'capture') return;
    const outcome = await this.#finder.find(timelapse);
    const job = outcome.winner?.job ?? null;
    if (job === null && !isRefuted(timelapse, outcome)) return;
    if (job?.id === timelapse.jobId) return;
    const linked = await this.#write(timelapse, job, job && 'auto');
    if (!linked) return;
    const facts = { id, folder: timelapse.folderName, job: job?.name ?? null, score: outcome.winner?.score };
    this.#deps.logger.info(facts, job ? 'linked to a print job' : 'link to a print job removed');
  }

  /** @returns null when the timelapse was deleted or the user was faster */
  async #write(
    timelapse: Timelapse,
    job: PrintJob | null,
    source: Timelapse['linkSource'],
  ): Promise<Timelapse | null> {
    const { store, emitter, clock } = this.#deps;
    // A printer that came with the print job leaves with it, unless it is known from elsewhere.
    const ownPrinter = timelapse.printer === timelapse.job?.printer ? null : timelapse.printer;
    const link = { jobId: job?.id ?? null, source, printer: job?.printer ?? ownPrinter };
    const linked = await store.setLink(timelapse.id, link, clock.now());
    if (linked) emitter.emit('timelapse.updated', linked);
    return linked;
  }
}

/** More frames or the end of the print may contradict an earlier link. */
function isRefuted({ jobId }: Timelapse, { suggestions }: MatchOutcome): boolean {
  return jobId !== null && !suggestions.some(({ job, linkable }) => job.id === jobId && linkable);
}
