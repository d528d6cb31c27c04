import { afterEach, describe, expect, it, vi } from 'vitest';
import { viewer } from '../../../web/api/viewer.ts';
import type { WireTimelapse } from '../../../web/contract.ts';
import { english as en } from '../../../web/i18n/whole-dictionary.ts';
import '../../../web/player/pt-left-out.ts';
import { makeTimelapse } from '../make-timelapse.ts';

const MANY = { image_count: 1200, frames_left_out: 300, many_left_out: true };

async function show(change: Partial<WireTimelapse>) {
  const notice = document.createElement('pt-left-out');
  notice.timelapse = makeTimelapse(change);
  document.body.append(notice);
  await notice.updateComplete;
  return notice;
}

const textOf = (notice: HTMLElement) => notice.shadowRoot!.textContent.replace(/\s+/g, ' ').trim();

afterEach(() => {
  document.body.replaceChildren();
  viewer.update(() => ({ may_change: true, name: null }));
});

describe('the notice about frames that were left out [4.4]', () => {
  it('says how many of how many, and leads to the editor', async () => {
    const notice = await show(MANY);
    expect(textOf(notice)).toContain(en.left_out_many('300', '1,200'));
    const act = vi.fn();
    notice.addEventListener('pt-player-action', (event) => act((event as CustomEvent).detail));
    notice.shadowRoot!.querySelector('button')!.click();
    expect(act).toHaveBeenCalledExactlyOnceWith('recipe');
  });

  it('is not there for few, or where nothing is known', async () => {
    expect(textOf(await show({ frames_left_out: 30, many_left_out: false }))).toBe('');
    expect(textOf(await show({ frames_left_out: null }))).toBe('');
  });

  it.each([
    ['the frames are gone', { source_missing: true }, true],
    ['the viewer may change nothing', {}, false],
  ])('leads nowhere where %s', async (_why, change, mayChange) => {
    viewer.update(() => ({ may_change: mayChange, name: null }));
    const notice = await show({ ...MANY, ...change });
    expect(textOf(notice)).toBe(en.left_out_many('300', '1,200'));
  });
});
