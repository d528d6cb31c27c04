import { dirname, join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { messageOf } from '../lib/errors.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { endProcesses, findProcessesByEnv } from '../lib/process-tree.ts';
import { RUN_ID_VARIABLE } from '../lib/run-command.ts';
import type { Logger } from '../lib/logger.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import { copiesFolder, isCopyName } from '../timelapses/copies-of-videos.ts';
import type { OverlayContent } from '../overlay/draw-overlay.ts';
import type { WirePrintData } from '../shared/print-data.ts';
import { fileOf, type Timelapse, type TimelapseFile, titleOf } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import { CopyFailed } from './copy-failed.ts';
import { makeCopy, type MakeCopyDeps } from './make-copy.ts';
import type { ShareCopy } from './share-copy.ts';
import type { ShareCopyEvents } from './share-copy-events.ts';
import type { ShareCopyStore } from './share-copy-store.ts';

/** Otherwise it is woken by events. */
const CHECK_EVERY_MS = 10 * 60_000;
export interface CopyWorkerDeps extends MakeCopyDeps {
  reads: Pick<TimelapseReads, 'get'>;
  printDataOf: (timelapseId: string) => Promise<WirePrintData>;
  copies: ShareCopyStore;
  archives: Pick<ArchiveFolders, 'require'>;
  options: LiveOptions;
  emitter: Emitter<TimelapseEvents & ShareCopyEvents>;
  clock: Clock;
  logger: Logger;
  /** For what may pass, and for the database. */
  retryMs: number;
  /** Removes what a new video has left. */
  removeNow: () => void;
}

interface CurrentCopy {
  copy: ShareCopy;
  halt: AbortController;
  part: number;
  over: Promise<void>;
}

/** Makes the copies that wait, one at a time. Whatever happens, each is waiting, ready or failed in the end. */
export class CopyWorker {
  readonly #deps: CopyWorkerDeps;
  readonly #loop: PollLoop;
  /** Earliest time of another try, by id. */
  readonly #notBefore = new Map<string, number>();
  #current: CurrentCopy | null = null;
  #isSwept = false;
  #stopped = false;
  #undo: (() => void)[] = [];

  constructor(deps: CopyWorkerDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'copies of videos cannot be made'),
      retryMs: deps.retryMs,
    });
  }

  start(): void {
    const { emitter, removeNow } = this.#deps;
    this.#undo = [
      emitter.on('timelapse.deleted', ({ id }) => this.#leave(({ timelapseId }) => timelapseId === id)),
      emitter.on('timelapse.completed', ({ id }) => {
        this.#leave(({ timelapseId }) => timelapseId === id);
        removeNow();
        this.#loop.wake();
      }),
      // It begins again with a single thread, or the render would be slowed down.
      emitter.on('timelapse.processing', () => this.#leave(() => true)),
    ];
    this.#loop.start();
  }

  /** What is being made begins again at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const undo of this.#undo.splice(0)) undo();
    this.#current?.halt.abort();
    await this.#loop.stop();
  }

  wake(): void {
    this.#loop.wake();
  }

  /** Files that a killed app has left are removed. */
  get isSwept(): boolean {
    return this.#isSwept;
  }

  /** What is being made, and how far it is: 0 to 1. */
  get making(): { copy: ShareCopy; part: number } | null {
    return this.#current;
  }

  /** Resolves when its processes have ended. */
  async leave(id: string): Promise<void> {
    const current = this.#current;
    this.#leave((copy) => copy.id === id);
    if (current?.copy.id === id) await current.over;
  }

  #leave(isMeant: (copy: ShareCopy) => boolean): void {
    if (this.#current && isMeant(this.#current.copy)) this.#current.halt.abort();
  }

  async #pass(): Promise<number> {
    const { copies, clock } = this.#deps;
    const unfinished = await copies.listUnfinished();
    await this.#sweep(unfinished);
    const now = clock.now();
    const next = unfinished.find(({ id }) => (this.#notBefore.get(id) ?? 0) <= now);
    if (next === undefined) return this.#nextTry(unfinished, now);
    if (this.#stopped) return CHECK_EVERY_MS;
    await this.#take(next);
    return 0;
  }

  #nextTry(unfinished: readonly ShareCopy[], now: number): number {
    const waits = unfinished.map(({ id }) => (this.#notBefore.get(id) ?? now) - now);
    return Math.min(CHECK_EVERY_MS, ...waits);
  }

  async #take(waiting: ShareCopy): Promise<void> {
    const { copies, emitter, clock } = this.#deps;
    const copy = await copies.change(waiting, 'making', clock.now());
    if (!copy) return;
    const over = Promise.withResolvers<void>();
    const current: CurrentCopy = { copy, halt: new AbortController(), part: 0, over: over.promise };
    this.#current = current;
    try {
      emitter.emit('share.changed', copy);
      const settled = await this.#make(current);
      // Only now: whoever reads that it is ready must not read how far it is.
      this.#current = null;
      if (settled) emitter.emit('share.changed', settled);
    } finally {
      this.#current = null;
      over.resolve();
    }
  }

  /** @returns the row as it is now; null = it is gone, or another video has come */
  async #make(current: CurrentCopy): Promise<ShareCopy | null> {
    const { reads, copies, emitter, clock, logger, files } = this.#deps;
    const { copy, halt } = current;
    const { id, timelapseId } = copy;
    try {
      const timelapse = await reads.get(timelapseId);
      const video = timelapse && fileOf(timelapse, 'video');
      if (!timelapse || !video) throw new CopyFailed('video_missing');
      await this.#requireArchive(video);
      const onProgress = (part: number): void => {
        current.part = part;
        emitter.emit('share.progress', {});
      };
      const content = await this.#contentOf(copy, timelapse);
      const run = { signal: halt.signal, onProgress, content };
      const made = await makeCopy(copy, video.path, run, this.#deps);
      const ready = await copies.change(copy, 'ready', clock.now(), { made });
      if (ready) logger.info({ id, timelapse: timelapseId, bytes: made.bytes }, 'copy of a video finished');
      else await files.remove(copy.path).catch(() => {});
      return ready;
    } catch (error) {
      if (halt.signal.aborted) return copies.change(copy, 'waiting', clock.now());
      if (!(error instanceof CopyFailed)) throw error;
      return this.#failed(copy, error);
    }
  }

  async #requireArchive(video: TimelapseFile): Promise<void> {
    await this.#deps.archives.require([video]).catch((error: unknown) => {
      throw new CopyFailed('output_unavailable', messageOf(error));
    });
  }

  async #contentOf({ wish }: ShareCopy, timelapse: Timelapse): Promise<OverlayContent | null> {
    if (wish.overlay === null) return null;
    return { title: titleOf(timelapse), data: await this.#deps.printDataOf(timelapse.id) };
  }

  #failed(copy: ShareCopy, { reason, mayPass }: CopyFailed): Promise<ShareCopy | null> {
    const { copies, clock, logger, retryMs } = this.#deps;
    const { id, timelapseId: timelapse } = copy;
    logger.warn({ id, timelapse, ...reason }, 'a copy of a video could not be made');
    if (mayPass) this.#notBefore.set(id, clock.now() + retryMs);
    else this.#notBefore.delete(id);
    return copies.change(copy, mayPass ? 'waiting' : 'failed', clock.now(), { reason });
  }

  /** Once: what was being made when the app was killed, and files of a database that was lost. */
  async #sweep(unfinished: readonly ShareCopy[]): Promise<void> {
    if (this.#isSwept) return;
    const { copies, files, limits, options } = this.#deps;
    for (const { id, state } of unfinished) {
      if (state !== 'making') continue;
      await endProcesses(() => findProcessesByEnv(RUN_ID_VARIABLE, id), limits.killGraceMs);
    }
    const known = new Set(await copies.paths());
    const inOutput = copiesFolder(options.current.timelapse_output_folder);
    for (const folder of new Set([inOutput, ...[...known].map((path) => dirname(path))])) {
      const names = (await files.list(folder).catch(() => [])).filter(isCopyName);
      for (const path of names.map((name) => join(folder, name)))
        if (!known.has(path)) await files.remove(path).catch(() => {});
    }
    this.#isSwept = true;
  }
}
