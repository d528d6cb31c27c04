import { describe, expect, it } from 'vitest';
import { groupRecords } from '../../../web/timelapse/group-records.ts';
import { sectionsOf } from '../../../web/timelapse/month-sections.ts';
import { makeTimelapse } from '../make-timelapse.ts';

/** In the middle of months, whatever the time zone. */
const at = (id: string, month: string, job_id: string | null = null) =>
  makeTimelapse({ id, job_id, created_at: `${month}-15T12:00:00.000Z` });

const LIST = [at('a', '2026-03'), at('b', '2026-03'), at('c', '2026-01'), at('d', '2025-12')];

function months(list = LIST, sort = '-created', totals?: Map<string, number>) {
  const { cards, groups } = groupRecords(list);
  return sectionsOf(cards, groups, sort, totals).map(
    ({ month, start, cards: count, missing, timelapses }) => [month, start, count, missing, timelapses],
  );
}

describe('sections', () => {
  it('are months in the order of the list', () => {
    const expected = [
      ['2026-03', 0, 2, 0, 2],
      ['2026-01', 2, 1, 0, 1],
      ['2025-12', 3, 1, 0, 1],
    ];
    expect(months()).toEqual(expected);
    expect(months(LIST.toReversed(), 'created').map(([month, start]) => [month, start])).toEqual([
      ['2025-12', 0],
      ['2026-01', 1],
      ['2026-03', 2],
    ]);
  });

  it.each(['-size', 'name'])('are one without a month when sorted by %s', (sort) =>
    expect(months(LIST, sort)).toEqual([[null, 0, 4, 0, 4]]),
  );

  it('have a card of several videos where its first one is, and count all of them', () => {
    const list = [at('late', '2026-03', 'print'), at('other', '2026-02'), at('early', '2026-01', 'print')];
    expect(months(list)).toEqual([
      ['2026-03', 0, 1, 0, 2],
      ['2026-02', 1, 1, 0, 1],
    ]);
  });

  it('keep room for what is not read yet', () => {
    const totals = new Map([
      ['2026-03', 10],
      ['2026-02', 7],
      ['2026-01', 1],
    ]);
    expect(months(LIST, '-created', totals)).toEqual([
      ['2026-03', 0, 2, 8, 10],
      ['2026-02', 2, 0, 7, 7],
      ['2026-01', 2, 1, 0, 1],
      ['2025-12', 3, 1, 0, 1],
    ]);
  });
});
