import { randomUUID } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import { errnoOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import { moveIntoPlace } from '../queue/move-into-place.ts';
import { numberedName } from '../queue/output-plan.ts';
import { cannotDelete } from '../timelapses/removal-checks.ts';
import type { FileKind, Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TrashedFile, TrashEntry, TrashStore } from '../timelapses/trash-store.ts';
import { trashBeside, trashFolder } from './trash-folder.ts';

const MOVED: ReadonlySet<FileKind> = new Set(['video', 'copy', 'original', 'share']);
/** In the data folder, and small. */
const STAYING: ReadonlySet<FileKind> = new Set(['poster', 'preview', 'log']);
/** Of the folder, not of the file: another one may do. */
const NOT_THERE = new Set(['EXDEV', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR']);
/** Nobody has so many of one name. */
const MAX_NAMES = 1000;

export interface TrashFilesDeps {
  files: Files;
  reads: Pick<TimelapseReads, 'get' | 'ownerOf'>;
  store: TrashStore;
  /** Output folder and source folder. */
  roots: () => readonly string[];
}

/**
 * Moves the files of an entry by renaming them. What is about to move where is saved before, so each step can be
 * repeated after a kill.
 */
export class TrashFiles {
  readonly #deps: TrashFilesDeps;

  constructor(deps: TrashFilesDeps) {
    this.#deps = deps;
  }

  /** Null = it has no video that could be kept. @throws AppError 409 `cannot_delete` */
  async plan({ id, status, files: own }: Timelapse): Promise<TrashedFile[] | null> {
    const { files, store, roots } = this.#deps;
    const plan: TrashedFile[] = [];
    for (const { kind, path, sizeBytes } of [...own, ...(await store.copiesOf(id))]) {
      if (STAYING.has(kind)) plan.push({ kind, sizeBytes, from: path, to: path });
      if (!MOVED.has(kind)) continue;
      const there = await files.inspect(path).catch((error: unknown) => {
        throw cannotDelete(path, status, error);
      });
      const to = newPath(trashFolder(path, roots()), path);
      if (there?.kind === 'file') plan.push({ kind, sizeBytes: there.sizeBytes, from: path, to });
    }
    return plan.some(({ kind }) => kind === 'video') ? plan : null;
  }

  /** @throws the system's error; the entry stays as it was, and can be moved later */
  async moveIn({ id, files: all }: TrashEntry): Promise<TrashEntry['files']> {
    let current = all;
    let failure: unknown = null;
    for (const file of all.filter(isMoved)) {
      try {
        current = await this.#moveIn(id, current, file);
      } catch (error) {
        failure ??= error;
      }
    }
    if (failure) throw failure;
    await this.#deps.store.saveFiles(id, 'kept', current);
    return current;
  }

  async #moveIn(id: string, all: TrashedFile[], file: TrashedFile): Promise<TrashedFile[]> {
    const { files, store, roots } = this.#deps;
    if ((await files.inspect(file.to)) !== null) return all;
    if (!(await this.#isOurs(file, file.from))) {
      if (file.kind === 'video') throw missing(file.from);
      // The video can be restored without it.
      await this.#requireShare(trashFolder(file.from, roots()));
      return all.filter((each) => each !== file);
    }
    try {
      await this.#rename(file);
      return all;
    } catch (error) {
      const beside = trashBeside(file.from);
      if (!NOT_THERE.has(errnoOf(error) ?? '') || dirname(file.to) === beside) throw error;
      const moved = { ...file, to: newPath(beside, file.from) };
      const next = all.with(all.indexOf(file), moved);
      await store.saveFiles(id, 'moving', next);
      await this.#rename(moved);
      return next;
    }
  }

  /** By a later time, another file may have its name. */
  async #isOurs({ sizeBytes }: TrashedFile, path: string): Promise<boolean> {
    const { files, reads } = this.#deps;
    const there = await files.inspect(path);
    return there?.kind === 'file' && there.sizeBytes === sizeBytes && (await reads.ownerOf(path)) === null;
  }

  async #rename({ from, to }: TrashedFile): Promise<void> {
    const { files } = this.#deps;
    const folder = dirname(to);
    await files.makeFolder(folder).catch((error: unknown) => {
      if (errnoOf(error) !== 'EEXIST') throw error;
    });
    // Nobody else's link is followed.
    if ((await files.inspect(folder))?.kind !== 'folder') throw notAFolder(folder);
    await files.rename(from, to);
    await files.flushFolder(folder);
    await files.flushFolder(dirname(from));
  }

  /**
   * Puts the files back where they were, under another name where that is taken.
   *
   * @returns the entry as it is now, and files without a place
   * @throws the system's error
   */
  async putBack(entry: TrashEntry): Promise<{ entry: TrashEntry; dropped: TrashedFile[] }> {
    const { files, store } = this.#deps;
    const dropped: TrashedFile[] = [];
    let all = entry.files;
    for (const [index, file] of all.entries()) {
      if (!isMoved(file)) continue;
      if (await this.#hasPlace(file)) all = all.with(index, await this.#withPlace(file));
      else dropped.push(file);
    }
    await store.saveFiles(entry.id, 'restoring', all);
    for (const [index, file] of all.entries()) {
      if (!isMoved(file) || dropped.includes(file)) continue;
      const place = async (placed: TrashedFile): Promise<void> => {
        if (await moveIntoPlace(files, asMove(placed))) return;
        const next = { ...file, back: await this.#freePath(file) };
        all = all.with(index, next);
        await store.saveFiles(entry.id, 'restoring', all);
        await place(next);
      };
      await place(file).catch(async (error: unknown) => {
        if (file.kind !== 'copy' || !NOT_THERE.has(errnoOf(error) ?? '')) throw error;
        dropped.push(all[index]!);
        await this.#removeReserved(all[index]!.back!).catch(() => {});
      });
      await files.flushFolder(dirname(file.to)).catch(() => {});
    }
    return { entry: { ...entry, files: all, state: 'restoring' }, dropped };
  }

  /** @throws the system's error when the video itself has none */
  async #hasPlace(file: TrashedFile): Promise<boolean> {
    const { files } = this.#deps;
    const { kind, to, from, back = from } = file;
    const isPlaced = file.back !== undefined && (await files.inspect(to)) === null;
    const there = await files.inspect(isPlaced ? back : to);
    const folder = dirname(back);
    if (there?.kind === 'file') {
      const inFolder = await files.inspect(folder);
      if (inFolder?.kind === 'folder') return true;
      // A copy beside the pictures is nothing without them.
      if (inFolder === null && kind !== 'copy') {
        await files.makeFolder(folder);
        return true;
      }
    }
    if (kind !== 'video') return false;
    throw there?.kind === 'file' ? notAFolder(folder) : missing(to);
  }

  async #withPlace(file: TrashedFile): Promise<TrashedFile> {
    return file.back === undefined ? { ...file, back: await this.#freePath(file) } : file;
  }

  async #freePath({ kind, from }: TrashedFile): Promise<string> {
    const { files, reads } = this.#deps;
    for (let number = 1; number <= MAX_NAMES; number += 1) {
      const path = kind === 'share' ? from : join(dirname(from), numberedName(basename(from), number));
      if ((await files.inspect(path)) === null && (await reads.ownerOf(path)) === null) return path;
    }
    throw Object.assign(new Error(`no free name for "${basename(from)}" in ${dirname(from)}`), {
      code: 'EEXIST',
    });
  }

  /** After a failure, unless a file has left the trash. @returns whether it is as before */
  async giveUp({ id, files: all }: TrashEntry): Promise<boolean> {
    const { files, store } = this.#deps;
    const moved = all.filter(isMoved);
    for (const { to } of moved) if ((await files.inspect(to)) === null) return false;
    for (const { back } of moved) if (back !== undefined) await this.#removeReserved(back);
    await store.saveFiles(
      id,
      'kept',
      all.map(({ back: _, ...file }) => file),
    );
    return true;
  }

  /** For good. @throws the system's error, also when its share is away */
  async remove({ id, files: all, state }: TrashEntry): Promise<void> {
    const { files, reads, store } = this.#deps;
    // Its folder may have been restored since.
    const isBack = (await reads.get(id)) !== null;
    for (const file of all.toReversed()) {
      if (!isMoved(file) && isBack) continue;
      if (isMoved(file)) await this.#requireShare(dirname(file.to));
      await files.remove(file.to).catch(unlessGone);
      const other = { kept: undefined, moving: file.from, restoring: file.back }[state];
      if (other === undefined || !isMoved(file)) continue;
      if (state === 'restoring') await this.#removeReserved(other);
      if (await this.#isOurs(file, other)) await files.remove(other).catch(unlessGone);
    }
    await store.remove(id);
  }

  /** The name was taken, and nothing more. */
  async #removeReserved(path: string): Promise<void> {
    const { files } = this.#deps;
    const there = await files.inspect(path);
    if (there?.kind === 'file' && there.sizeBytes === 0) await files.remove(path).catch(unlessGone);
  }

  /** Best effort, and only when nothing is left: a trash folder that is missing means a share that is away. */
  async removeEmptyFolders(folders: Iterable<string>): Promise<void> {
    if (!(await this.#deps.store.isEmpty())) return;
    for (const folder of folders) await this.#deps.files.removeFolder(folder).catch(() => {});
  }

  /** A folder in which there is nothing at all, not even the trash, is a share that is not mounted. */
  async #requireShare(folder: string): Promise<void> {
    const { files } = this.#deps;
    if ((await files.inspect(folder)) !== null) return;
    const root = dirname(folder);
    if ((await files.list(root)).length === 0) throw missing(folder);
  }
}

/** Trash folders that its files are kept in. */
export function foldersOf({ files }: TrashEntry): Set<string> {
  return new Set(files.filter(isMoved).map(({ to }) => dirname(to)));
}

/** It does not stay where it is. */
function isMoved({ from, to }: TrashedFile): boolean {
  return from !== to;
}

function newPath(folder: string, path: string): string {
  return join(folder, `${randomUUID()}${extname(path)}`);
}

function asMove({ to, from, back = from, sizeBytes }: TrashedFile) {
  return { kind: 'video' as const, partial: to, target: back, replaces: false, sizeBytes };
}

function missing(path: string): Error {
  return Object.assign(new Error(`"${path}" is missing`), { code: 'ENOENT' });
}

function notAFolder(path: string): Error {
  return Object.assign(new Error(`"${path}" is not a folder`), { code: 'ENOTDIR' });
}

function unlessGone(error: unknown): void {
  if (errnoOf(error) !== 'ENOENT') throw error;
}
