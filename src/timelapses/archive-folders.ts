import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import type { ArchiveRow, TimelapseFileRow } from '../db/rows.ts';
import { AppError, causeOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Cause } from '../shared/facts.ts';
import { FILES } from './load-timelapses.ts';
import { renameArchive } from './rename-archive.ts';
import type { TimelapseFile } from './timelapse.ts';

const TABLE = 'archives';
/** Without it, an empty folder in place of a disk would pass for the archive. */
export const ARCHIVE_MARK = '.timelapse-archive';
const ABOUT =
  'Archived videos of Printernizer Timelapse are in this folder, which is known by this file. Keep it.';
const MARK = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/m;
/** Of an archive that has lost its mark. */
const SAMPLE = 3;

export interface ArchiveFoldersDeps {
  db: Knex;
  files: Files;
  now: () => number;
  /** One has gone away or come back. */
  onChange: () => void;
}

/** Whether the folders that videos were archived in are there: a share or disk comes and goes. */
export class ArchiveFolders {
  readonly #deps: ArchiveFoldersDeps;
  #away: ReadonlyMap<string, Cause> = new Map();

  constructor(deps: ArchiveFoldersDeps) {
    this.#deps = deps;
  }

  /** As last checked. */
  get away(): ReadonlyMap<string, Cause> {
    return this.#away;
  }

  /** Those with videos in them. */
  async checkAll(): Promise<void> {
    const away = new Map<string, Cause>();
    for (const { folder } of await this.#rows()) {
      const cause = (await this.#holdsAny(folder)) ? await this.#findCause(folder) : null;
      if (cause) away.set(folder, cause);
    }
    this.#set(away);
  }

  /** Why it is away now; null = it is there. */
  async causeOf(folder: string): Promise<Cause | null> {
    const cause = await this.#findCause(folder);
    const away = new Map(this.#away);
    if (cause && (await this.#holdsAny(folder))) away.set(folder, cause);
    else away.delete(folder);
    this.#set(away);
    return cause;
  }

  /** Nothing can be said of a file in an archive that is away. @throws AppError 503 `archive_away` */
  async require(files: readonly TimelapseFile[]): Promise<void> {
    for (const folder of new Set(files.flatMap(({ archived }) => archived?.folder ?? []))) {
      const cause = await this.causeOf(folder);
      if (cause) throw archiveAway(folder, cause);
    }
  }

  /** As `require`, of files that are known by their paths. @throws AppError 503 `archive_away` */
  async requireAt(paths: readonly string[]): Promise<void> {
    for (const { folder } of await this.#rows()) {
      if (!paths.some((path) => path.startsWith(`${folder}/`))) continue;
      const cause = await this.causeOf(folder);
      if (cause) throw archiveAway(folder, cause);
    }
  }

  /**
   * Makes a folder an archive, unless it is one; one that holds videos has to be there.
   *
   * @param isNew it was just chosen, so a known one without its mark is one that was emptied
   * @throws AppError 503 `archive_away`, or the system's error
   */
  async prepare(folder: string, isNew: boolean): Promise<void> {
    const { db, files, now } = this.#deps;
    const [known] = await this.#rows(folder);
    if (known && (await this.#holdsAny(folder))) {
      const cause = await this.causeOf(folder);
      if (cause) throw archiveAway(folder, cause);
    }
    await files.checkWritable(folder);
    if ((await files.inspect(folder))?.kind !== 'folder') throw noFolder(folder);
    const there = await this.#readMark(folder);
    if (known && there === known.mark) return;
    if (known && !isNew) throw notConnected(folder);
    const mark = there ?? randomUUID();
    if (there === null) await this.#writeMark(folder, mark);
    await db(TABLE).insert({ folder, mark, created_at: now() }).onConflict('folder').merge(['mark']);
  }

  /** An archive whose disk is connected somewhere else now is still that archive. @returns whether it was one */
  async follow(folder: string): Promise<boolean> {
    const { db, now } = this.#deps;
    const mark = await this.#readMark(folder).catch(() => null);
    if (mark === null || (await this.#rows(folder)).length > 0) return false;
    const [before] = (await db(TABLE).where({ mark })) as ArchiveRow[];
    if (!before || (await this.causeOf(before.folder)) === null) return false;
    await db.transaction(async (trx) => {
      await renameArchive(trx, { before: before.folder, folder });
      await trx(TABLE).where({ folder: before.folder }).delete();
      await trx(TABLE).insert({ folder, mark, created_at: now() });
    });
    const away = new Map(this.#away);
    away.delete(before.folder);
    this.#set(away);
    return true;
  }

  #set(away: ReadonlyMap<string, Cause>): void {
    if (isDeepStrictEqual(away, this.#away)) return;
    this.#away = away;
    this.#deps.onChange();
  }

  async #findCause(folder: string): Promise<Cause | null> {
    try {
      const kind = (await this.#deps.files.inspect(folder))?.kind;
      if (kind === undefined) return { cause: 'ENOENT', reason: 'the folder does not exist' };
      if (kind !== 'folder') return { cause: 'ENOTDIR', reason: 'it is not a folder' };
      const [known] = await this.#rows(folder);
      const mark = await this.#readMark(folder);
      if (!known || mark === known.mark || (await this.#isRecognised(known, mark))) return null;
      return {
        cause: 'not_connected',
        reason: 'the archived videos are not in it, so its disk is not connected',
      };
    } catch (error) {
      return causeOf(error);
    }
  }

  /** Someone has removed the mark, but the videos are there. */
  async #isRecognised({ folder, mark }: ArchiveRow, there: string | null): Promise<boolean> {
    if (there !== null) return false;
    const rows = (await this.#archivedIn(folder).limit(SAMPLE)) as TimelapseFileRow[];
    for (const { path, size_bytes: sizeBytes } of rows) {
      const file = await this.#deps.files.inspect(path);
      if (file?.kind !== 'file' || file.sizeBytes !== sizeBytes) continue;
      // Without it, the next check finds them again.
      await this.#writeMark(folder, mark).catch(() => {});
      return true;
    }
    return false;
  }

  /** Null = none. @throws the system's error */
  async #readMark(folder: string): Promise<string | null> {
    const { files } = this.#deps;
    const path = join(folder, ARCHIVE_MARK);
    const there = await files.inspect(path);
    if (there === null) return null;
    // Whoever writes to a link writes somewhere else.
    if (there.kind !== 'file') throw Object.assign(new Error(`"${path}" is not a file`), { code: 'EFTYPE' });
    return MARK.exec(await files.readText(path))?.[0] ?? null;
  }

  async #writeMark(folder: string, mark: string): Promise<void> {
    await this.#deps.files.writeAtomic(join(folder, ARCHIVE_MARK), `${ABOUT}\n${mark}\n`);
  }

  async #rows(folder?: string): Promise<ArchiveRow[]> {
    const query = this.#deps.db(TABLE).orderBy('folder');
    if (folder !== undefined) query.where({ folder });
    return (await query) as ArchiveRow[];
  }

  async #holdsAny(folder: string): Promise<boolean> {
    return (await this.#archivedIn(folder).first('path')) !== undefined;
  }

  #archivedIn(folder: string): Knex.QueryBuilder {
    // Exactly as in its index.
    return this.#deps
      .db(FILES)
      .whereRaw("archived IS NOT NULL AND json_extract(archived, '$.folder') = ?", [folder]);
  }
}

export function archiveAway(folder: string, cause: Cause): AppError {
  return new AppError('archive_away', `The archive folder ${folder} is away: ${cause.reason}.`, {
    status: 503,
    detail: { path: folder, ...cause },
    remedy:
      'Connect its disk or network storage. Archived videos can be watched again as soon as it is back.',
  });
}

/** An empty folder in place of the disk, or another disk. */
function notConnected(path: string): Error {
  const detail: Cause = { cause: 'not_connected', reason: 'its disk is not connected' };
  return Object.assign(new Error(`"${path}" is not the archive that it was`), { detail });
}

function noFolder(path: string): Error {
  return Object.assign(new Error(`"${path}" is not a folder`), { code: 'ENOTDIR' });
}
