import { describe, expect, it } from 'vitest';
import { sliceRange } from '../../src/http/slice-range.ts';

describe('a range', () => {
  it.each([0, 1, 5_000_000, 999_999_999_999_999])('that is open from %d on gets an end', (start) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(sliceRange(`bytes=${start}-`, 10)) ?? [];
    expect(Number(from)).toBe(start);
    expect(Number(to) - Number(from) + 1).toBeLessThan(4_194_000);
    expect(Number(to) - Number(from) + 1).toBeGreaterThan(3_000_000);
  });

  it('of more last bytes than there are means all of them', () => {
    expect(sliceRange('bytes=-501', 500)).toBe('bytes=0-499');
    expect(sliceRange('bytes=-1', 0)).toBe('bytes=-1');
  });

  it.each([
    '',
    'bytes=0-1',
    'bytes=5-5',
    'bytes=-500',
    'bytes=0-0,5-9',
    'bytes=0-,5-',
    'bytes=-',
    'items=0-',
    'bytes=x-',
    'bytes=99999999999999999999-',
  ])('%s stays as asked for', (range) => {
    expect(sliceRange(range, 500)).toBe(range);
  });
});
