import type { PlacedSection } from './grid-layout.ts';

/** On the rail. */
export interface RailMark {
  /** From its top, in CSS pixels. */
  at: number;
  /** Null = a dot. */
  year: string | null;
}

/** Between two years, and between two dots, in CSS pixels. */
const YEAR_GAP = 24;
const DOT_GAP = 8;

/** Years where they begin, and dots for months, as far as there is room. @param length of the rail, in CSS pixels */
export function railMarks(placed: readonly PlacedSection[], whole: number, length: number): RailMark[] {
  const places = placed.map(({ month, top }) => ({
    year: month?.slice(0, 4) ?? '',
    at: whole === 0 ? 0 : (top / whole) * length,
  }));
  const years: RailMark[] = [];
  for (const [index, { year, at }] of places.entries()) {
    const isNew = index === 0 || places[index - 1]!.year !== year;
    const last = years.at(-1);
    if (isNew && (last === undefined || at - last.at >= YEAR_GAP)) years.push({ at, year });
  }
  const dots: RailMark[] = [];
  for (const { at } of places) {
    const isFree = years.every((year) => Math.abs(year.at - at) >= YEAR_GAP / 2);
    const last = dots.at(-1);
    if (isFree && (last === undefined || at - last.at >= DOT_GAP)) dots.push({ at, year: null });
  }
  return [...years, ...dots];
}
