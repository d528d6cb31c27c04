import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { UploadRow } from '../db/rows.ts';
import type { UploadCheck, UploadState } from '../shared/uploads.ts';
import type { BegunParts, ListedUpload, Reason, Upload } from './upload.ts';

const TABLE = 'uploads';
const UNFINISHED: UploadState[] = ['waiting', 'sending'];

/** What changes with the state. */
export interface UploadPatch {
  tries?: number;
  dueAt?: number;
  reason?: Reason | null;
  bytes?: number;
  sha256?: string;
  remoteName?: string;
  checkedBy?: UploadCheck;
}

/** Knows rows, not rules. */
export class UploadStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get(id: string): Promise<Upload | null> {
    const [row] = (await this.#db(TABLE).where({ id })) as UploadRow[];
    return row ? toUpload(row) : null;
  }

  /** Newest first. */
  async listOf(timelapseId: string): Promise<ListedUpload[]> {
    return toListed(await this.#listing().where({ timelapse_id: timelapseId }));
  }

  async list(page: { limit: number; offset: number; state?: UploadState | undefined }) {
    const { limit, offset, state } = page;
    const only = state ? { [`${TABLE}.state`]: state } : {};
    const rows = await this.#ofVideos(this.#listing()).where(only).limit(limit).offset(offset);
    const counted = this.#ofVideos(this.#db(TABLE)).where(only);
    const [{ count }] = (await counted.count({ count: '*' })) as [{ count: number }];
    return { uploads: toListed(rows), total: count };
  }

  async describe(upload: Upload): Promise<ListedUpload> {
    const [listed] = toListed(await this.#listing().where({ [`${TABLE}.id`]: upload.id }));
    return listed ?? { upload, timelapseTitle: null, destinationName: '' };
  }

  #listing() {
    return this.#db(TABLE)
      .join('destinations', 'destinations.id', `${TABLE}.destination_id`)
      .leftJoin('timelapses', 'timelapses.id', `${TABLE}.timelapse_id`)
      .select(`${TABLE}.*`, 'destinations.name as destination_name')
      .select(this.#db.raw('COALESCE(timelapses.title, timelapses.folder_name) AS timelapse_title'))
      .orderBy([
        { column: `${TABLE}.created_at`, order: 'desc' },
        { column: `${TABLE}.id`, order: 'desc' },
      ]);
  }

  /** Not of those in the trash. */
  #ofVideos(query: Knex.QueryBuilder): Knex.QueryBuilder {
    return query.whereIn(`${TABLE}.timelapse_id`, this.#db('timelapses').select('id'));
  }

  /** Those that can be sent; those due first come first. */
  async listDue(): Promise<Upload[]> {
    const query = this.#ofVideos(this.#db(TABLE)).whereIn('state', UNFINISHED);
    return ((await query.orderBy(['due_at', 'created_at', 'id'])) as UploadRow[]).map(toUpload);
  }

  async listUnfinished(): Promise<Upload[]> {
    const rows = await this.#db(TABLE).whereIn('state', UNFINISHED);
    return (rows as UploadRow[]).map(toUpload);
  }

  /** Of timelapses that are gone, and cannot come back from the trash. */
  async listOrphans(): Promise<Upload[]> {
    const rows = await this.#db(TABLE)
      .whereNotIn('timelapse_id', this.#db('timelapses').select('id'))
      .whereNotIn('timelapse_id', this.#db('trash').where({ leaving: 0 }).select('id'));
    return (rows as UploadRow[]).map(toUpload);
  }

  /** What was sent there of the same content; null = nothing. */
  async findSent({ timelapseId, destinationId }: Upload, sha256: string): Promise<Upload | null> {
    const where = { timelapse_id: timelapseId, destination_id: destinationId, sha256, state: 'done' };
    const [row] = (await this.#db(TABLE).where(where)) as UploadRow[];
    return row ? toUpload(row) : null;
  }

  async find(timelapseId: string, destinationId: string, version: string): Promise<Upload | null> {
    const where = { timelapse_id: timelapseId, destination_id: destinationId, version };
    const [row] = (await this.#db(TABLE).where(where)) as UploadRow[];
    return row ? toUpload(row) : null;
  }

  /** The same version is queued once. @returns it, and whether it is new */
  async add(
    { timelapseId, destinationId, version }: Pick<Upload, 'timelapseId' | 'destinationId' | 'version'>,
    now: number,
  ): Promise<{ upload: Upload; isNew: boolean }> {
    const row = {
      id: randomUUID(),
      timelapse_id: timelapseId,
      destination_id: destinationId,
      version,
      state: 'waiting',
      due_at: now,
      created_at: now,
      updated_at: now,
    };
    const keys = ['timelapse_id', 'destination_id', 'version'];
    const added = (await this.#db(TABLE).insert(row).onConflict(keys).ignore().returning('*')) as UploadRow[];
    if (added[0]) return { upload: toUpload(added[0]), isNew: true };
    return { upload: (await this.find(timelapseId, destinationId, version))!, isNew: false };
  }

  /** @param from states in which it may be changed @returns null when it is in another, or gone */
  async change(
    id: string,
    from: readonly UploadState[],
    to: UploadState,
    now: number,
    patch: UploadPatch = {},
  ): Promise<Upload | null> {
    const { tries, dueAt, reason, bytes, sha256, remoteName, checkedBy } = patch;
    const rows = (await this.#db(TABLE)
      .where({ id })
      .whereIn('state', [...from])
      .update({
        state: to,
        updated_at: now,
        ...(tries !== undefined && { tries }),
        ...(dueAt !== undefined && { due_at: dueAt }),
        ...(reason !== undefined && { reason: reason && JSON.stringify(reason) }),
        ...(bytes !== undefined && { bytes }),
        ...(sha256 !== undefined && { sha256 }),
        ...(remoteName !== undefined && { remote_name: remoteName }),
        ...(checkedBy !== undefined && { checked_by: checkedBy }),
      })
      .returning('*')) as UploadRow[];
    return rows[0] ? toUpload(rows[0]) : null;
  }

  /** What is on the server of it. */
  async note(id: string, begun: BegunParts | null): Promise<void> {
    await this.#db(TABLE)
      .where({ id })
      .update({ begun: begun && JSON.stringify(begun) });
  }

  /** Of another version of the video by now. False = that one has an upload of its own. */
  async moveTo(id: string, version: string): Promise<boolean> {
    const others = this.#db(TABLE).from(`${TABLE} as other`).where('other.version', version);
    const same = others
      .whereRaw('other.timelapse_id = uploads.timelapse_id')
      .whereRaw('other.destination_id = uploads.destination_id');
    return (await this.#db(TABLE).where({ id }).whereNotExists(same).update({ version })) > 0;
  }

  /** Those that failed are due now. */
  async retryFailed(destinationId: string, now: number): Promise<void> {
    await this.#db(TABLE)
      .where({ destination_id: destinationId })
      .whereIn('state', ['failed', 'waiting'])
      .update({ state: 'waiting', tries: 0, due_at: now, reason: null, updated_at: now });
  }

  async delete(id: string): Promise<boolean> {
    return (await this.#db(TABLE).where({ id }).delete()) > 0;
  }

  /**
   * Timelapses whose video a destination wants and was never asked to take.
   *
   * @param limit so that a pass does not grow with the library
   */
  async listWanted(limit: number): Promise<{ timelapseId: string; destinationId: string }[]> {
    const rows = (await this.#db('destinations')
      .join('timelapses', (on) => {
        on.onVal('timelapses.status', 'completed');
      })
      .join('timelapse_files', (on) => {
        on.on('timelapse_files.timelapse_id', 'timelapses.id').onVal('timelapse_files.kind', 'video');
      })
      .where((wanted) =>
        wanted
          .where((all) =>
            all
              .where('destinations.sends', 'all')
              .whereRaw('timelapses.processing_completed_at >= destinations.sends_since'),
          )
          .orWhere((pinned) => pinned.where('destinations.sends', 'pinned').where('timelapses.pinned', 1)),
      )
      .whereNotExists(
        this.#db(TABLE)
          .whereRaw('uploads.timelapse_id = timelapses.id')
          .whereRaw('uploads.destination_id = destinations.id')
          .whereRaw(`uploads.version = ${VERSION_OF_ROW}`),
      )
      .orderBy('timelapses.processing_completed_at')
      .limit(limit)
      .select('timelapses.id as timelapse_id', 'destinations.id as destination_id')) as {
      timelapse_id: string;
      destination_id: string;
    }[];
    return rows.map((row) => ({ timelapseId: row.timelapse_id, destinationId: row.destination_id }));
  }
}

/** As {@link versionOf} makes it. */
const VERSION_OF_ROW = "COALESCE(timelapses.processing_completed_at, 0) || '-' || timelapse_files.size_bytes";

type ListedRow = UploadRow & { destination_name: string; timelapse_title: string | null };

function toListed(rows: unknown[]): ListedUpload[] {
  return (rows as ListedRow[]).map((row) => ({
    upload: toUpload(row),
    timelapseTitle: row.timelapse_title,
    destinationName: row.destination_name,
  }));
}

function toUpload(row: UploadRow): Upload {
  return {
    id: row.id,
    timelapseId: row.timelapse_id,
    destinationId: row.destination_id,
    version: row.version,
    state: row.state as UploadState,
    tries: row.tries,
    dueAt: row.due_at,
    reason: row.reason === null ? null : (JSON.parse(row.reason) as Reason),
    bytes: row.bytes,
    sha256: row.sha256,
    remoteName: row.remote_name,
    checkedBy: row.checked_by as UploadCheck | null,
    begun: row.begun === null ? null : (JSON.parse(row.begun) as BegunParts),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
