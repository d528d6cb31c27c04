import { describe, expect, it } from 'vitest';
import { SelectMode } from '../../../web/app/select-mode.ts';

const order = ['a', 'b', 'c'];
const key = (name: string, more: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key: name, ...more });
const selected = (mode: SelectMode): string => [...(mode.selection.state?.ids ?? ['off'])].join('');

describe('select mode', () => {
  it('ignores keys while it is off', () => {
    const mode = new SelectMode();
    expect(mode.handleKey(key('a', { ctrlKey: true }), order)).toBe(false);
    mode.touch('a', false, order);
    expect(selected(mode)).toBe('off');
  });

  it('selects all with Ctrl or Cmd and A, and ends with Escape', () => {
    const mode = new SelectMode();
    mode.begin();
    expect(mode.handleKey(key('a'), order)).toBe(false);
    expect(mode.handleKey(key('a', { metaKey: true }), order)).toBe(true);
    expect(selected(mode)).toBe('abc');
    expect(mode.handleKey(key('Escape'), order)).toBe(true);
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
