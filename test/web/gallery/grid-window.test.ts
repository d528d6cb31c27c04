import { describe, expect, it } from 'vitest';
import { gridWindow } from '../../../web/gallery/grid-window.ts';

const measure = { count: 10_000, columns: 4, rowHeight: 400, scrolled: 0, viewHeight: 800, spareRows: 2 };

describe('the part of the grid that exists', () => {
  it('is the view and the spare rows at the top of the page', () => {
    expect(gridWindow(measure)).toEqual({ start: 0, end: 16, before: 0, after: 2496 * 400 });
  });

  it('moves with the page and keeps the whole height', () => {
    const shown = gridWindow({ ...measure, scrolled: 40_000 });
    expect(shown).toEqual({ start: 98 * 4, end: 104 * 4, before: 98 * 400, after: 2396 * 400 });
  });

  it('ends with the last card in a row that is not full', () => {
    const shown = gridWindow({ ...measure, count: 9_998, scrolled: 2500 * 400 });
    expect(shown.end).toBe(9_998);
    expect(shown.after).toBe(0);
    expect(shown.start).toBeLessThan(9_998);
  });

  it('has everything when there is little', () => {
    expect(gridWindow({ ...measure, count: 24, scrolled: 9000 })).toEqual({
      start: 0,
      end: 24,
      before: 0,
      after: 0,
    });
  });

  it('is empty when there is nothing', () => {
    expect(gridWindow({ ...measure, count: 0 })).toEqual({ start: 0, end: 0, before: 0, after: 0 });
  });

  it('is still the first row while the grid lies below the view', () => {
    expect(gridWindow({ ...measure, scrolled: -5000 })).toMatchObject({ start: 0, end: 4, before: 0 });
  });
});
