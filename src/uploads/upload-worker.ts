import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { Destination } from './destination.ts';
import type { DestinationStore } from './destination-store.ts';
import type { Remotes } from './remotes.ts';
import { MAX_CORRUPTED, retryPauseMs } from './retry-pause.ts';
import { sendVideo } from './send-video.ts';
import { type Upload, versionOf } from './upload.ts';
import type { UploadEvents } from './upload-events.ts';
import { UploadFailed } from './upload-failed.ts';
import type { UploadStore } from './upload-store.ts';

/** Otherwise it is woken by events. */
const CHECK_EVERY_MS = 10 * 60_000;
const WANTED_AT_ONCE = 200;
/** Of tidying up on a server, which nobody has to wait for. */
const MAX_DISCARD_MS = 10_000;

export interface UploadWorkerDeps {
  reads: Pick<TimelapseReads, 'get'>;
  uploads: UploadStore;
  destinations: DestinationStore;
  remotes: Remotes;
  files: Pick<Files, 'open'>;
  archives: Pick<ArchiveFolders, 'require'>;
  emitter: Emitter<TimelapseEvents & UploadEvents>;
  clock: Clock;
  logger: Logger;
  minuteMs: number;
}

interface CurrentUpload {
  upload: Upload;
  halt: AbortController;
  part: number;
  over: Promise<void>;
}

/** Sends the videos that wait, one at a time. Whatever happens, each is waiting, done, failed or cancelled in the end. */
export class UploadWorker {
  readonly #deps: UploadWorkerDeps;
  readonly #loop: PollLoop;
  #current: CurrentUpload | null = null;
  #stopped = false;
  /** Timelapses that went to the trash or came back. */
  readonly #moved = new Set<string>();
  #undo: (() => void)[] = [];

  constructor(deps: UploadWorkerDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'videos cannot be uploaded'),
      retryMs: deps.minuteMs,
    });
  }

  start(): void {
    const { emitter } = this.#deps;
    const isOf = (id: string) => (upload: Upload) => upload.timelapseId === id;
    this.#undo = [
      emitter.on('timelapse.deleted', ({ id }) => {
        this.#leave(isOf(id));
        this.#moved.add(id);
        this.#loop.wake();
      }),
      emitter.on('timelapse.restored', ({ id }) => {
        this.#moved.add(id);
        this.#loop.wake();
      }),
      // Another version is to be sent now.
      emitter.on('timelapse.completed', ({ id }) => {
        this.#leave(isOf(id));
        this.#loop.wake();
      }),
      emitter.on('timelapse.updated', ({ pinned, status }) => {
        if (pinned && status === 'completed') this.#loop.wake();
      }),
    ];
    this.#loop.start();
  }

  /** What is being sent goes on at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const undo of this.#undo.splice(0)) undo();
    this.#current?.halt.abort();
    await this.#loop.stop();
  }

  wake(): void {
    this.#loop.wake();
  }

  /** What is being sent, and how far it is: 0 to 1. */
  get sending(): { upload: Upload; part: number } | null {
    return this.#current;
  }

  /** Resolves when nothing is sent of it anymore. */
  async leave(isMeant: (upload: Upload) => boolean): Promise<void> {
    const current = this.#current;
    if (!current || !isMeant(current.upload)) return;
    current.halt.abort();
    await current.over;
  }

  /** Removes what is on the server of it, where that is possible now. */
  async discard(upload: Upload, from?: Destination): Promise<void> {
    const { destinations, remotes, uploads, logger } = this.#deps;
    const destination = from ?? (await destinations.get(upload.destinationId));
    if (!destination) return;
    try {
      const remote = await remotes.of(destination);
      await remote.discard(upload, AbortSignal.timeout(MAX_DISCARD_MS));
      await uploads.note(upload.id, null);
    } catch (error) {
      logger.warn(
        { id: upload.id, reason: messageOf(error) },
        'what was sent of a video stays on the server',
      );
    }
  }

  #leave(isMeant: (upload: Upload) => boolean): void {
    if (this.#current && isMeant(this.#current.upload)) this.#current.halt.abort();
  }

  async #pass(): Promise<number> {
    const { uploads, clock } = this.#deps;
    await this.#forgetOrphans();
    await this.#announceMoved();
    const isMore = await this.#queueWanted();
    const unfinished = await uploads.listDue();
    const now = clock.now();
    const next = unfinished.find(({ dueAt }) => dueAt <= now);
    if (this.#stopped) return CHECK_EVERY_MS;
    if (next) await this.#take(next);
    if (next || isMore) return 0;
    return Math.min(CHECK_EVERY_MS, ...unfinished.map(({ dueAt }) => dueAt - now));
  }

  async #forgetOrphans(): Promise<void> {
    const { uploads, emitter } = this.#deps;
    for (const upload of await uploads.listOrphans()) {
      const { id, timelapseId, state } = upload;
      if (state !== 'done') await this.discard(upload);
      if (await uploads.delete(id)) emitter.emit('upload.deleted', { id, timelapseId });
    }
  }

  /** Those of a timelapse in the trash are kept for its return, and not shown until then. */
  async #announceMoved(): Promise<void> {
    const { uploads, reads, emitter } = this.#deps;
    for (const timelapseId of this.#moved) {
      this.#moved.delete(timelapseId);
      const isThere = (await reads.get(timelapseId)) !== null;
      for (const { upload } of await uploads.listOf(timelapseId)) {
        if (isThere) emitter.emit('upload.changed', upload);
        else emitter.emit('upload.deleted', { id: upload.id, timelapseId });
      }
    }
  }

  /** What destinations take automatically. Asked of the database each time, so that no crash loses one. */
  async #queueWanted(): Promise<boolean> {
    const { uploads, reads, emitter, clock } = this.#deps;
    const wanted = await uploads.listWanted(WANTED_AT_ONCE);
    for (const { timelapseId, destinationId } of wanted) {
      const timelapse = await reads.get(timelapseId);
      const version = timelapse && versionOf(timelapse);
      if (!version) continue;
      const { upload, isNew } = await uploads.add({ timelapseId, destinationId, version }, clock.now());
      if (isNew) emitter.emit('upload.changed', upload);
    }
    return wanted.length === WANTED_AT_ONCE;
  }

  async #take(waiting: Upload): Promise<void> {
    const { uploads, emitter, clock } = this.#deps;
    const upload = await uploads.change(waiting.id, ['waiting', 'sending'], 'sending', clock.now());
    if (!upload) return;
    const over = Promise.withResolvers<void>();
    const current: CurrentUpload = { upload, halt: new AbortController(), part: 0, over: over.promise };
    this.#current = current;
    try {
      emitter.emit('upload.changed', upload);
      const settled = await this.#send(current);
      this.#current = null;
      if (settled) emitter.emit('upload.changed', settled);
    } finally {
      this.#current = null;
      over.resolve();
    }
  }

  /** @returns the row as it is now; null = it is gone or cancelled */
  async #send(current: CurrentUpload): Promise<Upload | null> {
    const { reads, uploads, destinations, remotes, emitter, clock, logger } = this.#deps;
    const { upload, halt } = current;
    const { id } = upload;
    try {
      const timelapse = await reads.get(upload.timelapseId);
      const destination = await destinations.get(upload.destinationId);
      if (!timelapse || !destination) return null;
      const version = versionOf(timelapse);
      if (version === null) throw new UploadFailed('video_missing');
      if (version !== upload.version && !(await uploads.moveTo(id, version))) return this.#supersede(upload);
      const remote = await remotes.of(destination);
      const onProgress = (part: number): void => {
        current.part = part;
        emitter.emit('upload.progress', {});
      };
      const sent = await sendVideo(
        upload,
        timelapse,
        { remote, signal: halt.signal, onProgress },
        this.#deps,
      );
      const { bytes, sha256, name: remoteName, checkedBy } = sent;
      const patch = { bytes, sha256, remoteName, checkedBy, tries: 0, reason: null };
      const done = await uploads.change(id, ['sending'], 'done', clock.now(), patch);
      if (done) await uploads.note(id, null);
      logger.info({ id, to: destination.name, name: remoteName, bytes, checkedBy }, 'video uploaded');
      return done && { ...done, begun: null };
    } catch (error) {
      if (halt.signal.aborted) return uploads.change(id, ['sending'], 'waiting', clock.now());
      if (!(error instanceof UploadFailed)) throw error;
      return this.#failed(upload, error);
    }
  }

  /** The video of now has an upload of its own. */
  async #supersede(upload: Upload): Promise<Upload | null> {
    const { uploads, clock } = this.#deps;
    await this.discard(upload);
    return uploads.change(upload.id, ['sending'], 'cancelled', clock.now(), { reason: null });
  }

  async #failed(upload: Upload, { reason, mayPass }: UploadFailed): Promise<Upload | null> {
    const { uploads, clock, logger, minuteMs } = this.#deps;
    const { id, timelapseId } = upload;
    const now = clock.now();
    const parts = (await uploads.get(id))?.begun?.tags.length ?? 0;
    // A line that breaks often still brings a large video there.
    const tries = parts > (upload.begun?.tags.length ?? 0) ? 1 : upload.tries + 1;
    const keepsTrying = mayPass && !(reason.code === 'corrupted' && tries >= MAX_CORRUPTED);
    logger.warn({ id, timelapse: timelapseId, tries, ...reason }, 'a video could not be uploaded');
    const patch = { tries, reason, dueAt: keepsTrying ? now + retryPauseMs(tries, minuteMs) : now };
    return uploads.change(id, ['sending'], keepsTrying ? 'waiting' : 'failed', now, patch);
  }
}
