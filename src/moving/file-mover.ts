import { basename, dirname, join, relative } from 'node:path';
import type { StoredMediaMove, StoredPlacing } from '../db/app-state-store.ts';
import type { Clock } from '../lib/clock.ts';
import { AppError } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import { type DiskSpace, missingFor } from '../queue/disk-space.ts';
import { numberedName, partialPath } from '../queue/output-plan.ts';
import { newCopyPath } from '../timelapses/copies-of-videos.ts';
import type { Removal } from '../timelapses/removal-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { FileToMove, MovedFiles } from './moved-files.ts';
import { type CopyRun, isSame, putCopy } from './put-copy.ts';

/** Nobody has so many of one name. */
const MAX_NAMES = 1000;
/** File systems keep times no coarser than this. */
const COARSEST_TIME_MS = 2000;
/** Of the one partial file that there is at a time; such files are removed at the next start. */
const PARTIAL_ID = '00000000-0000-4000-8000-000000000000';

/** `missing`: it was not found; `in_use`: it is moved later. */
export type MoveOutcome = 'moved' | 'in_use' | 'gone' | 'missing';

export interface FileMoverDeps {
  files: Files;
  moved: MovedFiles;
  clock: Clock;
  diskSpace: (path: string) => Promise<DiskSpace>;
  save: (stored: StoredMediaMove) => Promise<void>;
  onMoved: (timelapse: Timelapse | null) => void;
  /** Never throws: what remains is removed later. */
  removeNow: (removal: Removal) => Promise<void>;
}

/**
 * Moves one file after another. The original is removed once the new file is there and known, so at any instant each
 * file is where the database says.
 */
export class FileMover {
  readonly #deps: FileMoverDeps;

  constructor(deps: FileMoverDeps) {
    this.#deps = deps;
  }

  /** Settles what was being put in place when the app ended. @returns the move as it is now */
  async settle(stored: StoredMediaMove, signal: CopyRun['signal']): Promise<StoredMediaMove> {
    const { files } = this.#deps;
    const { placing } = stored;
    if (placing === null) return stored;
    const there = await files.inspect(placing.to);
    if (there?.kind === 'file' && there.sizeBytes === 0 && placing.sizeBytes > 0) {
      // The name was taken, and nothing more.
      await files.remove(placing.to);
    } else if (await this.#isOurs(placing, signal)) {
      return (await this.#commit(stored, placing)).stored;
    }
    return this.#save({ ...stored, placing: null });
  }

  /** @throws AppError `disk_full`, MoveHalted, or the system's error; nothing has changed then */
  async move(
    stored: StoredMediaMove,
    file: FileToMove,
    run: CopyRun,
  ): Promise<{ outcome: MoveOutcome; stored: StoredMediaMove }> {
    const { files } = this.#deps;
    const source = await files.inspect(file.path);
    if (source?.kind !== 'file') return this.#findMoved(stored, file);
    const { sizeBytes: _, ...which } = file;
    const { path: from } = file;
    for (let number = 1; number <= MAX_NAMES; number += 1) {
      const to = this.#nameFor(stored, file, number);
      if (!(await this.#isFree(to))) continue;
      await this.#prepareFolder(stored.to, dirname(to));
      const { modifiedAt } = source;
      const placing: StoredPlacing = { file: which, to, sizeBytes: source.sizeBytes, modifiedAt };
      const current = await this.#save({ ...stored, placing });
      const partial = partialPath(stored.to, PARTIAL_ID);
      const requireRoom = () => this.#requireRoom(stored.to, source.sizeBytes);
      if (await putCopy(files, { from, to, partial }, { ...run, requireRoom }))
        return this.#commit(current, placing);
    }
    throw Object.assign(new Error(`no free name for "${basename(from)}" in ${stored.to}`), {
      code: 'EEXIST',
    });
  }

  async removePartial(folder: string): Promise<void> {
    await this.#deps.files.remove(partialPath(folder, PARTIAL_ID)).catch(() => {});
  }

  /** Someone may have moved it already: it has its name and its size. */
  async #findMoved(stored: StoredMediaMove, file: FileToMove) {
    const { files, moved } = this.#deps;
    const to = this.#nameFor(stored, file, 1);
    const there = await files.inspect(to);
    const isIt = there?.kind === 'file' && there.sizeBytes === file.sizeBytes && !(await moved.isTaken(to));
    if (!isIt) return { outcome: 'missing' as const, stored };
    const { sizeBytes, ...which } = file;
    return this.#commit(stored, { file: which, to, sizeBytes, modifiedAt: there.modifiedAt });
  }

  async #commit(stored: StoredMediaMove, placing: StoredPlacing) {
    const { moved, files, clock, removeNow, onMoved } = this.#deps;
    const isVideo = placing.file.kind === 'video';
    const done = {
      videos: stored.done.videos + (isVideo ? 1 : 0),
      bytes: stored.done.bytes + placing.sizeBytes,
    };
    const next = { ...stored, placing: null, done };
    const committed = await moved.commit(placing, next, clock.now());
    if (committed.outcome === 'moved') {
      onMoved(committed.timelapse);
      await removeNow(committed.removal);
      return { outcome: committed.outcome, stored: next };
    }
    // A second name or a copy, which nobody knows.
    await files.remove(placing.to);
    return { outcome: committed.outcome, stored: await this.#save({ ...stored, placing: null }) };
  }

  /** Without its original, it is known by its size and its time. */
  async #isOurs({ file, to, sizeBytes, modifiedAt }: StoredPlacing, signal: CopyRun['signal']) {
    const { files } = this.#deps;
    const [there, source] = [await files.inspect(to), await files.inspect(file.path)];
    if (there?.kind !== 'file' || there.sizeBytes !== sizeBytes) return false;
    if (source?.kind === 'file') return isSame(files, file.path, to, signal);
    return Math.abs(there.modifiedAt - modifiedAt) <= COARSEST_TIME_MS;
  }

  #nameFor({ from, to }: StoredMediaMove, { path, shareId }: FileToMove, number: number): string {
    const same = join(to, relative(from, path));
    if (number === 1) return same;
    if (shareId !== undefined)
      return newCopyPath(dirname(dirname(same)), path.slice(path.lastIndexOf('.') + 1));
    return join(dirname(same), numberedName(basename(same), number));
  }

  async #isFree(path: string): Promise<boolean> {
    const { files, moved } = this.#deps;
    return (await files.inspect(path)) === null && !(await moved.isTaken(path));
  }

  /** Nobody else's link is followed. @throws the system's error */
  async #prepareFolder(target: string, folder: string): Promise<void> {
    const { files } = this.#deps;
    if ((await files.inspect(target))?.kind !== 'folder') throw noFolder(target);
    if (folder === target) return;
    await files.makeFolder(folder, 'any');
    if ((await files.inspect(folder))?.kind !== 'folder') throw noFolder(folder);
  }

  async #requireRoom(folder: string, bytes: number): Promise<void> {
    const missing = missingFor(await this.#deps.diskSpace(folder), bytes);
    if (missing === 0) return;
    throw new AppError('disk_full', `${folder} needs ${missing} more bytes of free space.`, {
      status: 507,
      detail: { cause: 'ENOSPC', reason: 'no space left', missing_bytes: missing },
    });
  }

  async #save(stored: StoredMediaMove): Promise<StoredMediaMove> {
    await this.#deps.save(stored);
    return stored;
  }
}

function noFolder(path: string): Error {
  return Object.assign(new Error(`"${path}" is not a folder`), { code: 'ENOTDIR' });
}
