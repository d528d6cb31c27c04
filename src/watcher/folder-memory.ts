import { basename, dirname } from 'node:path';
import type { FolderLook } from '../timelapses/timelapse.ts';
import type { SeenFolder } from '../timelapses/timelapse-reads.ts';
import type { KnownFolder, ScannedFolder } from './scan-protocol.ts';

/** Network shares report times late: every folder is counted again this often, milliseconds. */
const RECOUNT_EVERY_MS = 5 * 60_000;
/** A folder untouched for so long is not being written to, milliseconds. */
const CALM_AFTER_MS = 60_000;
/** Looks without a change after which a folder counts as settled. */
const LOOKS_TO_SETTLE = 2;

/** What is remembered of a folder between two looks, whether or not it has a timelapse. */
interface Memory {
  folderModifiedAt: number;
  nameCount: number | null;
  lastName: string;
  newestName: string;
  newestAt: number;
  newestSize: number;
  /** Looks in a row without a change. */
  calmLooks: number;
  recountAt: number;
  missing: boolean;
}

/** Everything the watcher remembers of the folders of one root, in memory; after a start it is filled from the rows. */
export class FolderMemory {
  readonly #folders = new Map<string, Memory>();

  /** Fills it with what the rows say, so that a start reads no folder that did not change meanwhile. */
  async load(root: string, pages: AsyncIterable<SeenFolder[]>, now: number): Promise<void> {
    this.#folders.clear();
    for await (const page of pages) {
      for (const { sourceFolder, sourceMissing: missing, ...seen } of page) {
        if (dirname(sourceFolder) !== root) continue;
        // Recounts are spread over the whole interval, or every fifth minute would be a busy one.
        const recountAt = now + (this.#folders.size % 300) * (RECOUNT_EVERY_MS / 300);
        const memory = { ...seen, nameCount: null, calmLooks: LOOKS_TO_SETTLE, recountAt, missing };
        this.#folders.set(basename(sourceFolder), memory);
      }
    }
  }

  /** Whether any folder was there when last looked: an empty root is then a share that is gone. */
  get hadFolders(): boolean {
    return [...this.#folders.values()].some((folder) => !folder.missing);
  }

  /** Names of folders that were there before and are not among these. */
  missingFrom(names: readonly string[]): string[] {
    const present = new Set(names);
    return [...this.#folders]
      .filter(([name, each]) => !each.missing && !present.has(name))
      .map(([name]) => name);
  }

  markMissing(name: string): void {
    const folder = this.#folders.get(name);
    if (folder) this.#folders.set(name, { ...folder, missing: true, calmLooks: 0 });
  }

  forget(name: string): void {
    this.#folders.delete(name);
  }

  /** Makes the next look read a folder whole. */
  unsettle(name: string): void {
    const folder = this.#folders.get(name);
    if (folder) folder.calmLooks = 0;
  }

  /** What the scan is told. @param due folders that are about to be started and get a thorough look first */
  request(now: number, due: ReadonlySet<string>): Record<string, KnownFolder> {
    return Object.fromEntries(
      [...this.#folders].map(([name, folder]): [string, KnownFolder] => {
        const { folderModifiedAt, nameCount, lastName, newestName, newestAt, newestSize } = folder;
        const known = { folderModifiedAt, nameCount, lastName, newestName, newestAt, newestSize };
        return [name, { ...known, how: this.#how(folder, now, due.has(name)) }];
      }),
    );
  }

  #how(folder: Memory, now: number, due: boolean): KnownFolder['how'] {
    if (due || folder.missing || folder.calmLooks < LOOKS_TO_SETTLE) return 'read';
    return folder.recountAt <= now ? 'recount' : 'if_touched';
  }

  /** Takes in what a look saw. @returns whether the folder is calm: nothing was added to it for a while */
  remember(scanned: ScannedFolder, now: number): boolean {
    const before = this.#folders.get(scanned.name);
    if (scanned.state === 'unreadable') return false;
    if (scanned.state === 'unchanged') {
      if (before && before.recountAt <= now) before.recountAt = now + RECOUNT_EVERY_MS;
      return true;
    }
    const seen =
      scanned.state === 'seen'
        ? memoryOf(scanned.look, scanned.nameCount)
        : { ...EMPTY, folderModifiedAt: scanned.folderModifiedAt, nameCount: scanned.nameCount };
    const untouchedFor = now - Math.max(seen.folderModifiedAt, seen.newestAt);
    const calm = untouchedFor > CALM_AFTER_MS;
    const calmLooks = sameMemory(before, seen) ? (before?.calmLooks ?? 0) + 1 : 0;
    this.#folders.set(scanned.name, {
      ...seen,
      calmLooks: calm ? LOOKS_TO_SETTLE : calmLooks,
      recountAt: now + RECOUNT_EVERY_MS,
      missing: false,
    });
    return calm;
  }
}

type Seen = Omit<Memory, 'calmLooks' | 'recountAt' | 'missing'>;

const EMPTY = { lastName: '', newestName: '', newestAt: 0, newestSize: 0 };

function memoryOf(look: FolderLook, nameCount: number): Seen {
  return {
    folderModifiedAt: look.folderModifiedAt,
    nameCount,
    lastName: look.fingerprint.lastName,
    newestName: look.newestName,
    newestAt: look.fingerprint.newestAt,
    newestSize: look.newestSize,
  };
}

function sameMemory(before: Memory | undefined, seen: Seen): boolean {
  return (
    before !== undefined &&
    before.folderModifiedAt === seen.folderModifiedAt &&
    before.lastName === seen.lastName &&
    before.newestName === seen.newestName &&
    before.newestAt === seen.newestAt &&
    before.newestSize === seen.newestSize
  );
}
