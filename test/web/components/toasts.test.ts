import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dismissToast, holdToasts, showToast, toasts } from '../../../web/components/toasts.ts';

const shown = (): string => toasts.state.map(({ text }) => text).join();
const undo = { label: 'Undo', run: () => {} };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  holdToasts(false);
  for (const { id } of toasts.state) dismissToast(id);
  vi.useRealTimers();
});

describe('a message', () => {
  it('disappears after a while, one that offers something later', () => {
    showToast('plain');
    showToast('offer', 'info', undo);
    vi.advanceTimersByTime(5000);
    expect(shown()).toBe('offer');
    vi.advanceTimersByTime(5000);
    expect(shown()).toBe('');
  });

  it('stays while someone uses it, and then for the time it had left', () => {
    showToast('offer', 'info', undo);
    vi.advanceTimersByTime(7000);
    holdToasts(true);
    vi.advanceTimersByTime(600_000);
    expect(shown()).toBe('offer');
    holdToasts(false);
    vi.advanceTimersByTime(900);
    expect(shown()).toBe('offer');
    vi.advanceTimersByTime(200);
    expect(shown()).toBe('');
  });

  it('that comes meanwhile stays too, and has its whole time afterwards', () => {
    showToast('offer', 'info', undo);
    holdToasts(true);
    showToast('news');
    vi.advanceTimersByTime(600_000);
    expect(shown()).toBe('offer,news');
    holdToasts(false);
    vi.advanceTimersByTime(3900);
    expect(shown()).toBe('offer,news');
    vi.advanceTimersByTime(200);
    expect(shown()).toBe('offer');
  });

  it('makes room by one that offers nothing', () => {
    showToast('offer', 'info', undo);
    for (const text of ['1', '2', '3']) showToast(text);
    expect(shown()).toBe('offer,2,3');
  });
});
