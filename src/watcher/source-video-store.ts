import type { Knex } from 'knex';
import type { SourceVideoRow } from '../db/rows.ts';
import type { SeenVideo } from './scan-protocol.ts';

const TABLE = 'source_videos';

/** Which videos of the source folder have been looked at, and what became of them. */
export class SourceVideoStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async all(): Promise<SeenVideo[]> {
    const rows = (await this.#db(TABLE).select('path', 'size_bytes', 'modified_at')) as SourceVideoRow[];
    return rows.map((row) => ({
      path: row.path,
      sizeBytes: row.size_bytes,
      modifiedAt: row.modified_at,
    }));
  }

  /** Undefined = such a video has not been seen anywhere; null = one of the app itself. */
  async ownerOfContent(content: string): Promise<string | null | undefined> {
    const [row] = (await this.#db(TABLE).where({ content }).limit(1)) as SourceVideoRow[];
    return row?.timelapse_id;
  }

  /** @param timelapseId null = a video of the app itself */
  async put(video: SeenVideo, content: string, timelapseId: string | null): Promise<void> {
    await this.#db(TABLE)
      .insert({
        path: video.path,
        content,
        size_bytes: video.sizeBytes,
        modified_at: video.modifiedAt,
        timelapse_id: timelapseId,
      })
      .onConflict(['path', 'content'])
      .merge();
  }
}
