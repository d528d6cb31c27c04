import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { type AppError, conflict, isDatabaseUnavailable, notFound } from '../lib/errors.ts';
import type { Status } from '../shared/statuses.ts';
import type { FolderStore } from './folder-store.ts';
import type { IgnoredFolder, IgnoredFolderStore } from './ignored-folder-store.ts';
import { type CleanupReason, cleanupReason } from './cleanup-policy.ts';
import { evenIfFull } from './even-if-full.ts';
import { type BulkErrors, eachOnItsOwn } from './each-on-its-own.ts';
import { isConverted, snapshotOf, type Timelapse, type TimelapseFile } from './timelapse.ts';
import {
  type FilesOfTimelapses,
  framesToRemove,
  type LastCheck,
  refuseLosingFrames,
  refuseUnfinished,
  refuseWhatStays,
  type VideoBin,
} from './removal-checks.ts';
import type { QueueStore } from './queue-store.ts';
import type { RemovalPlan } from './removal-store.ts';
import { statusEvent, type TimelapseEvents } from './timelapse-events.ts';
import type { ListFilter, Page, Selected } from './list-query.ts';
import type { MonthCount } from './month-counts.ts';
import type { TimelapseReads } from './timelapse-reads.ts';
import type { TextsPatch, TimelapseStore } from './timelapse-store.ts';

export interface RunStopper {
  /** Ends the whole process tree and waits for the row. @throws the database's error when that is not possible now */
  stopRun(timelapseId: string, because: 'cancelled' | 'deleted'): Promise<void>;
  /** No engine is running anymore; only the row has to be settled. */
  isUnsettled(timelapseId: string): boolean;
  /** Nothing is claimed from the queue meanwhile. */
  withoutClaims<T>(work: () => Promise<T>): Promise<T>;
}

export interface TimelapseServiceDeps {
  reads: TimelapseReads;
  store: TimelapseStore;
  folderStore: Pick<FolderStore, 'insertRestored'>;
  queueStore: Pick<QueueStore, 'enqueue' | 'hold'>;
  ignored: IgnoredFolderStore;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  options: LiveOptions;
  files: FilesOfTimelapses;
  bin: VideoBin;
  runs: RunStopper;
  /** Without pictures: whether the recipe cuts the video, or a cut can be taken back. */
  canCut: (timelapse: Timelapse) => Promise<boolean>;
  /** Of one that was taken in: what it came from, or what was made of it. */
  hasVideo: (timelapse: Timelapse) => Promise<boolean>;
  /** On a full disk, if still possible. */
  makeRoom: () => Promise<boolean>;
}

export interface CleanupCandidate {
  timelapse: Timelapse;
  reason: CleanupReason;
}

export interface BulkResult {
  deleted: number;
  errors: BulkErrors;
}

const DAY_MS = 86_400_000;

/** Actions of users. Each method leaves database, files and events consistent. */
export class TimelapseService {
  readonly #deps: TimelapseServiceDeps;

  constructor(deps: TimelapseServiceDeps) {
    this.#deps = deps;
  }

  /** @throws AppError 404 */
  async get(id: string): Promise<Timelapse> {
    const timelapse = await this.#deps.reads.get(id);
    if (!timelapse) throw notFound(`There is no timelapse with the id "${id}".`, { id });
    return timelapse;
  }

  findByFolderName(folderName: string): Promise<Timelapse | null> {
    return this.#deps.reads.findByFolderName(folderName);
  }

  list(filter: ListFilter): Promise<{ timelapses: Timelapse[]; total: number }> {
    return this.#deps.reads.list(filter);
  }

  /** @param timeZone where months begin */
  countMonths(filter: Selected, timeZone: string): Promise<MonthCount[]> {
    return this.#deps.reads.countMonths(filter, timeZone);
  }

  /**
   * First render, retry, or render again.
   *
   * @throws AppError 409 while it renders, without frames, or when rendering is turned off
   */
  async processNow(id: string): Promise<Timelapse> {
    const timelapse = await this.get(id);
    await this.#refuseProcessing(timelapse);
    const from: Status[] = ['discovered', 'pending', 'completed', 'failed'];
    const queued = await this.#deps.queueStore.enqueue(id, from, 'hand', this.#now());
    if (!queued) throw await this.#wrongStatus(id, 'start');
    this.announceStatus(queued);
    return queued;
  }

  /**
   * Without waiting for its quiet period.
   *
   * @throws AppError 409 when none is waiting, or when rendering is turned off
   */
  async processNext(): Promise<Timelapse> {
    const waiting = await this.#deps.reads.listWaiting(1);
    const [next] = waiting.toSorted((a, b) => a.lastFrameAt - b.lastFrameAt);
    if (!next) throw conflict('nothing_waits', 'No timelapse is waiting to start.', null);
    return this.processNow(next.id);
  }

  async #refuseProcessing(timelapse: Timelapse): Promise<void> {
    if (!this.#deps.options.current.timelapse_enabled) {
      const remedy = 'Turn on timelapse_enabled.';
      throw conflict('processing_disabled', 'Rendering is turned off.', { status: timelapse.status }, remedy);
    }
    const { folderName, status } = timelapse;
    // It is made of its video.
    if (timelapse.sourceMissing) await this.#deps.files.requireArchive(timelapse.files);
    if (timelapse.origin === 'video' && !(await this.#deps.hasVideo(timelapse)))
      throw conflict(
        'video_gone',
        `The video "${folderName}" is gone, and so is the one that was made of it.`,
        { status },
        'Put it back into the source folder, then try again.',
      );
    if (timelapse.sourceMissing && !isConverted(timelapse) && !(await this.#deps.canCut(timelapse)))
      throw conflict('source_missing', `The frames of "${folderName}" are missing.`, { status });
  }

  /**
   * It then only starts manually. Returns at once for a running render; the row changes when its process tree has
   * ended.
   *
   * @throws AppError 409 when it is neither pending nor processing
   */
  async cancel(id: string): Promise<Timelapse> {
    const timelapse = await this.get(id);
    if (timelapse.status === 'processing') return this.#cancelRun(timelapse);
    const held = await this.#deps.queueStore.hold(id, ['pending'], this.#now());
    if (!held) return this.#cancelClaimed(id);
    this.announceStatus(held);
    return held;
  }

  /** The queue may have claimed it since it was read. */
  async #cancelClaimed(id: string): Promise<Timelapse> {
    const now = await this.get(id);
    if (now.status !== 'processing') throw await this.#wrongStatus(id, 'cancel');
    return this.#cancelRun(now);
  }

  async #cancelRun(timelapse: Timelapse): Promise<Timelapse> {
    const { id } = timelapse;
    const { runs } = this.#deps;
    const isUnsettled = runs.isUnsettled(id);
    const ended = runs.stopRun(id, 'cancelled');
    if (isUnsettled) {
      await ended;
      return this.get(id);
    }
    // If the outcome cannot be written, the queue keeps and reports it.
    ended.catch(() => {});
    return timelapse;
  }

  /** @param pinned omitted = toggle */
  async setPinned(id: string, pinned?: boolean): Promise<Timelapse> {
    const timelapse = await this.get(id);
    return this.#announceUpdated(
      await this.#deps.store.setPinned(id, pinned ?? !timelapse.pinned, this.#now()),
      id,
    );
  }

  async noteVideoExists({ id, videoExists }: Timelapse, exists: boolean): Promise<void> {
    if (exists === videoExists) return;
    // Viewing the video does not have to wait for the database; the next request records it.
    const noted = await this.#deps.store.setVideoExists(id, exists, this.#now()).catch(unlessUnavailable);
    if (noted) this.#deps.emitter.emit('timelapse.updated', noted);
  }

  /** @param checkedAt those that changed since then are skipped */
  async noteVideosExist(ids: readonly string[], exists: boolean, checkedAt: number): Promise<void> {
    const { store, emitter } = this.#deps;
    const changed = await store.setVideosExist(ids, exists, { checkedAt: checkedAt, now: this.#now() });
    for (const timelapse of changed) emitter.emit('timelapse.updated', timelapse);
  }

  async setTexts(id: string, texts: TextsPatch): Promise<Timelapse> {
    return this.#announceUpdated(await this.#deps.store.setTexts(id, texts, this.#now()), id);
  }

  /** Milliseconds since 1970; older videos are clean-up candidates. */
  cleanupBorder(): number {
    return this.#now() - this.#deps.options.current.timelapse_cleanup_age_days * DAY_MS;
  }

  async cleanupCandidates(page: Page): Promise<{ candidates: CleanupCandidate[]; total: number }> {
    const { timelapse_cleanup_age_days: days } = this.#deps.options.current;
    const now = this.#now();
    const { timelapses, total } = await this.#deps.reads.listCleanupCandidates(this.cleanupBorder(), page);
    const candidates = timelapses.map((timelapse) => ({
      timelapse,
      reason: cleanupReason(timelapse, days, now),
    }));
    return { candidates, total };
  }

  listIgnored(page: Page): Promise<{ folders: IgnoredFolder[]; total: number }> {
    return this.#deps.ignored.list(page);
  }

  /**
   * Keeps its old id; the video is rendered again unless it is in the trash.
   *
   * @throws AppError 404, or 409 when its folder has another timelapse, or its video cannot leave the trash
   */
  async restore(id: string): Promise<Timelapse> {
    const { ignored, folderStore, emitter, bin } = this.#deps;
    if (await bin.has(id)) return bin.restore(id);
    const folder = await ignored.get(id);
    if (!folder) throw notFound(`There is no deleted timelapse with the id "${id}" to restore.`, { id });
    const restored = await folderStore.insertRestored(folder, this.#now());
    if (!restored) throw await this.#folderTaken(folder);
    emitter.emit('timelapse.restored', restored);
    this.announceStatus(restored);
    return restored;
  }

  async #folderTaken({ id, snapshot }: IgnoredFolder): Promise<AppError> {
    if (await this.#deps.reads.get(id)) return notFound(`The timelapse "${id}" already exists.`, { id });
    return conflict(
      'folder_in_use',
      `The folder "${snapshot.folderName}" already has another timelapse.`,
      { folder: snapshot.sourceFolder },
      'Delete that one first.',
    );
  }

  async bulkDelete(ids: readonly string[], deleteSource: boolean): Promise<BulkResult> {
    const { done, errors } = await eachOnItsOwn(ids, (id) => this.delete(id, deleteSource));
    return { deleted: done, errors };
  }

  /**
   * Its video goes to the trash, with what belongs to it; every other file is deleted. If its frames remain, a
   * tombstone keeps the watcher from restoring it.
   *
   * @param deleteSource also deletes the frames, unless the folder contains another print now; a video that was taken
   * in is always kept
   * @throws AppError 409 `not_playable` or `cannot_delete`; nothing is deleted then
   */
  async delete(id: string, deleteSource: boolean, lastCheck?: LastCheck): Promise<void> {
    const { files, bin, emitter, runs } = this.#deps;
    const asked = await this.get(id);
    await files.requireArchive(this.#keptArchived(asked));
    const withFrames = deleteSource && !asked.superseded && asked.origin === 'frames';
    if (withFrames) await refuseLosingFrames(asked, files);
    await refuseWhatStays(asked, removalOf(asked, withFrames), files);
    // Otherwise the queue could claim it between the end of its run and its deletion.
    const { timelapse, removal } = await runs.withoutClaims(() => this.#deleteRow(id, withFrames, lastCheck));
    if (!removal) throw notFound(`The timelapse "${id}" has just been deleted.`, { id });
    await bin.moveIn(id);
    await files.remove(removal);
    const { sourceFolder } = timelapse;
    emitter.emit('timelapse.deleted', { id, sourceFolder, sourceDeleted: withFrames });
  }

  /** Those in an archive that was given up need not be there: they are removed once it is back. */
  #keptArchived({ files }: Timelapse): TimelapseFile[] {
    const { timelapse_archive_folder: folder } = this.#deps.options.current;
    return files.filter(({ archived }) => archived && archived.folder === folder);
  }

  async #deleteRow(id: string, withFrames: boolean, lastCheck?: LastCheck) {
    const { store, runs, bin, makeRoom } = this.#deps;
    if ((await this.get(id)).status === 'processing')
      await evenIfFull(makeRoom, () => runs.stopRun(id, 'deleted'));
    const timelapse = await this.get(id);
    if (withFrames) refuseUnfinished(timelapse);
    const isThere = !timelapse.sourceMissing || timelapse.origin === 'video';
    const keepsFrames = !withFrames && !timelapse.superseded && isThere;
    const tombstone = keepsFrames ? this.#tombstoneOf(timelapse) : null;
    const leaving = {
      tombstone,
      files: removalOf(timelapse, withFrames),
      trash: await bin.plan(timelapse),
    };
    const removal = await evenIfFull(makeRoom, () => store.delete(id, this.#now(), leaving, lastCheck));
    return { timelapse, removal };
  }

  #tombstoneOf(timelapse: Timelapse): IgnoredFolder {
    const { id, title, notes, pinned, createdAt: discoveredAt } = timelapse;
    return {
      id,
      snapshot: snapshotOf(timelapse),
      title,
      notes,
      pinned,
      discoveredAt,
      createdAt: this.#now(),
    };
  }

  announceStatus(timelapse: Timelapse): void {
    this.#deps.emitter.emit(statusEvent(timelapse.status), timelapse);
  }

  #announceUpdated(timelapse: Timelapse | null, id: string): Timelapse {
    if (!timelapse) throw notFound(`The timelapse "${id}" has just been deleted.`, { id });
    this.#deps.emitter.emit('timelapse.updated', timelapse);
    return timelapse;
  }

  async #wrongStatus(id: string, action: string): Promise<AppError> {
    const { status } = await this.get(id);
    return conflict('wrong_status', `Cannot ${action} a timelapse that is ${status}.`, { status });
  }

  #now(): number {
    return this.#deps.clock.now();
  }
}

function unlessUnavailable(error: unknown): null {
  if (!isDatabaseUnavailable(error)) throw error;
  return null;
}

function removalOf(timelapse: Timelapse, withFrames: boolean): RemovalPlan {
  return { files: timelapse.files, frames: withFrames ? framesToRemove(timelapse) : null };
}
