import { basename, dirname, parse } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { isDatabaseUnavailable, messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import { isOwnVideo } from '../media/read-tags.ts';
import type { FolderStore } from '../timelapses/folder-store.ts';
import type { QueueStore } from '../timelapses/queue-store.ts';
import type { RemovalStore } from '../timelapses/removal-store.ts';
import type { FolderSnapshot, Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TrashStore } from '../timelapses/trash-store.ts';
import type { SeenVideo } from './scan-protocol.ts';
import type { SourceVideoStore } from './source-video-store.ts';
import { decideVideoChange, isAsKnown } from './video-change.ts';
import { contentOf } from './video-content.ts';

/** Two scans may follow each other at once, which says nothing. */
const STEADY_FOR_MS = 2000;
/** In one scan, so that frames do not wait for a large collection of videos. */
const MAX_JUDGED = 50;

export interface ReadFolder {
  path: string;
  videos: readonly SeenVideo[];
}

export interface SourceVideosDeps {
  reads: TimelapseReads;
  folderStore: FolderStore;
  queueStore: QueueStore;
  removals: RemovalStore;
  trashed: Pick<TrashStore, 'pathsOnTheMove'>;
  store: SourceVideoStore;
  files: Files;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
}

interface Memory extends SeenVideo {
  seenAt: number;
  isSettled: boolean;
}

/** Makes a timelapse of each video in the source folder, once. The videos themselves are only read. */
export class SourceVideos {
  readonly #deps: SourceVideosDeps;
  readonly #memory = new Map<string, Memory>();
  #known: Set<string> | null = null;

  constructor(deps: SourceVideosDeps) {
    this.#deps = deps;
  }

  /** Names of folders to be read in the next scan, since a video in them may change without changing them. */
  get unsettledFolders(): string[] {
    const unsettled = [...this.#memory.values()].filter(({ isSettled }) => !isSettled);
    return unsettled.map(({ path }) => basename(dirname(path)));
  }

  /** @param folders those that were read, with all the videos in them */
  async takeIn(folders: readonly ReadFolder[]): Promise<void> {
    this.#forgetMissing(folders);
    const { store, clock } = this.#deps;
    this.#known ??= new Set((await store.all()).map(keyOf));
    const known = this.#known;
    let judged = 0;
    for (const video of folders.flatMap(({ videos }) => videos)) {
      const before = this.#memory.get(video.path);
      if (before === undefined || keyOf(before) !== keyOf(video)) {
        const isSettled = known.has(keyOf(video));
        this.#memory.set(video.path, { ...video, seenAt: clock.now(), isSettled });
        if (!isSettled) await this.#noteGrowth(video);
      } else if (!before.isSettled && clock.now() - before.seenAt >= STEADY_FOR_MS) {
        judged += 1;
        if (judged <= MAX_JUDGED) before.isSettled = await this.#judge(video);
      }
    }
  }

  #forgetMissing(folders: readonly ReadFolder[]): void {
    const read = new Set(folders.map(({ path }) => path));
    const there = new Set(folders.flatMap(({ videos }) => videos.map(({ path }) => path)));
    for (const path of this.#memory.keys())
      if (read.has(dirname(path)) && !there.has(path)) this.#memory.delete(path);
  }

  /** What waits to be made again does not start while its file changes. */
  async #noteGrowth(video: SeenVideo): Promise<void> {
    const { reads, folderStore, emitter, clock } = this.#deps;
    const [row] = await reads.findCurrent([video.path]);
    if (row?.origin !== 'video' || isAsKnown(video, row)) return;
    if (row.status !== 'discovered' && row.status !== 'pending') return;
    const now = clock.now();
    const state = { frames: '', lastFrameAt: lastAt(video, now), arrivedAt: now, confirmedAt: null, now };
    const saved = await folderStore.saveSnapshot(row.id, snapshotOf(video), state);
    if (saved) emitter.emit('timelapse.updated', saved);
  }

  /** @returns whether nothing is left to do until it changes */
  async #judge(video: SeenVideo): Promise<boolean> {
    try {
      return await this.#settle(video);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      this.#deps.logger.warn({ path: video.path, reason: messageOf(error) }, 'a video cannot be read yet');
      return false;
    }
  }

  async #settle(video: SeenVideo): Promise<boolean> {
    const { reads, removals, trashed, store, files } = this.#deps;
    const leaving = (await removals.list()).flatMap((removal) => removal.files);
    if (leaving.some(({ path }) => path === video.path)) return false;
    if ((await trashed.pathsOnTheMove()).has(video.path)) return false;
    const content = await contentOf(video, files);
    if (content === null) return false;
    if ((await reads.ownerOf(video.path)) !== null) return this.#note(video, content, null);
    const owner = await store.ownerOfContent(content);
    const [row] = await reads.findCurrent([video.path]);
    if (row?.origin === 'video') return this.#compare(video, content, row, owner);
    // A folder had this name, and its timelapse is still there.
    if (row) return true;
    if (owner !== undefined) return this.#recognise(video, content, owner);
    if (await isOwnVideo(video.path)) return this.#note(video, content, null);
    return this.#discover(video, content);
  }

  async #compare(
    video: SeenVideo,
    content: string,
    row: Timelapse,
    owner: string | null | undefined,
  ): Promise<boolean> {
    const { folderStore, emitter, clock } = this.#deps;
    switch (decideVideoChange(video, row)) {
      case 'wait':
        return false;
      case 'same':
        if (row.confirmedAt === null) await this.#saveSnapshot(video, row);
        return this.#note(video, content, row.id);
      case 'renewed':
        return this.#renew(video, content, row);
      case 'another': {
        // Only its file time has changed.
        if (owner === row.id) return this.#note(video, content, row.id);
        const superseded = await folderStore.supersede(row.id, clock.now());
        if (superseded === null) return false;
        emitter.emit('timelapse.updated', superseded);
        return owner === undefined ? this.#discover(video, content) : this.#recognise(video, content, owner);
      }
    }
  }

  async #renew(video: SeenVideo, content: string, row: Timelapse): Promise<boolean> {
    const { queueStore, emitter, clock, logger } = this.#deps;
    await this.#saveSnapshot(video, row);
    const again = await queueStore.rediscover(row.id, ['completed', 'failed'], clock.now());
    if (again) {
      logger.info({ id: row.id, path: video.path }, 'a video has changed');
      emitter.emit('timelapse.discovered', again);
    }
    return this.#note(video, content, row.id);
  }

  async #saveSnapshot(video: SeenVideo, row: Timelapse): Promise<void> {
    const { folderStore, emitter, clock } = this.#deps;
    const now = clock.now();
    const { arrivedAt } = row;
    const state = { frames: '', lastFrameAt: lastAt(video, now), arrivedAt, confirmedAt: now, now };
    const saved = await folderStore.saveSnapshot(row.id, snapshotOf(video), state);
    if (saved) emitter.emit('timelapse.updated', saved);
  }

  /** It has been here before, under another name or in another folder, or it was deleted. */
  async #recognise(video: SeenVideo, content: string, owner: string | null): Promise<boolean> {
    const { reads, folderStore, files, emitter, clock, logger } = this.#deps;
    const known = owner === null ? null : await reads.get(owner);
    const isMoved = known?.sourceFolder !== video.path && known?.newestSize === video.sizeBytes;
    if (known !== null && !known.superseded && isMoved) {
      const there = await files.inspect(known.sourceFolder).catch(() => undefined);
      // A share that does not respond says nothing.
      if (there === undefined) return false;
      // A renamed one is followed; a copy is the same video once more.
      if (there === null) {
        const moved = await folderStore.moveFolder(known.id, snapshotOf(video), clock.now());
        if (moved === null) return false;
        logger.info({ id: known.id, from: known.sourceFolder, to: video.path }, 'a video was renamed');
        emitter.emit('timelapse.updated', moved);
      }
    }
    return this.#note(video, content, owner);
  }

  async #discover(video: SeenVideo, content: string): Promise<boolean> {
    const { folderStore, emitter, clock, logger } = this.#deps;
    const now = clock.now();
    const snapshot = snapshotOf(video);
    const [timelapse] = await folderStore.insertDiscovered([{ snapshot, confirmedAt: now }], now);
    if (!timelapse) return false;
    await this.#note(video, content, timelapse.id);
    logger.info({ id: timelapse.id, path: video.path }, 'discovered a video');
    emitter.emit('timelapse.discovered', timelapse);
    return true;
  }

  async #note(video: SeenVideo, content: string, timelapseId: string | null): Promise<true> {
    await this.#deps.store.put(video, content, timelapseId);
    this.#known?.add(keyOf(video));
    return true;
  }
}

function keyOf({ path, sizeBytes, modifiedAt }: SeenVideo): string {
  return JSON.stringify([path, sizeBytes, modifiedAt]);
}

/** A time in the future counts as now. */
function lastAt({ modifiedAt }: SeenVideo, now: number): number {
  return Math.min(modifiedAt, now);
}

function snapshotOf({ path, sizeBytes, modifiedAt }: SeenVideo): FolderSnapshot {
  const { base, name } = parse(path);
  return {
    origin: 'video',
    folderName: name,
    sourceFolder: path,
    fingerprint: { count: 0, newestAt: modifiedAt, lastName: base, totalBytes: 0 },
    newestName: base,
    newestSize: sizeBytes,
    usualGapMs: 0,
    folderModifiedAt: modifiedAt,
    sample: [],
  };
}
