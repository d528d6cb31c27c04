import { type MonthTotals, NO_TOTALS } from '../api/month-totals.ts';
import type { TimelapseRecords } from '../api/timelapse-records.ts';
import type { WireTimelapse } from '../contract.ts';
import { filterRecords } from '../timelapse/filter-records.ts';
import { type CardGroups, groupRecords } from '../timelapse/group-records.ts';
import { type Section, sectionsOf } from '../timelapse/month-sections.ts';
import { formatRoute, GALLERY, type GalleryFilter } from '../state/route.ts';

/** Recomputed only when records or filter change. */
export class ShownRecords {
  /** One a card. */
  list: readonly WireTimelapse[] = [];
  groups: CardGroups = new Map();
  ids: readonly string[] = [];
  sections: readonly Section[] = [];
  #totals = NO_TOTALS;
  #records: TimelapseRecords | null = null;
  #filter = '';

  /** Returns whether the list changed. @param totals while not everything was read */
  update(records: TimelapseRecords, filter: GalleryFilter, totals: MonthTotals): boolean {
    const text = formatRoute({ view: GALLERY, timelapseId: null, filter });
    if (records === this.#records && text === this.#filter && totals === this.#totals) return false;
    this.#totals = totals;
    this.#records = records;
    this.#filter = text;
    const { cards, groups } = groupRecords(filterRecords(records.byId.values(), filter));
    this.list = cards;
    this.groups = groups;
    this.ids = this.list.map(({ id }) => id);
    this.sections = sectionsOf(cards, groups, filter.sort, records.complete ? NO_TOTALS : totals);
    return true;
  }

  /** What is on the cards with these ids. */
  on(ids: Iterable<string>): WireTimelapse[] {
    const { byId } = this.#records!;
    return [...ids].flatMap((id) => this.groups.get(id) ?? byId.get(id) ?? []);
  }
}
