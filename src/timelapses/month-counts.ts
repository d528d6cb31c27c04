import type { Knex } from 'knex';
import { monthsInZone } from '../lib/months-in-zone.ts';
import { filtered, type Selected } from './list-query.ts';

export interface MonthCount {
  /** `YYYY-MM`. */
  month: string;
  count: number;
}

/** Only months with any, latest first. Each month is a range in an index. */
export async function countMonths(db: Knex, filter: Selected, timeZone: string): Promise<MonthCount[]> {
  const [span] = (await filtered(db, filter).min({ first: 'created_at' }).max({ last: 'created_at' })) as {
    first: number | null;
    last: number | null;
  }[];
  if (!span || span.first === null || span.last === null) return [];
  const months = monthsInZone(span.first, span.last, timeZone).toReversed();
  const within = filtered(db, filter).whereRaw('created_at >= start AND created_at < until').count('*');
  const rows = (await db
    .with(
      'months',
      db.raw(
        "SELECT value ->> 'month' AS month, value ->> 'start' AS start, value ->> 'end' AS until FROM json_each(?)",
        [JSON.stringify(months)],
      ),
    )
    .from('months')
    .select('month', within.as('count'))) as MonthCount[];
  return rows.filter(({ count }) => count > 0);
}
