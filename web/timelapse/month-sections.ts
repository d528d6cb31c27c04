import { type MonthTotals, NO_TOTALS } from '../api/month-totals.ts';
import type { WireTimelapse } from '../contract.ts';
import type { CardGroups } from './group-records.ts';

/** Cards below one heading. */
export interface Section {
  /** `YYYY-MM` in the reader's time zone; null = without a heading. */
  month: string | null;
  /** Index of the first card in the list. */
  start: number;
  cards: number;
  /** At its end, not yet read. */
  missing: number;
  /** Timelapses on its cards, and those not yet read. */
  timelapses: number;
}

/** Only a list sorted by date has months. */
export function sectionsOf(
  list: readonly WireTimelapse[],
  groups: CardGroups,
  sort: string,
  totals: MonthTotals = NO_TOTALS,
): Section[] {
  if (sort !== 'created' && sort !== '-created')
    return [{ month: null, start: 0, cards: list.length, missing: 0, timelapses: list.length }];
  return sort === 'created'
    ? monthSections(list, groups, totals, 1)
    : monthSections(list, groups, totals, -1);
}

function monthSections(
  list: readonly WireTimelapse[],
  groups: CardGroups,
  totals: MonthTotals,
  direction: 1 | -1,
): Section[] {
  const cards = new Map<string, number>();
  const read = new Map<string, number>();
  const onCards = new Map<string, number>();
  const calendar = new Calendar();
  for (const card of list) {
    let place: string | null = null;
    const videos = groups.get(card.id) ?? [card];
    for (const { created_at: at } of videos) {
      const month = calendar.monthOf(at);
      add(read, month, 1);
      // A card is where the first of its timelapses is.
      if (place === null || (direction === 1 ? month < place : month > place)) place = month;
    }
    add(cards, place!, 1);
    add(onCards, place!, videos.length);
  }
  const months = [...new Set([...cards.keys(), ...totals.keys()])].sort();
  if (direction === -1) months.reverse();
  let start = 0;
  const sections = months.map((month) => {
    const total = totals.get(month) ?? 0;
    const missing = Math.max(0, total - (read.get(month) ?? 0));
    const timelapses = Math.max(total, onCards.get(month) ?? 0);
    const section = { month, start, cards: cards.get(month) ?? 0, missing, timelapses };
    start += section.cards;
    return section;
  });
  return sections.filter((section) => section.cards + section.missing > 0);
}

function add(counts: Map<string, number>, month: string, count: number): void {
  counts.set(month, (counts.get(month) ?? 0) + count);
}

/** Months in the reader's time zone. In a sorted list, most times are in the month of the one before. */
class Calendar {
  #month = '';
  #start = '';
  #end = '';

  /** @param at ISO 8601 in UTC, so that times sort as text */
  monthOf(at: string): string {
    if (at < this.#start || at >= this.#end) {
      const date = new Date(at);
      const [year, month] = [date.getFullYear(), date.getMonth()];
      this.#month = `${year}-${String(month + 1).padStart(2, '0')}`;
      this.#start = new Date(year, month).toISOString();
      this.#end = new Date(year, month + 1).toISOString();
    }
    return this.#month;
  }
}
