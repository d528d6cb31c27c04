import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { viewer } from '../../../web/api/viewer.ts';
import '../../../web/app/pt-notices.ts';
import '../../../web/app/pt-offers.ts';
import { toasts } from '../../../web/components/toasts.ts';
import type { WireNotice, WireOffer } from '../../../web/contract.ts';
import { until } from '../until.ts';

const OFFER: WireOffer = {
  code: 'print_in_parts',
  job_id: 'job/1',
  job: 'Lighthouse',
  printer: 'MK4',
  folders: ['Lighthouse 1', 'Lighthouse 2'],
  image_count: 1428,
};
const MISSING: WireNotice = {
  code: 'pictures_missing',
  area: 'print_jobs',
  message: 'No pictures came.',
  remedy: null,
  facts: { job: 'Owl', job_id: 'job/2', printer: 'MK4', minutes: 184, path: '/share' },
};

let answer: () => Response;
const ask = vi.fn(async (_address: string, _init: RequestInit) => answer());

beforeEach(() => {
  answer = () => new Response(null, { status: 204 });
  ask.mockClear();
  vi.stubGlobal('fetch', ask);
});

afterEach(() => {
  document.body.replaceChildren();
  viewer.update(() => ({ may_change: true, name: null }));
  vi.unstubAllGlobals();
});

async function show<Tag extends 'pt-offers' | 'pt-notices'>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
): Promise<ShadowRoot> {
  const element = Object.assign(document.createElement(tag), properties);
  document.body.append(element);
  await element.updateComplete;
  return element.shadowRoot!;
}

const words = (root: Element | ShadowRoot) => (root.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const asked = () => ask.mock.calls.map(([address, { method }]) => `${method} ${address.split('/api/v1')[1]}`);

describe('the offer to join the folders of a print', () => {
  it('names the print and its folders, and joins once that is confirmed [1.28]', async () => {
    const root = await show('pt-offers', { offers: [OFFER] });
    expect(words(root)).toContain(
      '2 folders belong to the same print, “Lighthouse”: Lighthouse 1, Lighthouse 2.',
    );
    answer = () => Response.json({});
    root.querySelector('button')!.click();
    const question = await until(() => document.querySelector('pt-confirm-dialog')!.shadowRoot!);
    await until(() => expect(words(question)).toContain('1,428 pictures'));
    expect(asked()).toEqual([]);
    const join = [...question.querySelectorAll('button')].find((each) => words(each) === 'Join')!;
    // Nothing is lost by it.
    expect([...join.classList]).not.toContain('danger');
    join.click();
    await until(() => expect(asked()).toEqual(['POST /jobs/job%2F1/join']));
  });

  it('does nothing when the question is answered with no [1.28]', async () => {
    const root = await show('pt-offers', { offers: [OFFER] });
    root.querySelector('button')!.click();
    const question = await until(() => document.querySelector('pt-confirm-dialog')!.shadowRoot!);
    await until(() => expect(words(question)).toContain('Cancel'));
    [...question.querySelectorAll('button')].find((each) => words(each) === 'Cancel')!.click();
    await until(() => expect(document.querySelector('pt-confirm-dialog')).toBeNull());
    expect(asked()).toEqual([]);
  });

  it('is not made to those who may not take it [1.28]', async () => {
    viewer.update(() => ({ may_change: false, name: 'Jürgen' }));
    expect(words(await show('pt-offers', { offers: [OFFER] }))).toBe('');
  });
});

describe('the notice that no pictures came', () => {
  const dismiss = (root: ShadowRoot) => root.querySelector<HTMLButtonElement>('.dismiss');

  it('is dismissed for the print job that it is about [1.29]', async () => {
    const root = await show('pt-notices', { notices: [MISSING] });
    dismiss(root)!.click();
    await until(() => expect(asked()).toEqual(['POST /jobs/job%2F2/dismiss-missing-pictures']));
  });

  it('says why when it cannot be dismissed [1.29]', async () => {
    answer = () =>
      Response.json({ error: { code: 'disk_full', message: 'No space left.' } }, { status: 507 });
    const root = await show('pt-notices', { notices: [MISSING] });
    dismiss(root)!.click();
    await until(() => expect(toasts.state).not.toEqual([]));
  });

  it('stays for those who may not dismiss it [1.29]', async () => {
    viewer.update(() => ({ may_change: false, name: null }));
    expect(dismiss(await show('pt-notices', { notices: [MISSING] }))).toBeNull();
  });
});
