import type { Knex } from 'knex';
import type { RunRow } from '../db/rows.ts';
import { monthOf, monthsBetween } from './months.ts';

const MOST_MONTHS = 24;
const MOST_RENDERS = 200;
const MOST_WATCHED = 10;

export interface Tally {
  prints: number;
  completed: number;
  failed: number;
  cancelled: number;
  printSeconds: number;
  videos: number;
  videoSeconds: number;
}

export interface Statistics {
  total: Tally & { pictures: number };
  printers: (Tally & { printer: string | null })[];
  /** Without a gap, `YYYY-MM` in local time. */
  months: (Tally & { month: string })[];
  renders: { endedAt: number; secondsPerPicture: number; pictures: number }[];
  watched: { id: string; title: string; count: number }[];
}

type Counted = Partial<Record<'prints' | 'completed' | 'failed' | 'cancelled' | 'printSeconds', number>> &
  Partial<Record<'videos' | 'videoSeconds', number>> & { key: string | null };

const PRINTS = `COUNT(*) AS prints, SUM(status = 'completed') AS completed, SUM(status = 'failed') AS failed,
  SUM(status = 'cancelled') AS cancelled,
  SUM(CASE WHEN ended_at > started_at THEN ended_at - started_at ELSE 0 END) / 1000.0 AS printSeconds`;
const VIDEOS = 'COUNT(*) AS videos, SUM(COALESCE(video_duration, 0)) AS videoSeconds';
/** Months are those of this machine's clock. */
const monthly = (time: string) => `strftime('%Y-%m', ${time} / 1000, 'unixepoch', 'localtime')`;

/** Counted anew each time: a few thousand rows take milliseconds. */
export class StatisticsReader {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async read(now: number): Promise<Statistics> {
    const printers = await this.#tally('printer', 'printer');
    const months = await this.#tally(
      monthly('happened_at'),
      monthly('COALESCE(processing_completed_at, created_at)'),
    );
    return {
      total: { ...sum([...printers.values()]), pictures: await this.#pictures() },
      printers: [...printers]
        .map(([printer, tally]) => ({ printer, ...tally }))
        .toSorted((a, b) => b.prints - a.prints || b.videos - a.videos),
      months: withoutGaps(months, monthOf(now)),
      renders: await this.#renders(),
      watched: await this.#watched(),
    };
  }

  async countWatched(timelapseId: string): Promise<void> {
    await this.#db('watch_counts')
      .insert({ timelapse_id: timelapseId, count: 1 })
      .onConflict('timelapse_id')
      .merge({ count: this.#db.raw('watch_counts.count + 1') });
  }

  /** @param printKey what print jobs are grouped by, in SQL @param videoKey the same for timelapses */
  async #tally(printKey: string, videoKey: string): Promise<Map<string | null, Tally>> {
    const prints = (await this.#db.raw(
      `SELECT ${printKey} AS key, ${PRINTS} FROM print_jobs GROUP BY 1`,
    )) as Counted[];
    const videos = (await this.#db.raw(
      `SELECT ${videoKey} AS key, ${VIDEOS} FROM timelapses WHERE video_exists = 1 GROUP BY 1`,
    )) as Counted[];
    const all = new Map<string | null, Tally>();
    for (const { key, ...counted } of [...prints, ...videos])
      all.set(key, { ...(all.get(key) ?? NOTHING), ...counted });
    return all;
  }

  async #pictures(): Promise<number> {
    const [row] = (await this.#db('timelapses').sum({ pictures: 'frame_count' })) as {
      pictures: number | null;
    }[];
    return Number(row?.pictures ?? 0);
  }

  async #renders(): Promise<Statistics['renders']> {
    const rows = (await this.#db('runs')
      .where({ outcome: 'completed' })
      .where('frames', '>', 0)
      .orderBy('ended_at', 'desc')
      .limit(MOST_RENDERS)
      .select('started_at', 'ended_at', 'frames')) as RunRow[];
    return rows
      .map(({ started_at: from, ended_at: to, frames }) => ({
        endedAt: to!,
        secondsPerPicture: Math.max(0, to! - from) / 1000 / frames!,
        pictures: frames!,
      }))
      .toReversed();
  }

  async #watched(): Promise<Statistics['watched']> {
    return (await this.#db('watch_counts')
      .join('timelapses', 'timelapses.id', 'watch_counts.timelapse_id')
      .orderBy([
        { column: 'count', order: 'desc' },
        { column: 'created_at', order: 'desc' },
      ])
      .limit(MOST_WATCHED)
      .select('timelapses.id', 'count', {
        title: this.#db.raw('COALESCE(title, folder_name)'),
      })) as Statistics['watched'];
  }
}

const NOTHING: Tally = {
  ...{ prints: 0, completed: 0, failed: 0, cancelled: 0, printSeconds: 0 },
  ...{ videos: 0, videoSeconds: 0 },
};

function sum(tallies: readonly Tally[]): Tally {
  const total = { ...NOTHING };
  for (const tally of tallies)
    for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
  return total;
}

function withoutGaps(months: ReadonlyMap<string | null, Tally>, last: string): Statistics['months'] {
  const known = [...months.keys()].filter((month): month is string => month !== null && month <= last);
  const first = known.toSorted()[0];
  if (first === undefined) return [];
  return monthsBetween(first, last, MOST_MONTHS).map((month) => ({
    month,
    ...(months.get(month) ?? NOTHING),
  }));
}
