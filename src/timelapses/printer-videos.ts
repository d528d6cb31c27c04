import type { Knex } from 'knex';
import { foldText } from '../lib/fold-text.ts';
import { AGE } from './list-query.ts';
import { JOBS, loadTimelapses, TABLE } from './load-timelapses.ts';
import type { Timelapse } from './timelapse.ts';
import type { TimelapseRow } from './timelapse-columns.ts';

/** Source of the print jobs whose external ids begin with the key of their printer. */
const SOURCE = 'home_assistant';

interface NamedPrinter {
  key: string;
  name: string;
}

export interface PrinterVideos {
  /** Null when there is none, or its file is missing. */
  last: Timelapse | null;
  videos: number;
  failed: number;
}

/** Which timelapses belong to which printer: by the key of its print, or else by a name that only it has. */
export class PrinterVideosReader {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** @returns by key */
  async read(printers: readonly NamedPrinter[]): Promise<Map<string, PrinterVideos>> {
    const spellings = Map.groupBy(await this.#names(), foldText);
    const namesakes = Map.groupBy(printers, ({ name }) => foldText(name));
    const found = new Map<string, PrinterVideos>();
    for (const { key, name } of printers) {
      const folded = foldText(name);
      const names = namesakes.get(folded)!.length === 1 ? (spellings.get(folded) ?? []) : [];
      const others = printers.filter((each) => each.key !== key).map((each) => each.key);
      found.set(key, await this.#readOne(this.#ofPrinter(key, names, others)));
    }
    return found;
  }

  async #names(): Promise<string[]> {
    return (await this.#db(TABLE).whereNotNull('printer').distinct().pluck('printer')) as string[];
  }

  async #readOne(own: Knex.QueryCallback): Promise<PrinterVideos> {
    const [counts] = (await this.#db(TABLE)
      .where(own)
      .sum({ videos: 'video_exists', failed: this.#db.raw("status = 'failed'") })) as {
      videos: number | null;
      failed: number | null;
    }[];
    const rows = (await this.#db(TABLE)
      .where(own)
      .where({ video_exists: 1 })
      .whereNotNull('processing_completed_at')
      .orderByRaw(`${AGE} DESC, id DESC`)
      .limit(1)) as TimelapseRow[];
    const [last] = await loadTimelapses(this.#db, rows);
    return { last: last ?? null, videos: Number(counts?.videos ?? 0), failed: Number(counts?.failed ?? 0) };
  }

  #ofPrinter(key: string, names: readonly string[], others: readonly string[]): Knex.QueryCallback {
    const jobs = this.#db(JOBS);
    const printedOn = (keys: readonly string[]) =>
      jobs
        .clone()
        .where({ source: SOURCE })
        .where((any) => {
          // "A" comes after "@". Ranges, since keys may have what a pattern would read as a wildcard.
          for (const each of keys)
            any.orWhere((of) =>
              of.where('external_id', '>=', `${each}@`).where('external_id', '<', `${each}A`),
            );
        })
        .select('id');
    // Two lists of ids, so that each uses an index.
    return (own) => {
      own.whereIn('id', (mine) =>
        mine
          .from(TABLE)
          .whereIn('job_id', printedOn([key]))
          .select('id'),
      );
      if (names.length > 0)
        own.orWhereIn('id', (named) => {
          named
            .from(TABLE)
            .whereIn('printer', [...names])
            .select('id');
          if (others.length > 0)
            named.where((free) => free.whereNull('job_id').orWhereNotIn('job_id', printedOn(others)));
        });
    };
  }
}
