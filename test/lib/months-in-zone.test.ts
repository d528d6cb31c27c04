import { describe, expect, it } from 'vitest';
import { monthsInZone } from '../../src/lib/months-in-zone.ts';

const at = (text: string) => Date.parse(text);
const starts = (first: string, last: string, timeZone: string) =>
  monthsInZone(at(first), at(last), timeZone).map(
    ({ month, start }) => `${month} ${new Date(start).toISOString()}`,
  );

describe('months', () => {
  it.each([
    ['UTC', ['2025-12 2025-12-01T00:00:00.000Z', '2026-01 2026-01-01T00:00:00.000Z']],
    ['Asia/Kolkata', ['2026-01 2025-12-31T18:30:00.000Z']],
    ['America/New_York', ['2025-12 2025-12-01T05:00:00.000Z']],
  ])('begin when they do in %s', (timeZone, expected) =>
    expect(starts('2025-12-31T23:00:00Z', '2026-01-01T01:00:00Z', timeZone)).toEqual(expected),
  );

  it('follow each other without a gap, through changes of the clock', () => {
    const months = monthsInZone(at('2024-01-15T00:00:00Z'), at('2026-06-15T00:00:00Z'), 'Europe/Berlin');
    expect(months).toHaveLength(30);
    for (const [index, { end }] of months.entries())
      if (index + 1 < months.length) expect(months[index + 1]!.start).toBe(end);
    expect(months.find(({ month }) => month === '2025-04')!.start).toBe(at('2025-03-31T22:00:00Z'));
  });
});
