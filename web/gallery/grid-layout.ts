import type { Section } from '../timelapse/month-sections.ts';

/** In CSS pixels; rows include the gap below them. */
export interface GridMeasure {
  columns: number;
  rowHeight: number;
  /** With its gap. */
  headingHeight: number;
}

export interface GridView {
  /** Distance of the grid's top above the top of the view. */
  scrolled: number;
  viewHeight: number;
  /** Rendered above and below the view. */
  spareRows: number;
}

export interface PlacedSection extends Section {
  top: number;
  height: number;
}

/** A section of which a part is rendered. */
export interface ShownSection extends PlacedSection {
  /** Of its cells, read or not. */
  first: number;
  end: number;
  /** Empty space above them. */
  before: number;
}

/** Below this number all cards are rendered, so that the browser's own search finds them. */
const FEW = 24;

export function placeSections(sections: readonly Section[], measure: GridMeasure): PlacedSection[] {
  let top = 0;
  return sections.map((section) => {
    const height = headingOf(section, measure) + rowsOf(section, measure) * measure.rowHeight;
    const placed = { ...section, top, height };
    top += height;
    return placed;
  });
}

export function heightOf(placed: readonly PlacedSection[]): number {
  const last = placed.at(-1);
  return last === undefined ? 0 : last.top + last.height;
}

/** Only cards near the view are rendered, so that ten thousand scroll like twenty. */
export function shownSections(
  placed: readonly PlacedSection[],
  measure: GridMeasure,
  { scrolled, viewHeight, spareRows }: GridView,
): ShownSection[] {
  if (placed.reduce((sum, section) => sum + cellsOf(section), 0) <= FEW)
    return placed.map((section) => ({ ...section, first: 0, end: cellsOf(section), before: 0 }));
  const { columns, rowHeight } = measure;
  const spare = spareRows * rowHeight;
  const top = Math.min(Math.max(0, scrolled - spare), heightOf(placed) - 1);
  const bottom = Math.max(top + 1, scrolled + viewHeight + spare);
  return placed
    .filter((section) => section.top < bottom && section.top + section.height > top)
    .map((section) => {
      const start = section.top + headingOf(section, measure);
      const rows = rowsOf(section, measure);
      const firstRow = Math.min(rows - 1, Math.max(0, Math.floor((top - start) / rowHeight)));
      const endRow = Math.min(rows, Math.max(firstRow + 1, Math.ceil((bottom - start) / rowHeight)));
      return {
        ...section,
        first: firstRow * columns,
        end: Math.min(cellsOf(section), endRow * columns),
        before: firstRow * rowHeight,
      };
    });
}

/** The one at a distance from the top of the grid. */
export function sectionAt<Placed extends PlacedSection>(
  placed: readonly Placed[],
  at: number,
): Placed | null {
  return placed.findLast(({ top }) => top <= at) ?? placed[0] ?? null;
}

function cellsOf({ cards, missing }: Section): number {
  return cards + missing;
}

function rowsOf(section: Section, { columns }: GridMeasure): number {
  return Math.ceil(cellsOf(section) / columns);
}

function headingOf({ month }: Section, { headingHeight }: GridMeasure): number {
  return month === null ? 0 : headingHeight;
}
