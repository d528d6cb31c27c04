import { basename, dirname, join, relative } from 'node:path';
import type { StoredMediaMove, StoredPlacing } from '../db/app-state-store.ts';
import type { Clock } from '../lib/clock.ts';
import { numberedName } from '../queue/output-plan.ts';
import { newCopyPath } from '../timelapses/copies-of-videos.ts';
import type { Removal } from '../timelapses/removal-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { FileToMove, MovedFiles } from './moved-files.ts';
import { isPlaced, type PlaceDeps, placeFile } from './place-file.ts';
import { type CopyRun, isSame } from './put-copy.ts';

/** `missing`: it was not found; `in_use`: it is moved later. */
export type MoveOutcome = 'moved' | 'in_use' | 'gone' | 'missing';

export interface FileMoverDeps extends PlaceDeps {
  moved: MovedFiles;
  clock: Clock;
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
    const { to } = placing;
    const from = placing.file.path;
    const isCopy = () => isSame(files, from, to, signal);
    if (await isPlaced(files, { ...placing, from }, isCopy))
      return (await this.#commit(stored, placing)).stored;
    return this.#save({ ...stored, placing: null });
  }

  /** @throws AppError `disk_full`, MoveHalted, or the system's error; nothing has changed then */
  async move(
    stored: StoredMediaMove,
    file: FileToMove,
    run: CopyRun,
  ): Promise<{ outcome: MoveOutcome; stored: StoredMediaMove }> {
    const { files, moved } = this.#deps;
    const source = await files.inspect(file.path);
    if (source?.kind !== 'file') return this.#findMoved(stored, file);
    const { sizeBytes: _, ...which } = file;
    const { sizeBytes, modifiedAt } = source;
    let current = stored;
    const to = await placeFile(
      {
        by: 'media_move',
        from: file.path,
        sizeBytes,
        folder: stored.to,
        nameFor: (number) => this.#nameFor(stored, file, number),
        isTaken: (path) => moved.isTaken(path),
        begin: async (path) => {
          const placing: StoredPlacing = { file: which, to: path, sizeBytes, modifiedAt };
          current = await this.#save({ ...stored, placing });
        },
      },
      run,
      this.#deps,
    );
    return this.#commit(current, { file: which, to, sizeBytes, modifiedAt });
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

  #nameFor({ from, to }: StoredMediaMove, { path, shareId }: FileToMove, number: number): string {
    const same = join(to, relative(from, path));
    if (number === 1) return same;
    if (shareId !== undefined)
      return newCopyPath(dirname(dirname(same)), path.slice(path.lastIndexOf('.') + 1));
    return join(dirname(same), numberedName(basename(same), number));
  }

  async #save(stored: StoredMediaMove): Promise<StoredMediaMove> {
    await this.#deps.save(stored);
    return stored;
  }
}
