import { describe, expect, it } from 'vitest';
import { gridColumns } from '../../../web/gallery/grid-columns.ts';
import { placeSections, sectionAt, shownSections } from '../../../web/gallery/grid-layout.ts';
import { railMarks } from '../../../web/gallery/rail-marks.ts';
import type { Section } from '../../../web/timelapse/month-sections.ts';

const MEASURE = { columns: 4, rowHeight: 400, headingHeight: 48 };
const VIEW = { scrolled: 0, viewHeight: 800, spareRows: 2 };

const one = (cards: number): Section[] => [{ month: null, start: 0, cards, missing: 0, timelapses: cards }];

function months(...counts: [month: string, cards: number, missing?: number][]): Section[] {
  let start = 0;
  return counts.map(([month, cards, missing = 0]) => {
    const section = { month, start, cards, missing, timelapses: cards + missing };
    start += cards;
    return section;
  });
}

function shown(sections: Section[], view: Partial<typeof VIEW> = {}) {
  return shownSections(placeSections(sections, MEASURE), MEASURE, { ...VIEW, ...view }).map(
    ({ month, first, end, before }) => [month, first, end, before],
  );
}

describe('the part of the grid that exists', () => {
  it.each([
    ['is the view and the spare rows at the top of the page', 10_000, 0, [0, 16, 0]],
    ['moves with the page', 10_000, 40_000, [98 * 4, 104 * 4, 98 * 400]],
    ['ends with the last card in a row that is not full', 9998, 2496 * 400, [2494 * 4, 9998, 2494 * 400]],
    ['has everything when there is little', 24, 9000, [0, 24, 0]],
    ['is the first row while the grid lies below the view', 10_000, -5000, [0, 4, 0]],
  ])('%s', (_what, cards, scrolled, expected) =>
    expect(shown(one(cards), { scrolled })).toEqual([[null, ...expected]]),
  );

  it('is nothing when there is nothing', () => expect(shown(one(0))).toEqual([[null, 0, 0, 0]]));

  it('has parts of several months, each with its heading', () => {
    const sections = months(['2026-03', 100], ['2026-02', 3], ['2026-01', 100]);
    const second = 48 + 25 * 400;
    expect(shown(sections, { scrolled: second, spareRows: 1 })).toEqual([
      ['2026-03', 96, 100, 24 * 400],
      ['2026-02', 0, 3, 0],
      ['2026-01', 0, 8, 0],
    ]);
    const placed = placeSections(sections, MEASURE);
    expect(placed.map(({ top, height }) => [top, height])).toEqual([
      [0, second],
      [second, 448],
      [second + 448, second],
    ]);
    expect(sectionAt(placed, second - 1)?.month).toBe('2026-03');
    expect(sectionAt(placed, second)?.month).toBe('2026-02');
    expect(sectionAt(placed, -10)?.month).toBe('2026-03');
  });

  it('keeps the room of what is not read yet', () => {
    expect(shown(months(['2026-03', 2, 98], ['2026-02', 0, 100]), { scrolled: 48 + 25 * 400 })).toEqual([
      ['2026-03', 92, 100, 23 * 400],
      ['2026-02', 0, 16, 0],
    ]);
  });
});

describe('columns', () => {
  it.each([
    ['medium', 0, false, 1],
    ['medium', 374, true, 1],
    ['medium', 1408, false, 4],
    ['small', 374, true, 2],
    ['small', 1408, false, 6],
    ['large', 1408, false, 3],
    ['list', 1408, false, 1],
  ] as const)('of %s cards in %d pixels', (density, width, isNarrow, columns) =>
    expect(gridColumns(width, isNarrow ? 8 : 16, density, isNarrow)).toBe(columns),
  );
});

describe('the marks of the rail', () => {
  it('are years and dots, as far as there is room', () => {
    const sections = months(
      ['2026-02', 4],
      ['2026-01', 400],
      ['2025-12', 400],
      ['2024-12', 4],
      ['2023-12', 4],
    );
    const placed = placeSections(sections, MEASURE);
    const marks = railMarks(placed, placed.at(-1)!.top + placed.at(-1)!.height, 400);
    expect(marks.map(({ at, year }) => [Math.round(at), year])).toEqual([
      [0, '2026'],
      [199, '2025'],
      [396, '2024'],
    ]);
  });
});
