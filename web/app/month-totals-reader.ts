import { type MonthTotals, NO_TOTALS } from '../api/month-totals.ts';
import type { TimelapseRecords } from '../api/timelapse-records.ts';
import type { WireTimelapse } from '../contract.ts';
import { Collection } from '../state/collection.ts';
import { formatRoute, GALLERY, type GalleryFilter, NO_FILTER } from '../state/route.ts';

/** Fewer are read before anyone gets to the end of them. */
const MANY = 1000;

/** Says how many timelapses each month has, while a large library is read. */
export class MonthTotalsReader {
  readonly totals = new Collection<MonthTotals>(NO_TOTALS);
  #filter: GalleryFilter | null = null;
  #asked = '';
  readonly #months = new Set<string>();

  follow(records: TimelapseRecords, filter: GalleryFilter): void {
    if (!records.loaded || records.complete || records.total < MANY) return;
    // Whatever comes first, a month has as many.
    const asked = formatRoute({
      view: GALLERY,
      timelapseId: null,
      filter: { ...filter, sort: NO_FILTER.sort },
    });
    if (asked === this.#asked && filter.sort === this.#filter?.sort) return;
    this.#filter = filter;
    this.#months.clear();
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.totals.update(() => NO_TOTALS);
    void this.#readTotals(asked, filter);
  }

  /** The beginning of each, once; the rest comes with the list. */
  async readMonths(months: readonly string[]): Promise<WireTimelapse[]> {
    const filter = this.#filter;
    const totals = this.totals.state;
    const wanted = months.filter((month) => totals.has(month) && !this.#months.has(month));
    if (filter === null || wanted.length === 0) return [];
    for (const month of wanted) this.#months.add(month);
    const { readMonth } = await import('../api/months.ts');
    const parts = wanted.map((month) => readMonth(month, totals, filter));
    return (await Promise.all(parts)).flat();
  }

  async #readTotals(asked: string, filter: GalleryFilter): Promise<void> {
    let totals = NO_TOTALS;
    try {
      const { readMonths } = await import('../api/months.ts');
      totals = await readMonths(filter);
    } catch {
      // The months then come with the list, which says what is wrong.
    }
    if (asked === this.#asked) this.totals.update(() => totals);
  }
}
