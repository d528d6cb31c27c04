import { basename, dirname } from 'node:path';
import type { UnusedReason } from '../shared/system.ts';
import type { FolderSnapshot, SampledFrame } from '../timelapses/timelapse.ts';
import type { SeenFolder } from '../timelapses/timelapse-reads.ts';
import type { KnownFolder, ScannedFolder } from './scan-protocol.ts';

/** Network shares report changes late, so every folder is counted again this often. */
const RECOUNT_EVERY_MS = 5 * 60_000;
/** Files overwritten in place do not change the folder time, so every folder is read this often. */
const READ_EVERY_MS = 60 * 60_000;
/** Files are mostly overwritten in folders in use: these are read completely instead of counted. */
const IN_USE_FOR_MS = 24 * 60 * 60_000;
/** After this time without changes, a folder is not being written to. */
const CALM_AFTER_MS = 60_000;
/** Scans without a change after which a folder counts as settled. */
const SCANS_TO_SETTLE = 2;

/** With or without a timelapse. */
interface Memory {
  folderModifiedAt: number;
  nameCount: number | null;
  lastName: string;
  newestName: string;
  newestAt: number;
  newestSize: number;
  first: SampledFrame | null;
  changedAt: number;
  calmScans: number;
  recountAt: number;
  readAt: number;
  missing: boolean;
  /** Why pictures in it are not frames. */
  unused: UnusedReason | null;
}

/** The folders of one root, in memory; loaded from the database at the start. */
export class FolderMemory {
  readonly #folders = new Map<string, Memory>();
  readonly #unreadable = new Set<string>();
  /** From the first complete scan on, an unknown folder has just appeared. */
  #scanned = false;

  /** With it, a start reads no folder that is unchanged. */
  async load(root: string, pages: AsyncIterable<SeenFolder[]>, now: number): Promise<void> {
    this.#folders.clear();
    this.#unreadable.clear();
    this.#scanned = false;
    for await (const page of pages) {
      for (const { sourceFolder, sourceMissing: missing, ...seen } of page) {
        if (dirname(sourceFolder) !== root) continue;
        // Spread over the interval, so that the load is even.
        const share = (this.#folders.size % 300) / 300;
        const recountAt = now + share * RECOUNT_EVERY_MS;
        const readAt = now + share * READ_EVERY_MS;
        const settled = { nameCount: null, calmScans: SCANS_TO_SETTLE, recountAt, readAt };
        this.#folders.set(basename(sourceFolder), {
          ...seen,
          ...settled,
          changedAt: seen.newestAt,
          missing,
          unused: null,
        });
      }
    }
  }

  /** If there were any, an empty root is a share that is not mounted. */
  get hadFolders(): boolean {
    return [...this.#folders.values()].some((folder) => !folder.missing);
  }

  missingFrom(names: readonly string[]): string[] {
    const present = new Set(names);
    return [...this.#folders]
      .filter(([name, each]) => !each.missing && !present.has(name))
      .map(([name]) => name);
  }

  markMissing(name: string): void {
    const folder = this.#folders.get(name);
    if (folder) this.#folders.set(name, { ...folder, missing: true, calmScans: 0 });
  }

  markScanned(): void {
    this.#scanned = true;
  }

  /** Folders with pictures that are not frames. */
  unused(present: readonly string[]): { name: string; reason: UnusedReason }[] {
    return present.flatMap((name) => {
      const reason = this.#unreadable.has(name) ? 'unreadable' : this.#folders.get(name)?.unused;
      return reason ? [{ name, reason }] : [];
    });
  }

  isUnreadable(name: string): boolean {
    return this.#unreadable.has(name);
  }

  forget(name: string): void {
    this.#folders.delete(name);
  }

  /** The next scan reads the folder completely. */
  unsettle(name: string): void {
    const folder = this.#folders.get(name);
    if (folder) folder.calmScans = 0;
  }

  /** @param due folders about to start, which are checked thoroughly first */
  request(now: number, due: ReadonlySet<string>): Record<string, KnownFolder> {
    return Object.fromEntries(
      [...this.#folders].map(([name, folder]): [string, KnownFolder] => {
        const { folderModifiedAt, nameCount, lastName, newestName, newestAt, newestSize, first } = folder;
        const known = { folderModifiedAt, nameCount, lastName, newestName, newestAt, newestSize, first };
        return [name, { ...known, how: this.#how(folder, now, due.has(name)) }];
      }),
    );
  }

  #how(folder: Memory, now: number, due: boolean): KnownFolder['how'] {
    if (due || folder.missing || folder.calmScans < SCANS_TO_SETTLE) return 'read';
    if (folder.readAt <= now) return 'read';
    if (folder.recountAt > now) return 'if_touched';
    return now - folder.changedAt < IN_USE_FOR_MS ? 'read' : 'recount';
  }

  /** @returns `calm`: nothing was added for a while */
  remember(scanned: ScannedFolder, now: number): { calm: boolean; appeared: boolean } {
    const before = this.#folders.get(scanned.name);
    const appeared = before === undefined ? this.#scanned : before.lastName === '';
    this.#unreadable.delete(scanned.name);
    if (scanned.state === 'unreadable') {
      // One that was just deleted is missing, not unreadable.
      if (scanned.code !== 'ENOENT') this.#unreadable.add(scanned.name);
      return { calm: false, appeared };
    }
    if (scanned.state === 'unchanged') {
      if (before && before.recountAt <= now) before.recountAt = now + RECOUNT_EVERY_MS;
      return { calm: true, appeared };
    }
    const seen =
      scanned.state === 'seen'
        ? memoryOf(scanned.snapshot, scanned.nameCount)
        : { ...EMPTY, folderModifiedAt: scanned.folderModifiedAt, nameCount: scanned.nameCount };
    const untouchedFor = now - Math.max(seen.folderModifiedAt, seen.newestAt);
    const calm = untouchedFor > CALM_AFTER_MS;
    const same = sameMemory(before, seen);
    const calmScans = same ? (before?.calmScans ?? 0) + 1 : 0;
    this.#folders.set(scanned.name, {
      ...seen,
      changedAt: same ? (before?.changedAt ?? now) : now,
      calmScans: calm ? SCANS_TO_SETTLE : calmScans,
      recountAt: now + RECOUNT_EVERY_MS,
      readAt: now + READ_EVERY_MS,
      missing: false,
      unused: scanned.unused,
    });
    return { calm, appeared };
  }
}

type Seen = Omit<Memory, 'calmScans' | 'changedAt' | 'recountAt' | 'readAt' | 'missing' | 'unused'>;

const EMPTY = { lastName: '', newestName: '', newestAt: 0, newestSize: 0, first: null };

function memoryOf(snapshot: FolderSnapshot, nameCount: number): Seen {
  return {
    folderModifiedAt: snapshot.folderModifiedAt,
    nameCount,
    lastName: snapshot.fingerprint.lastName,
    newestName: snapshot.newestName,
    newestAt: snapshot.fingerprint.newestAt,
    newestSize: snapshot.newestSize,
    first: snapshot.sample[0] ?? null,
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
