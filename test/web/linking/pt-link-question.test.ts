import { afterEach, describe, expect, it, vi } from 'vitest';
import { viewer } from '../../../web/api/viewer.ts';
import type { WireTimelapse } from '../../../web/contract.ts';
import '../../../web/linking/pt-link-question.ts';
import type { Page } from '../../../web/page/page.ts';
import { makeTimelapse } from '../make-timelapse.ts';

const LINKED = { id: 'one', job_id: 'job 1', linked_job_name: 'Benchy', link_source: 'auto' } as const;

async function show(change: Partial<WireTimelapse>) {
  const link = vi.fn(() => Promise.resolve());
  const question = Object.assign(document.createElement('pt-link-question'), {
    timelapse: makeTimelapse(change),
    page: { timelapses: { link } } as unknown as Page,
  });
  document.body.append(question);
  await question.updateComplete;
  const press = async (label: string): Promise<void> => {
    const buttons = [...question.shadowRoot!.querySelectorAll('button')];
    buttons
      .find((each) => [each.textContent.trim(), each.getAttribute('aria-label')].includes(label))!
      .click();
    await question.updateComplete;
  };
  const text = () => question.shadowRoot!.textContent.replace(/\s+/g, ' ').trim();
  return { link, press, text };
}

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
  viewer.update(() => ({ may_change: true, name: null }));
  vi.unstubAllGlobals();
});

describe('the question whether an automatic link is right', () => {
  it('makes it one of the user', async () => {
    const { link, press, text } = await show(LINKED);
    expect(text()).toBe('Linked to “Benchy” automatically. Right? Yes No');
    await press('Yes');
    expect(link).toHaveBeenCalledExactlyOnceWith('one', 'job 1');
  });

  it('refuses it for good', async () => {
    const fetch = vi.fn(() => Promise.resolve(new Response(null, { status: 204 })));
    vi.stubGlobal('fetch', fetch);
    const { press } = await show(LINKED);
    await press('No');
    const [address, { method }] = fetch.mock.calls[0] as unknown as [string, RequestInit];
    expect([method, address]).toEqual([
      'DELETE',
      expect.stringContaining('timelapses/one/job-suggestions/job%201'),
    ]);
  });

  it('is not asked again once it is dismissed, about this video', async () => {
    const { press, text } = await show(LINKED);
    await press('Do not ask about this video');
    expect(text()).toBe('');
    expect((await show(LINKED)).text()).toBe('');
    expect((await show({ ...LINKED, id: 'two' })).text()).not.toBe('');
  });

  it.each([
    ['a link that the user made', { link_source: 'manual' }, true],
    ['one that is known for certain', { link_source: 'capture' }, true],
    ['no link', { link_source: null, job_id: null, linked_job_name: null }, true],
    ['a viewer who may change nothing', {}, false],
  ] as const)('is not asked of %s', async (_, change, mayChange) => {
    viewer.update(() => ({ may_change: mayChange, name: null }));
    expect((await show({ ...LINKED, ...change })).text()).toBe('');
  });
});
