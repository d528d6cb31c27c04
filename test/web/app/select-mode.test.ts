import { describe, expect, it } from 'vitest';
import { SelectMode } from '../../../web/app/select-mode.ts';

const order = ['a', 'b', 'c'];
const selected = (mode: SelectMode): string => [...(mode.selection.state?.ids ?? ['off'])].join('');

describe('select mode', () => {
  it('selects nothing while it is off', () => {
    const mode = new SelectMode();
    mode.touch('a', false, order);
    expect(selected(mode)).toBe('off');
  });

  it('selects all and none by turns', () => {
    const mode = new SelectMode();
    mode.begin();
    mode.toggleAll(order);
    expect(selected(mode)).toBe('abc');
    mode.toggleAll(order);
    expect(selected(mode)).toBe('');
  });
});
