import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { conflict } from '../lib/errors.ts';
import { type BulkErrors, eachOnItsOwn } from './each-on-its-own.ts';
import { evenIfFull } from './even-if-full.ts';
import {
  type FilesOfTimelapses,
  framesToRemove,
  type LastCheck,
  refuseLosingFrames,
  refuseUnfinished,
  refuseWhatStays,
} from './removal-checks.ts';
import type { Timelapse } from './timelapse.ts';
import type { TimelapseEvents } from './timelapse-events.ts';
import type { Page } from './list-query.ts';
import type { TimelapseReads } from './timelapse-reads.ts';
import type { TimelapseStore } from './timelapse-store.ts';

export interface FrameDeletionDeps {
  get: (id: string) => Promise<Timelapse>;
  reads: TimelapseReads;
  store: TimelapseStore;
  files: FilesOfTimelapses;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  /** Gives up the reserve on the disk; false when there was none. */
  makeRoom: () => Promise<boolean>;
}

export interface FrameDeletionResult {
  deleted: number;
  freedBytes: number;
  errors: BulkErrors;
}

export class FrameDeletion {
  readonly #deps: FrameDeletionDeps;

  constructor(deps: FrameDeletionDeps) {
    this.#deps = deps;
  }

  list(page: Page): Promise<{ timelapses: Timelapse[]; total: number }> {
    return this.#deps.reads.listReclaimable(page);
  }

  /**
   * @throws AppError 409 `source_missing`, `wrong_status`, `not_playable` or `cannot_delete`; nothing is deleted then
   */
  async delete(id: string, lastCheck?: LastCheck): Promise<Timelapse> {
    const { get, store, files, emitter, clock, makeRoom } = this.#deps;
    const timelapse = await get(id);
    const frames = framesToRemove(timelapse);
    if (!frames) throw noFrames(timelapse);
    await refuseLosingFrames(timelapse, files);
    await refuseWhatStays(timelapse, { files: [], frames }, files);
    const left = await evenIfFull(makeRoom, () =>
      store.letFramesGo(timelapse, frames, clock.now(), lastCheck),
    );
    if (!left) {
      const now = await get(id);
      refuseUnfinished(now);
      throw noFrames(now);
    }
    await files.remove(left.removal);
    emitter.emit('timelapse.frames_deleted', left.timelapse);
    emitter.emit('timelapse.updated', left.timelapse);
    return left.timelapse;
  }

  async deleteMany(ids: readonly string[]): Promise<FrameDeletionResult> {
    let freedBytes = 0;
    const { done, errors } = await eachOnItsOwn(ids, async (id) => {
      freedBytes += (await this.delete(id)).fingerprint.totalBytes;
    });
    return { deleted: done, freedBytes, errors };
  }
}

function noFrames({ folderName, status }: Timelapse): Error {
  return conflict('source_missing', `The frames of "${folderName}" are missing.`, { status });
}
