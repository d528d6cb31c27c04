import { describe, expect, it } from 'vitest';
import { keepSelection, NO_SELECTION, touchSelection } from '../../../web/timelapse/select-records.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const ids = (selection: { ids: ReadonlySet<string> }): string => [...selection.ids].sort().join('');

describe('selecting', () => {
  it('turns one over', () => {
    const once = touchSelection(NO_SELECTION, order, 'b', false);
    expect(ids(once)).toBe('b');
    expect(ids(touchSelection(once, order, 'b', false))).toBe('');
  });

  it('takes everything between with shift, in either direction', () => {
    const first = touchSelection(NO_SELECTION, order, 'd', false);
    expect(ids(touchSelection(first, order, 'b', true))).toBe('bcd');
    expect(ids(touchSelection(first, order, 'e', true))).toBe('de');
  });

  it('gives a range back when its end was selected', () => {
    const all = { ids: new Set(order), anchor: 'b' };
    expect(ids(touchSelection(all, order, 'd', true))).toBe('ae');
  });

  it('takes only the one when there is nothing to start from', () => {
    expect(ids(touchSelection(NO_SELECTION, order, 'c', true))).toBe('c');
    expect(ids(touchSelection({ ids: new Set(), anchor: 'gone' }, order, 'c', true))).toBe('c');
  });

  it('forgets what is not shown any more', () => {
    const selection = { ids: new Set(['a', 'x']), anchor: 'x' };
    expect(ids(keepSelection(selection, order))).toBe('a');
    const same = { ids: new Set(['a']), anchor: null };
    expect(keepSelection(same, order)).toBe(same);
  });
});
