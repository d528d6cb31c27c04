import { unlink } from 'node:fs/promises';
import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { AppError, conflict, errnoOf, messageOf, notFound } from '../lib/errors.ts';
import type { Status } from '../shared/statuses.ts';
import type { IgnoredFolder, IgnoredFolderStore } from './ignored-folder-store.ts';
import { type CleanupReason, cleanupReason } from './cleanup-policy.ts';
import { fileOf, lookOf, type Timelapse } from './timelapse.ts';
import { statusEvent, type TimelapseEvents } from './timelapse-events.ts';
import type { ListFilter } from './timelapse-reads.ts';
import type { TextsPatch, TimelapseStore } from './timelapse-store.ts';

/** What the service needs of whoever runs the engine. */
export interface RunStopper {
  /** Ends the run of a timelapse with its whole process tree, and waits until its row is settled. */
  stop(timelapseId: string, because: 'cancelled' | 'deleted'): Promise<void>;
}

/** What the service needs to remove frames. */
export interface FrameRemover {
  /** Whether the video can be played, looked at now. */
  isPlayable(videoPath: string): Promise<boolean>;
  /** Removes the frames of an image folder. */
  removeFrames(folder: string): Promise<void>;
}

export interface TimelapseServiceParts {
  store: TimelapseStore;
  ignored: IgnoredFolderStore;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  options: LiveOptions;
  frames: FrameRemover;
}

/** How deleting many went. */
export interface BulkResult {
  deleted: number;
  errors: { id: string; code: string; message: string }[];
}

const DAY_MS = 86_400_000;

/** What users may do with timelapses. Each method leaves database, files and events agreeing. */
export class TimelapseService {
  readonly #parts: TimelapseServiceParts;
  #runs: RunStopper | undefined;

  constructor(parts: TimelapseServiceParts) {
    this.#parts = parts;
  }

  /** Tells who runs the engine; the queue is built after the service. */
  connect(runs: RunStopper): void {
    this.#runs = runs;
  }

  /** @throws AppError 404 when no timelapse has this id */
  async get(id: string): Promise<Timelapse> {
    const timelapse = await this.#parts.store.get(id);
    if (!timelapse) throw notFound(`There is no timelapse with the id "${id}".`, { id });
    return timelapse;
  }

  /** The timelapse of an image folder of this name; where the name was used again, that of the latest print. */
  findByFolderName(folderName: string): Promise<Timelapse | null> {
    return this.#parts.store.findByFolderName(folderName);
  }

  list(filter: ListFilter): Promise<{ timelapses: Timelapse[]; total: number }> {
    return this.#parts.store.list(filter);
  }

  /**
   * Puts a timelapse at the head of the queue: first render, retry, or render again.
   *
   * @throws AppError 409 while it renders, when its frames are gone, or when rendering is switched off
   */
  async processNow(id: string): Promise<Timelapse> {
    const timelapse = await this.get(id);
    this.#refuseProcessing(timelapse);
    const from: Status[] = ['discovered', 'pending', 'completed', 'failed'];
    const queued = await this.#parts.store.enqueue(id, from, 'hand', this.#now());
    if (!queued) throw await this.#wrongStatus(id, 'start');
    this.announceStatus(queued);
    return queued;
  }

  /**
   * Starts the timelapse that would be the next anyway, without waiting for its quiet period.
   *
   * @throws AppError 409 when none waits, or when rendering is switched off
   */
  async processNext(): Promise<Timelapse> {
    const waiting = await this.#parts.store.listWaiting(1);
    const [next] = waiting.toSorted((a, b) => a.lastFrameAt - b.lastFrameAt);
    if (!next) throw conflict('nothing_waits', 'No timelapse waits for its start.', null);
    return this.processNow(next.id);
  }

  #refuseProcessing(timelapse: Timelapse): void {
    if (!this.#parts.options.current.timelapse_enabled) {
      const remedy = 'Switch timelapse_enabled on.';
      throw conflict(
        'processing_disabled',
        'Rendering is switched off.',
        { status: timelapse.status },
        remedy,
      );
    }
    if (timelapse.sourceMissing) {
      throw conflict('source_missing', `The frames of "${timelapse.folderName}" are gone.`, {
        status: timelapse.status,
      });
    }
  }

  /**
   * Takes a timelapse out of the queue, or ends its render; then it waits for a start by hand. For a running one
   * this returns at once: the row changes when the process tree has ended.
   *
   * @throws AppError 409 when it neither waits nor renders
   */
  async cancel(id: string): Promise<Timelapse> {
    const timelapse = await this.get(id);
    if (timelapse.status === 'processing') {
      void this.#runs?.stop(id, 'cancelled');
      return timelapse;
    }
    const held = await this.#parts.store.hold(id, ['pending'], this.#now());
    if (!held) throw await this.#wrongStatus(id, 'cancel');
    this.announceStatus(held);
    return held;
  }

  /** @param pinned left out = the other way round */
  async setPinned(id: string, pinned?: boolean): Promise<Timelapse> {
    const timelapse = await this.get(id);
    return this.#announceUpdated(
      await this.#parts.store.setPinned(id, pinned ?? !timelapse.pinned, this.#now()),
      id,
    );
  }

  /** Notes that a video was not where it should be, or is there again with its share. */
  async noteVideoExists({ id, videoExists }: Timelapse, exists: boolean): Promise<void> {
    if (exists === videoExists) return;
    this.#announceUpdated(await this.#parts.store.setVideoExists(id, exists, this.#now()), id);
  }

  /** Notes the same of many. @param lookedAt those that changed since then are left as they are */
  async noteVideosExist(ids: readonly string[], exists: boolean, lookedAt: number): Promise<void> {
    const { store, emitter } = this.#parts;
    const changed = await store.setVideosExist(ids, exists, { lookedAt, now: this.#now() });
    for (const timelapse of changed) emitter.emit('timelapse.updated', timelapse);
  }

  /** Title and notes given by the user; null takes one away, left out leaves it. */
  async setTexts(id: string, texts: TextsPatch): Promise<Timelapse> {
    return this.#announceUpdated(await this.#parts.store.setTexts(id, texts, this.#now()), id);
  }

  /** What was made before this moment is old enough for clean-up, milliseconds since 1970. */
  cleanupBorder(): number {
    return this.#now() - this.#parts.options.current.timelapse_cleanup_age_days * DAY_MS;
  }

  /** What clean-up offers now, biggest video first, each with its reason. */
  async cleanupCandidates(): Promise<{ timelapse: Timelapse; reason: CleanupReason }[]> {
    const { timelapse_cleanup_age_days: days } = this.#parts.options.current;
    const now = this.#now();
    const candidates = await this.#parts.store.listCleanupCandidates(this.cleanupBorder());
    return candidates.map((timelapse) => ({ timelapse, reason: cleanupReason(timelapse, days, now) }));
  }

  /** Tombstones, latest first. */
  listIgnored(): Promise<IgnoredFolder[]> {
    return this.#parts.ignored.list();
  }

  /**
   * Brings a deleted timelapse back under its old id; its video is made again.
   *
   * @throws AppError 404 when there is no tombstone of this id
   */
  async restore(id: string): Promise<Timelapse> {
    const { ignored, store, emitter } = this.#parts;
    const folder = await ignored.get(id);
    if (!folder) throw notFound(`There is no deleted timelapse with the id "${id}" to restore.`, { id });
    await ignored.remove(id);
    const restored = await store.insertRestored(folder, this.#now());
    emitter.emit('timelapse.restored', restored);
    this.announceStatus(restored);
    return restored;
  }

  /** Deletes many, each on its own: what cannot be deleted does not keep the others. */
  async bulkDelete(ids: readonly string[], deleteSource: boolean): Promise<BulkResult> {
    const result: BulkResult = { deleted: 0, errors: [] };
    for (const id of new Set(ids)) {
      try {
        await this.delete(id, deleteSource);
        result.deleted += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        result.errors.push({ id, code: error.code, message: error.message });
      }
    }
    return result;
  }

  /**
   * Deletes a timelapse and every file it owns. When its frames remain, a tombstone keeps the watcher from bringing
   * it back.
   *
   * @param deleteSource also removes the frames
   * @throws AppError 409 `not_playable` when frames would go without a good video; `cannot_delete` when a file stays
   */
  async delete(id: string, deleteSource: boolean): Promise<void> {
    const asked = await this.get(id);
    if (deleteSource) await this.#refuseLosingFrames(asked);
    await this.#leaveQueue(id);
    const timelapse = await this.get(id);
    await this.#removeOwnedFiles(timelapse);
    if (deleteSource) await this.#removeFrames(timelapse);
    else if (!timelapse.superseded && !timelapse.sourceMissing) await this.#ignoreFolder(timelapse);
    await this.#parts.store.delete(id, this.#now());
    const { sourceFolder } = timelapse;
    this.#parts.emitter.emit('timelapse.deleted', { id, sourceFolder, sourceDeleted: deleteSource });
  }

  /** Takes it out of the queue before its run is ended: the queue could claim it in between. */
  async #leaveQueue(id: string): Promise<void> {
    const held = await this.#parts.store.hold(id, ['pending'], this.#now());
    if (held) this.announceStatus(held);
    else if ((await this.get(id)).status === 'processing') await this.#runs?.stop(id, 'deleted');
  }

  async #refuseLosingFrames(timelapse: Timelapse): Promise<void> {
    const { status } = timelapse;
    if (status !== 'completed') {
      throw conflict(
        'wrong_status',
        `Frames are only deleted with a completed timelapse; this one is ${status}.`,
        {
          status,
        },
      );
    }
    const video = fileOf(timelapse, 'video');
    if (!video || !(await this.#parts.frames.isPlayable(video.path))) {
      const remedy = 'Render it again first, or delete the timelapse without its frames.';
      throw conflict('not_playable', 'The frames were kept: the video cannot be played.', { status }, remedy);
    }
  }

  async #removeOwnedFiles(timelapse: Timelapse): Promise<void> {
    for (const file of timelapse.files) {
      try {
        await unlink(file.path);
      } catch (error) {
        if (errnoOf(error) !== 'ENOENT') throw cannotDelete(file.path, error, timelapse.status);
      }
    }
  }

  async #removeFrames(timelapse: Timelapse): Promise<void> {
    try {
      await this.#parts.frames.removeFrames(timelapse.sourceFolder);
    } catch (error) {
      throw cannotDelete(timelapse.sourceFolder, error, timelapse.status);
    }
  }

  async #ignoreFolder(timelapse: Timelapse): Promise<void> {
    const { id, title, notes, pinned, createdAt: discoveredAt } = timelapse;
    await this.#parts.ignored.add({
      id,
      look: lookOf(timelapse),
      title,
      notes,
      pinned,
      discoveredAt,
      createdAt: this.#now(),
    });
  }

  /** Tells everyone of a new status. */
  announceStatus(timelapse: Timelapse): void {
    this.#parts.emitter.emit(statusEvent(timelapse.status), timelapse);
  }

  #announceUpdated(timelapse: Timelapse | null, id: string): Timelapse {
    if (!timelapse) throw notFound(`The timelapse "${id}" has just been deleted.`, { id });
    this.#parts.emitter.emit('timelapse.updated', timelapse);
    return timelapse;
  }

  async #wrongStatus(id: string, wish: string): Promise<AppError> {
    const { status } = await this.get(id);
    return conflict('wrong_status', `Cannot ${wish} a timelapse that is ${status}.`, { status });
  }

  #now(): number {
    return this.#parts.clock.now();
  }
}

function cannotDelete(path: string, error: unknown, status: Status): AppError {
  return new AppError('cannot_delete', `"${path}" could not be deleted: ${messageOf(error)}.`, {
    status: 409,
    detail: { status },
    remedy: 'See that the app may write to its folder, then delete again.',
    cause: error,
  });
}
