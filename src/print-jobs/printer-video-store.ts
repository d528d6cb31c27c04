import type { Knex } from 'knex';
import type { PrinterVideoRow } from '../db/rows.ts';

const TABLE = 'printer_videos';

export interface BroughtVideo {
  remotePath: string;
  sizeBytes: number;
  /** Where it is, or is going to be. */
  filePath: string;
  jobId: string | null;
}

/** As the printer's integration lists it. */
interface Listed {
  path: string;
  sizeBytes: number;
}

/** Which videos of printers have been brought, so that none is brought twice. */
export class PrinterVideoStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** All that were brought under this name of the printer, whatever their size. */
  async brought(path: string): Promise<BroughtVideo[]> {
    const rows = await this.#db(TABLE).where({ remote_path: path }).whereNotNull('fetched_at');
    return (rows as PrinterVideoRow[]).map(toBrought);
  }

  async begin(video: BroughtVideo): Promise<void> {
    const { remotePath, sizeBytes, filePath, jobId } = video;
    await this.#db(TABLE)
      .insert({
        ...{ remote_path: remotePath, size_bytes: sizeBytes, file_path: filePath, job_id: jobId },
        ...{ fetched_at: null, linked: 0 },
      })
      .onConflict(['remote_path', 'size_bytes'])
      .merge();
  }

  async finish({ path, sizeBytes }: Listed, now: number): Promise<void> {
    await this.#db(TABLE).where({ remote_path: path, size_bytes: sizeBytes }).update({ fetched_at: now });
  }

  /** Under way when the app ended. */
  async unfinished(): Promise<BroughtVideo[]> {
    const rows = await this.#db(TABLE).whereNull('fetched_at');
    return (rows as PrinterVideoRow[]).map(toBrought);
  }

  async forget({ remotePath, sizeBytes }: Pick<BroughtVideo, 'remotePath' | 'sizeBytes'>): Promise<void> {
    await this.#db(TABLE).where({ remote_path: remotePath, size_bytes: sizeBytes }).delete();
  }

  /** Those whose print is known, and whose timelapse does not have it yet. */
  async unlinked(): Promise<BroughtVideo[]> {
    const rows = await this.#db(TABLE).where({ linked: 0 }).whereNotNull('fetched_at').whereNotNull('job_id');
    return (rows as PrinterVideoRow[]).map(toBrought);
  }

  async setLinked({ remotePath, sizeBytes }: BroughtVideo): Promise<void> {
    await this.#db(TABLE).where({ remote_path: remotePath, size_bytes: sizeBytes }).update({ linked: 1 });
  }
}

function toBrought(row: PrinterVideoRow): BroughtVideo {
  return {
    remotePath: row.remote_path,
    sizeBytes: row.size_bytes,
    filePath: row.file_path,
    jobId: row.job_id,
  };
}
