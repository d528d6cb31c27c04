import type { Knex } from 'knex';
import { STATUSES, type Status } from '../shared/statuses.ts';
import { SHARES } from './copies-of-videos.ts';

const DAY_MS = 86_400_000;

export interface TimelapseStats {
  byStatus: Record<Status, number>;
  videos: number;
  /** Without those in archives. */
  videoBytes: number;
  archivedVideos: number;
  archivedBytes: number;
  sourceBytes: number;
  reclaimableBytes: number;
  cleanupCandidates: number;
  trash: { videos: number; bytes: number };
}

/** Of videos, also those in the trash, and frames. */
export function usedBytes({ videoBytes, sourceBytes, trash }: TimelapseStats): number {
  return videoBytes + sourceBytes + trash.bytes;
}

export class TimelapseStatsReader {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async read(cleanupAgeDays: number, now: number): Promise<TimelapseStats> {
    const rows = (await this.#db.raw(
      `SELECT status, COUNT(*) AS n, SUM(video_exists) AS videos,
              SUM(CASE WHEN source_missing = 0 THEN frames_bytes ELSE 0 END) AS source,
              SUM(CASE WHEN source_missing = 0 AND status = 'completed' AND video_exists = 1
                       THEN frames_bytes ELSE 0 END) AS reclaimable,
              SUM(status = 'completed' AND video_exists = 1 AND pinned = 0 AND archive_state IS NULL
                  AND COALESCE(processing_completed_at, created_at) <= :old) AS candidates
       FROM timelapses GROUP BY status`,
      { old: now - cleanupAgeDays * DAY_MS },
    )) as {
      status: Status;
      n: number;
      videos: number;
      source: number;
      reclaimable: number;
      candidates: number;
    }[];
    const [files] = (await this.#db('timelapse_files')
      .whereIn('kind', ['video', 'copy', 'original'])
      .select(
        this.#db.raw('SUM(CASE WHEN archived IS NULL THEN size_bytes ELSE 0 END) AS bytes'),
        this.#db.raw('SUM(CASE WHEN archived IS NULL THEN 0 ELSE size_bytes END) AS archived'),
        this.#db.raw("SUM(archived IS NOT NULL AND kind = 'video') AS archivedVideos"),
      )) as { bytes: number | null; archived: number | null; archivedVideos: number | null }[];
    const [copies] = (await this.#db(SHARES).sum({ bytes: 'bytes' })) as { bytes: number | null }[];
    const [trash] = (await this.#db('trash')
      .where({ leaving: 0 })
      .sum({ bytes: 'bytes' })
      .count({ videos: '*' })) as { videos: number; bytes: number | null }[];
    const sum = (pick: (row: (typeof rows)[number]) => number): number =>
      rows.reduce((total, row) => total + pick(row), 0);
    return {
      byStatus: Object.fromEntries(
        STATUSES.map((status) => [status, rows.find((row) => row.status === status)?.n ?? 0]),
      ) as Record<Status, number>,
      videos: sum((row) => row.videos),
      videoBytes: Number(files?.bytes ?? 0) + Number(copies?.bytes ?? 0),
      archivedVideos: Number(files?.archivedVideos ?? 0),
      archivedBytes: Number(files?.archived ?? 0),
      sourceBytes: sum((row) => row.source),
      reclaimableBytes: sum((row) => row.reclaimable),
      cleanupCandidates: sum((row) => row.candidates),
      trash: { videos: Number(trash?.videos ?? 0), bytes: Number(trash?.bytes ?? 0) },
    };
  }
}
