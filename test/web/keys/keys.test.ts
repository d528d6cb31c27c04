import { describe, expect, it } from 'vitest';
import { type ArrowKey, cardTowards } from '../../../web/keys/card-towards.ts';
import { findByWords } from '../../../web/keys/find-commands.ts';
import { cardOfDate } from '../../../web/keys/go-to-date.ts';
import { makeTimelapse } from '../make-timelapse.ts';

/** Three columns; below the fourth card a heading begins a new row. */
const boxes = [
  [0, 0],
  [1, 0],
  [2, 0],
  [0, 1],
  [0, 2.3],
  [1, 2.3],
].map(([column, row]) => ({ left: column! * 100, top: row! * 200, width: 90, height: 190 }));

describe('arrows over the cards', () => {
  it.each<[number, ArrowKey, number | null]>([
    [0, 'ArrowRight', 1],
    [2, 'ArrowRight', 3],
    [0, 'ArrowLeft', null],
    [1, 'ArrowDown', 3],
    [3, 'ArrowDown', 4],
    [5, 'ArrowUp', 3],
    [3, 'ArrowUp', 0],
    [0, 'ArrowUp', null],
    [4, 'ArrowDown', null],
  ])('from %i by %s to %o', (from, key, to) => expect(cardTowards(boxes, from, key)).toBe(to));
});

describe('what is searched in the palette', () => {
  const lines = ['Show: Pinned', 'Print jobs', 'Printers', 'Sort: Name A–Z', 'Öffnen'];
  const find = (text: string): string[] => findByWords(lines, (line) => line, text);

  it('has all words, best first', () => {
    expect(find('pri')).toEqual(['Print jobs', 'Printers']);
    expect(find('pin')).toEqual(['Show: Pinned']);
    expect(find('jobs print')).toEqual(['Print jobs']);
    expect(find('nothing')).toEqual([]);
    expect(find(' ')).toEqual(lines);
  });

  it('is found without its marks', () => expect(find('offn')).toEqual(['Öffnen']));
});

describe('going to a date', () => {
  const at = (id: string, day: number) =>
    makeTimelapse({ id, created_at: new Date(2026, 2, day, 12).toISOString() });
  const newest = [at('c', 20), at('b', 10), at('a', 1)];

  it('shows its last card, or the next older one', () => {
    expect(cardOfDate('2026-03-10', newest, false)?.id).toBe('b');
    expect(cardOfDate('2026-03-15', newest, false)?.id).toBe('b');
    expect(cardOfDate('2026-02-01', newest, false)?.id).toBe('a');
    expect(cardOfDate('2027-01-01', newest, false)?.id).toBe('c');
  });

  it('shows the next newer one where the oldest are first', () => {
    expect(cardOfDate('2026-03-05', [...newest].reverse(), true)?.id).toBe('b');
    expect(cardOfDate('2026-03-01', [], true)).toBeNull();
  });
});
