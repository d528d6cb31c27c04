import { describe, expect, it } from 'vitest';
import { formatAge } from '../../../web/format/format-age.ts';
import { formatBytes } from '../../../web/format/format-bytes.ts';
import { formatClock } from '../../../web/format/format-clock.ts';
import { formatDuration } from '../../../web/format/format-duration.ts';
import { formatMoment } from '../../../web/format/format-moment.ts';
import { formatNumber } from '../../../web/format/format-number.ts';

/** Intl puts narrow and non-breaking spaces where the language wants them; the tests care for the words. */
const plain = (text: string): string => text.replace(/\s/g, ' ');

describe('sizes', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [12_400_000, '12.4 MB'],
    [124_400_000, '124 MB'],
    [3_200_000_000, '3.2 GB'],
    [7_000_000_000_000_000, '7,000 TB'],
  ])('writes %d bytes as %s', (bytes, text) => expect(plain(formatBytes(bytes, 'en'))).toBe(text));

  it('follows the language', () => expect(plain(formatBytes(12_400_000, 'de'))).toBe('12,4 MB'));
});

describe('clock', () => {
  it.each([
    [0, '0:00'],
    [0.2, '0:01'],
    [7, '0:07'],
    [750, '12:30'],
    [3723, '1:02:03'],
    [-5, '0:00'],
  ])('writes %d seconds as %s', (seconds, text) => expect(formatClock(seconds)).toBe(text));
});

describe('durations', () => {
  it.each([
    [0, '0 sec'],
    [45, '45 sec'],
    [80, '1 min 20 sec'],
    [3600, '1 hr'],
    [3660, '1 hr 1 min'],
    [90_000, '1 day 1 hr'],
  ])('writes %d seconds as %s', (seconds, text) => expect(plain(formatDuration(seconds, 'en'))).toBe(text));
});

describe('ages', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  it.each([
    ['2026-03-10T11:59:30Z', 'now'],
    ['2026-03-10T11:58:00Z', '2 minutes ago'],
    ['2026-03-09T12:00:00Z', 'yesterday'],
    ['2026-02-20T12:00:00Z', '2 weeks ago'],
    ['2024-03-01T12:00:00Z', '2 years ago'],
    ['2026-03-10T12:05:00Z', 'now'],
  ])('says of %s "%s"', (at, text) => expect(formatAge(at, now, 'en')).toBe(text));
});

describe('numbers', () => {
  it('groups thousands as the language does', () => {
    expect(formatNumber(1234, 'en')).toBe('1,234');
    expect(formatNumber(1234.5, 'de', 1)).toBe('1.234,5');
  });
});

it.each([
  [0, 'en', '0:00.00'],
  [7.04, 'en', '0:07.04'],
  [59.996, 'en', '1:00.00'],
  [750, 'de', '12:30,00'],
])('a moment of %d seconds in %s is %s', (time, language, text) => {
  expect(formatMoment(time, language)).toBe(text);
});
