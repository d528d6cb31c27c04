import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AppStateStore, StoredJoin } from '../db/app-state-store.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { AppError, messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { Files } from '../lib/files.ts';
import type { PrintJobStore } from '../print-jobs/print-job-store.ts';
import type { WireOffer } from '../shared/system.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { LinkReads } from '../timelapses/link-reads.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { QueueStore } from '../timelapses/queue-store.ts';
import { findParts, type PrintInParts } from './find-parts.ts';
import { moveFile, readFrames, removeEmpty } from './move-frames.ts';
import { planMoves } from './plan-moves.ts';

const CHECK_EVERY_MS = 60_000;
const OFFERED_MS = 7 * 86_400_000;
const MAX_PRINT_MS = 7 * 86_400_000;
const MAX_JOBS = 100;

export interface JoinDeps {
  jobs: Pick<PrintJobStore, 'list'>;
  reads: Pick<TimelapseReads, 'get'>;
  linkReads: Pick<LinkReads, 'listTakenSince'>;
  queueStore: Pick<QueueStore, 'hold'>;
  service: Pick<TimelapseService, 'processNow' | 'delete' | 'announceStatus'>;
  appState: Pick<AppStateStore, 'get' | 'set'>;
  files: Files;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  /** The source folder while it is watched and readable; null = unknown contents. */
  watched: () => string | null;
  scan: () => Promise<void>;
}

/**
 * Offers to make one video of a print whose pictures are in several folders: the pictures of later folders are moved
 * to the first. The plan is saved first, so an interrupted join continues at the next start.
 */
export class FolderJoiner {
  readonly #deps: JoinDeps;
  readonly #loop: PollLoop;
  #offers: WireOffer[] = [];
  #watched: string | null = null;
  #undo: (() => void)[] = [];

  constructor(deps: JoinDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: async () => {
        this.#watched = deps.watched();
        await this.#goOn();
        await this.#check();
        return CHECK_EVERY_MS;
      },
      onError: (error) => deps.logger.warn({ reason: messageOf(error) }, 'folders could not be joined yet'),
      retryMs: CHECK_EVERY_MS,
    });
  }

  get offers(): readonly WireOffer[] {
    return this.#offers;
  }

  start(): void {
    const wake = () => this.#loop.wake();
    const { emitter, watched } = this.#deps;
    this.#undo = [
      emitter.on('timelapse.completed', wake),
      emitter.on('timelapse.failed', wake),
      // For example a link to a print job.
      emitter.on('timelapse.updated', ({ jobId }) => {
        if (jobId !== null) wake();
      }),
      emitter.on('system.changed', () => {
        if (watched() !== this.#watched) wake();
      }),
    ];
    this.#loop.start();
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    await this.#loop.stop();
  }

  /**
   * The moving continues after this returns.
   *
   * @returns the timelapse of the first folder
   * @throws AppError 409 when there is nothing to join or it cannot be done
   */
  async join(jobId: string): Promise<Timelapse> {
    const { appState, queueStore, service, clock } = this.#deps;
    if ((await appState.get('join')) !== null) throw busy();
    const found = (await this.#find()).find(({ job }) => job.id === jobId);
    if (!found) throw nothingToJoin();
    const stored = await this.#plan(found);
    await appState.set('join', stored);
    // Nothing else may start it while its pictures are being moved.
    const held = await queueStore.hold(stored.first, ['discovered', 'completed', 'failed'], clock.now());
    if (!held) {
      await appState.set('join', null);
      throw nothingToJoin();
    }
    service.announceStatus(held);
    this.#loop.wake();
    return held;
  }

  async #plan({ parts: [first, ...later] }: PrintInParts): Promise<StoredJoin> {
    const root = dirname(first.sourceFolder);
    const read = (folder: string) => readFrames(this.#deps.files, folder);
    const { frames, names } = await read(first.sourceFolder);
    const others = [];
    for (const { sourceFolder } of later) others.push((await read(sourceFolder)).frames);
    const plans = planMoves({ first: frames, taken: names }, others);
    if (!plans) throw cannotOrder();
    const moves = plans.flatMap((plan, n) =>
      plan.map(({ from, to }) => ({
        from: join(later[n]!.sourceFolder, from),
        to: join(first.sourceFolder, to),
      })),
    );
    return {
      first: first.id,
      root,
      later: later.map(({ id, sourceFolder: folder }) => ({ id, folder })),
      moves,
    };
  }

  /** Carries out the saved plan from wherever it stopped. */
  async #goOn(): Promise<void> {
    const { appState, files, scan, logger } = this.#deps;
    const stored = await appState.get('join');
    if (stored === null || this.#deps.watched() !== stored.root) return;
    for (const move of stored.moves) await moveFile(files, move);
    for (const { folder } of stored.later) await removeEmpty(files, folder);
    await scan();
    for (const { id } of stored.later) await this.#leave(id);
    await this.#begin(stored.first);
    await appState.set('join', null);
    logger.info({ folders: stored.later.length + 1, pictures: stored.moves.length }, 'folders joined');
  }

  /** A later part without a video has nothing left; one with a video keeps it. */
  async #leave(id: string): Promise<void> {
    const part = await this.#deps.reads.get(id);
    if (part?.sourceMissing && part.video === null) await this.#deps.service.delete(id, false);
  }

  async #begin(id: string): Promise<void> {
    const first = await this.#deps.reads.get(id);
    const isRendered = first?.status === 'completed';
    if (!first || isRendered) return;
    await this.#deps.service.processNow(id).catch((error: unknown) => {
      // Rendering is turned off, or it is already running.
      if (!(error instanceof AppError)) throw error;
    });
  }

  async #check(): Promise<void> {
    const offers = (await this.#find()).map(toOffer);
    if (isDeepStrictEqual(offers, this.#offers)) return;
    this.#offers = offers;
    this.#deps.emitter.emit('system.changed', {});
  }

  async #find(): Promise<PrintInParts[]> {
    const { jobs, linkReads, clock, appState } = this.#deps;
    const root = this.#deps.watched();
    if (root === null || (await appState.get('join')) !== null) return [];
    const since = clock.now() - OFFERED_MS;
    const listed = await jobs.list({ limit: MAX_JOBS, offset: 0 });
    const ended = listed.jobs.filter(({ endedAt }) => endedAt !== null && endedAt > since);
    if (ended.length === 0) return [];
    const timelapses = await linkReads.listTakenSince(since - MAX_PRINT_MS);
    return findParts(
      ended,
      timelapses.filter(({ sourceFolder }) => dirname(sourceFolder) === root),
    );
  }
}

function toOffer({ job, parts }: PrintInParts): WireOffer {
  return {
    code: 'print_in_parts',
    job_id: job.id,
    job: job.name,
    printer: job.printer,
    folders: parts.map(({ folderName }) => folderName),
    image_count: parts.reduce((sum, { fingerprint }) => sum + fingerprint.count, 0),
  };
}

function nothingToJoin(): AppError {
  return new AppError('nothing_to_join', 'The pictures of this print are not in several folders.', {
    status: 409,
    remedy: 'Wait until their videos are finished, then try again.',
  });
}

function busy(): AppError {
  return new AppError('joining_others', 'Other folders are being joined right now.', {
    status: 409,
    remedy: 'Try again later.',
  });
}

function cannotOrder(): AppError {
  return new AppError('cannot_order', 'The pictures cannot be renamed so that their order is right.', {
    status: 409,
    remedy: 'Rename the pictures so that their names are in order of time, and move them into one folder.',
  });
}
