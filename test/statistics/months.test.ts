import { expect, it } from 'vitest';
import { monthOf, monthsBetween } from '../../src/statistics/months.ts';

it('months follow each other without a gap, the last ones where there are too many', () => {
  expect(monthsBetween('2029-11', '2030-02', 24)).toEqual(['2029-11', '2029-12', '2030-01', '2030-02']);
  expect(monthsBetween('2030-02', '2030-02', 24)).toEqual(['2030-02']);
  expect(monthsBetween('2020-01', '2030-02', 3)).toEqual(['2029-12', '2030-01', '2030-02']);
});

it('the month of a time is that of the local calendar', () => {
  expect(monthOf(new Date(2030, 0, 1, 0, 0).getTime())).toBe('2030-01');
  expect(monthOf(new Date(2029, 11, 31, 23, 59).getTime())).toBe('2029-12');
});
