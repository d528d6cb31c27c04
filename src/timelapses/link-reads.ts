import type { Knex } from 'knex';
import { loadTimelapses, TABLE } from './load-timelapses.ts';
import type { Timelapse } from './timelapse.ts';
import type { TimelapseRow } from './timelapse-columns.ts';
import { readFirstFrame } from './timelapse-row.ts';

/** What links and prints are judged by. */
export class LinkReads {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async listLinked(jobIds: readonly string[]): Promise<Timelapse[]> {
    const rows = await this.#db(TABLE)
      .whereIn('job_id', [...jobIds])
      .orderBy('created_at', 'desc');
    return loadTimelapses(this.#db, rows as TimelapseRow[]);
  }

  async listTakenSince(since: number): Promise<Timelapse[]> {
    const rows = await this.#db(TABLE).where('last_frame_at', '>=', since).orderBy('last_frame_at');
    return loadTimelapses(this.#db, rows as TimelapseRow[]);
  }

  /** Their links were not made by the user; newest first. */
  async listOpenForLinks(framesSince: number): Promise<string[]> {
    return (await this.#db(TABLE)
      .where('last_frame_at', '>=', framesSince)
      .where((open) => open.whereNull('link_source').orWhere({ link_source: 'auto' }))
      .orderBy('created_at', 'desc')
      .pluck('id')) as string[];
  }

  async listPicturesSince(
    since: number,
  ): Promise<{ jobId: string | null; takenFrom: number; takenTo: number; foundAt: number }[]> {
    const rows = (await this.#db(TABLE)
      .where('last_frame_at', '>=', since)
      .orWhere('created_at', '>=', since)
      .select('job_id', 'first_frame', 'last_frame_at', 'created_at')) as TimelapseRow[];
    return rows.map((row) => ({
      jobId: row.job_id,
      takenFrom: readFirstFrame(row)?.[1] ?? row.last_frame_at,
      takenTo: row.last_frame_at,
      foundAt: row.created_at,
    }));
  }
}
