import { basename, dirname, join } from 'node:path';
import type { AppStateStore, StoredArchiving } from '../db/app-state-store.ts';
import type { Clock } from '../lib/clock.ts';
import { checksumOf } from '../moving/checksum.ts';
import { isPlaced, type PlaceDeps, placeFile, removePartial } from '../moving/place-file.ts';
import type { CopyRun } from '../moving/put-copy.ts';
import type { LiveOptions } from '../options/live-options.ts';
import { numberedName, sourceOf } from '../queue/output-plan.ts';
import { type ArchiveFolders, archiveAway } from '../timelapses/archive-folders.ts';
import type { Removal } from '../timelapses/removal-store.ts';
import type { ArchivedAs, Timelapse, TimelapseFile } from '../timelapses/timelapse.ts';
import type { ArchiveStore } from './archive-store.ts';

/**
 * `missing`: there is no such file; `away`: its folder is missing or empty, as that of a share that is not mounted;
 * `in_use`: it is moved later; `gone`: it is not to be moved anymore.
 */
export type ArchiveOutcome = 'moved' | 'in_use' | 'gone' | 'missing' | 'away';

/** The file in the archive is not what was put there. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
  readonly path: string;

  constructor(path: string) {
    super(`"${path}" is not what was archived`);
    this.path = path;
  }
}

export interface FileToArchive extends TimelapseFile {
  kind: 'video' | 'original';
}

export interface ArchiveMoverDeps extends PlaceDeps {
  store: ArchiveStore;
  archives: ArchiveFolders;
  appState: Pick<AppStateStore, 'get' | 'set'>;
  options: LiveOptions;
  clock: Clock;
  onMoved: (timelapse: Timelapse) => void;
  /** Never throws: what remains is removed later. */
  removeNow: (removal: Removal) => Promise<void>;
}

/**
 * Moves one file after another into the archive or back. The original is removed once the checked copy is there and
 * known, so at any instant each file is where the database says.
 */
export class ArchiveMover {
  readonly #deps: ArchiveMoverDeps;

  constructor(deps: ArchiveMoverDeps) {
    this.#deps = deps;
  }

  /** Settles what was being put in place when the app ended. @throws AppError `archive_away`, or the system's error */
  async settle(signal: CopyRun['signal']): Promise<void> {
    const { files, appState, archives, options, store } = this.#deps;
    const placing = await appState.get('archiving');
    if (placing === null) return;
    const { from, to, archiveFolder: folder } = placing;
    const cause = folder === null ? null : await archives.causeOf(folder);
    if (folder !== null && cause) {
      if (folder === options.current.timelapse_archive_folder) throw archiveAway(folder, cause);
      return store.giveUp(placing);
    }
    let checksum = '';
    const read = async (path: string) => (checksum = await checksumOf(files, path, signal));
    const isCopy = async () => (await read(from)) === (await read(to));
    await removePartial(files, dirname(to), 'archive');
    if (!(await isPlaced(files, placing, isCopy))) return appState.set('archiving', null);
    const archived = folder === null ? null : { folder, home: from, checksum: checksum || (await read(to)) };
    await this.#commit(placing, archived);
  }

  /** @throws AppError `disk_full`, MoveHalted, or the system's error; nothing has changed then */
  async archive(
    timelapse: Timelapse,
    file: FileToArchive,
    folder: string,
    run: CopyRun,
  ): Promise<ArchiveOutcome> {
    const { files } = this.#deps;
    const { path: from } = file;
    let checksum: string | null = null;
    const placing = await this.#place(
      timelapse,
      file,
      { folder, name: basename(from), archiveFolder: folder },
      run,
      {
        isGood: async (copy) => {
          checksum = await checksumOf(files, from, run.signal);
          return checksum === (await checksumOf(files, copy, run.signal));
        },
      },
    );
    if (typeof placing === 'string') return placing;
    // On the same file system it is the same file.
    checksum ??= await checksumOf(files, placing.to, run.signal);
    return this.#commit(placing, { folder, home: from, checksum });
  }

  /** @throws Damaged, AppError `disk_full`, MoveHalted, or the system's error; nothing has changed then */
  async bringBack(
    timelapse: Timelapse,
    file: FileToArchive & { archived: ArchivedAs },
    run: CopyRun,
  ): Promise<ArchiveOutcome> {
    const { files } = this.#deps;
    const { home, checksum } = file.archived;
    const folder = await this.#homeOf(timelapse, home);
    const check = async (copy: string) => {
      if ((await checksumOf(files, copy, run.signal)) === checksum) return true;
      if ((await checksumOf(files, file.path, run.signal)) === checksum) return false;
      throw new Damaged(file.path);
    };
    let isChecked = false;
    const isGood = async (copy: string) => {
      isChecked = true;
      return check(copy);
    };
    const where = { folder, name: basename(home), archiveFolder: null };
    const placing = await this.#place(timelapse, file, where, run, { isGood });
    if (typeof placing === 'string') return placing;
    if (!isChecked) {
      await check(placing.to).catch(async (error: unknown) => {
        await files.remove(placing.to);
        await this.#deps.appState.set('archiving', null);
        throw error;
      });
    }
    return this.#commit(placing, null);
  }

  async #place(
    { id: timelapseId }: Timelapse,
    { kind, path: from }: FileToArchive,
    { folder, name, archiveFolder }: { folder: string; name: string; archiveFolder: string | null },
    run: CopyRun,
    { isGood }: { isGood: (copy: string) => Promise<boolean> },
  ): Promise<StoredArchiving | 'missing' | 'away' | 'in_use'> {
    const { files, store, appState } = this.#deps;
    const source = await files.inspect(from);
    if (source?.kind !== 'file') return (await this.#isAway(dirname(from))) ? 'away' : 'missing';
    if (await store.isInUse(timelapseId)) return 'in_use';
    const { sizeBytes, modifiedAt } = source;
    let placing: StoredArchiving | undefined;
    await placeFile(
      {
        ...{ by: 'archive', from, sizeBytes, folder, isGood },
        nameFor: (number) => join(folder, numberedName(name, number)),
        isTaken: (path) => store.isTaken(path),
        begin: async (to) => {
          placing = { timelapseId, kind, from, to, archiveFolder, sizeBytes, modifiedAt };
          await appState.set('archiving', placing);
        },
      },
      run,
      this.#deps,
    );
    return placing!;
  }

  async #commit(placing: StoredArchiving, archived: ArchivedAs | null): Promise<ArchiveOutcome> {
    const { store, files, appState, clock, onMoved, removeNow } = this.#deps;
    const committed = await store.commit(placing, archived, clock.now());
    if (committed.outcome === 'moved') {
      onMoved(committed.timelapse);
      await removeNow(committed.removal);
      return 'moved';
    }
    // A second name or a copy, which nobody knows.
    await files.remove(placing.to);
    await appState.set('archiving', null);
    return committed.outcome;
  }

  async #isAway(folder: string): Promise<boolean> {
    const { files } = this.#deps;
    if ((await files.inspect(folder))?.kind !== 'folder') return true;
    return (await files.list(folder)).length === 0;
  }

  /** Where it was, if videos are still made there; else the output folder. */
  async #homeOf(timelapse: Timelapse, home: string): Promise<string> {
    const { files, options } = this.#deps;
    const output = options.current.timelapse_output_folder;
    const folder = dirname(home);
    const isUsual = folder === output || folder === sourceOf(timelapse);
    if (isUsual && (await files.inspect(folder))?.kind === 'folder') return folder;
    await files.makeFolder(output).catch(() => {});
    return output;
  }
}
