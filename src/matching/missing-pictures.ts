import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { Serial } from '../lib/serial.ts';
import type { PrintEvents } from '../print-jobs/print-events.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import type { PrintJobStore } from '../print-jobs/print-job-store.ts';
import type { AppStateStore } from '../db/app-state-store.ts';
import type { WireNotice } from '../shared/system.ts';
import type { IgnoredFolderStore } from '../timelapses/ignored-folder-store.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { LinkReads } from '../timelapses/link-reads.ts';
import {
  newsSince,
  type PicturesThatCame,
  printerOf,
  printsWithoutPictures,
  showsPrint,
} from './without-pictures.ts';

const CHECK_EVERY_MS = 60_000;
const MAX_JOBS = 100;
const MAX_DELETED = 100;

export interface MissingPicturesDeps {
  jobs: Pick<PrintJobStore, 'list'>;
  linkReads: Pick<LinkReads, 'listPicturesSince'>;
  ignored: Pick<IgnoredFolderStore, 'list'>;
  appState: Pick<AppStateStore, 'get' | 'set'>;
  emitter: Emitter<TimelapseEvents & PrintEvents>;
  clock: Clock;
  logger: Logger;
  /** The source folder while it is watched and readable; null = unknown contents. */
  watched: () => string | null;
}

/** What was seen stays seen, whatever happens to the pictures. */
export class MissingPictures {
  readonly #deps: MissingPicturesDeps;
  readonly #loop: PollLoop;
  #notices: WireNotice[] = [];
  #watched: string | null = null;
  #undo: (() => void)[] = [];
  readonly #serial = new Serial();

  constructor(deps: MissingPicturesDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#serial.run(() => this.#check()).then(() => CHECK_EVERY_MS),
      onError: (error) => deps.logger.error({ err: error }, 'the check for prints without pictures failed'),
      retryMs: CHECK_EVERY_MS,
    });
  }

  get notices(): readonly WireNotice[] {
    return this.#notices;
  }

  start(): void {
    const { emitter, watched } = this.#deps;
    this.#undo = [
      emitter.on('timelapse.discovered', () => this.#loop.wake()),
      emitter.on('print.changed', () => this.#loop.wake()),
      emitter.on('system.changed', () => {
        if (watched() !== this.#watched) this.#loop.wake();
      }),
    ];
    this.#loop.start();
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    await this.#loop.stop();
    await this.#serial.settled();
  }

  /** No notice for its printer until pictures arrive. */
  dismiss(job: PrintJob): Promise<void> {
    return this.#serial.run(async () => {
      const { seen, dismissed } = await this.#recall();
      await this.#deps.appState.set('pictures', {
        seen,
        dismissed: [...new Set([...dismissed, printerOf(job)])],
      });
      await this.#check();
    });
  }

  async #check(): Promise<void> {
    const root = this.#deps.watched();
    this.#watched = root;
    this.#show(root === null ? [] : await this.#find(root));
  }

  async #find(root: string): Promise<WireNotice[]> {
    const { jobs, clock, appState } = this.#deps;
    const now = clock.now();
    const listed = await jobs.list({ limit: MAX_JOBS, offset: 0 });
    const recent = listed.jobs.filter(({ endedAt }) => endedAt === null || endedAt > newsSince(now));
    if (recent.length === 0) return [];
    const before = await this.#recall();
    const came = await this.#cameSince(recent, now);
    const found = recent.filter((job) => before.seen.includes(job.id) || showsPrint(job, came));
    const remembered = {
      seen: found.map(({ id }) => id),
      dismissed: before.dismissed.filter((printer) => !isPictured(printer, found, before.seen)),
    };
    if (!isDeepStrictEqual(remembered, before)) await appState.set('pictures', remembered);
    const facts = { seen: new Set(remembered.seen), dismissed: new Set(remembered.dismissed), now };
    return printsWithoutPictures(recent, facts).map((job) => toNotice(job, root));
  }

  async #cameSince(jobs: readonly PrintJob[], now: number): Promise<PicturesThatCame[]> {
    const starts = jobs.map(({ startedAt }) => startedAt ?? now);
    const since = Math.min(newsSince(now), ...starts) - 3_600_000;
    const { linkReads, ignored } = this.#deps;
    const { folders } = await ignored.list({ limit: MAX_DELETED, offset: 0 });
    const deleted = folders.map(({ snapshot, discoveredAt }) => ({
      jobId: null,
      takenFrom: snapshot.sample[0]?.[1] ?? snapshot.fingerprint.newestAt,
      takenTo: snapshot.fingerprint.newestAt,
      foundAt: discoveredAt,
    }));
    return [...(await linkReads.listPicturesSince(since)), ...deleted];
  }

  async #recall(): Promise<{ seen: string[]; dismissed: string[] }> {
    return (await this.#deps.appState.get('pictures')) ?? { seen: [], dismissed: [] };
  }

  #show(notices: WireNotice[]): void {
    if (isDeepStrictEqual(notices, this.#notices)) return;
    this.#notices = notices;
    this.#deps.emitter.emit('system.changed', {});
  }
}

function isPictured(printer: string, found: readonly PrintJob[], before: readonly string[]): boolean {
  return found.some((job) => printerOf(job) === printer && !before.includes(job.id));
}

function toNotice(job: PrintJob, folder: string): WireNotice {
  const minutes = Math.round((job.endedAt! - job.startedAt!) / 60_000);
  const where = job.printer === null ? '' : ` on ${job.printer}`;
  return {
    code: 'pictures_missing',
    area: 'print_jobs',
    message: `"${job.name}" was printed${where} for ${minutes} minutes, but no pictures arrived.`,
    remedy: `Check the camera and the automation that takes the pictures. They belong in a sub-folder of ${folder}. If this printer has no camera, dismiss this notice.`,
    facts: { job: job.name, job_id: job.id, printer: job.printer, minutes, path: folder },
  };
}
