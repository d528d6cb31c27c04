import type { Knex } from 'knex';
import type { TimelapseFileRow } from '../db/rows.ts';

/** Which videos may need something done about the poster beside them. */
export class SidePosterReads {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * @param after id of the one before, or empty
   * @param all also those that never had one
   * @returns null = no more
   */
  async next(after: string, all: boolean): Promise<string | null> {
    const [row] = (await this.#db.raw(
      `SELECT t.id FROM timelapses t
       JOIN timelapse_files video ON video.timelapse_id = t.id AND video.kind = 'video'
       LEFT JOIN timelapse_files poster ON poster.timelapse_id = t.id AND poster.kind = 'poster'
       LEFT JOIN timelapse_files placed ON placed.timelapse_id = t.id AND placed.kind = 'side_poster'
       LEFT JOIN timelapse_files plan ON plan.timelapse_id = t.id AND plan.kind = 'side_poster_plan'
       WHERE t.id > :after AND t.video_exists = 1 AND t.status <> 'processing'
         AND (plan.path IS NOT NULL
              OR (placed.path IS NULL AND :all)
              OR placed.created_at < poster.created_at
              OR placed.path <> substr(video.path, 1, length(video.path) - 4) || '.jpg')
       ORDER BY t.id LIMIT 1`,
      { after, all: all ? 1 : 0 },
    )) as { id: string }[];
    return row?.id ?? null;
  }

  /** When each was recorded, milliseconds since 1970; 0 = it is not there. */
  async times(id: string): Promise<{ poster: number; placed: number }> {
    const rows = (await this.#db('timelapse_files')
      .where({ timelapse_id: id })
      .whereIn('kind', ['poster', 'side_poster'])
      .select('kind', 'created_at')) as Pick<TimelapseFileRow, 'kind' | 'created_at'>[];
    const timeOf = (kind: string) => rows.find((row) => row.kind === kind)?.created_at ?? 0;
    return { poster: timeOf('poster'), placed: timeOf('side_poster') };
  }
}
