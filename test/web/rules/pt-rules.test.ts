import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WireDryRun, WireRule } from '../../../web/contract.ts';
import type { Page } from '../../../web/page/page.ts';
import '../../../web/rules/pt-rule-dialog.ts';
import '../../../web/rules/pt-rules.ts';
import { settled } from '../settled.ts';
import { until } from '../until.ts';

// happy-dom knows nothing of form controls that are elements of one's own.
vi.mock('../../../web/components/confirm.ts', () => ({ confirm: async () => ({ option: false }) }));
vi.mock('@awesome.me/webawesome/dist/components/checkbox/checkbox.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/number-input/number-input.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/option/option.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/select/select.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/switch/switch.js', () => ({}));

const RULE: WireRule = {
  id: 'r1',
  definition: { kind: 'frames_after_video', action: 'delete_frames', days: 14 },
  enabled: false,
  tried_at: null,
  last_run_at: null,
  last_run: null,
  created_at: '2026-01-01T00:00:00Z',
};
const TRIED: WireDryRun = {
  now: { count: 1, bytes: 5_000_000 },
  month: null,
  timelapses: [{ id: 'v1', title: 'Benchy', size_bytes: 5_000_000 }],
  kept_count: 1,
  kept: [{ id: 'v2', title: 'Vase', cause: 'not_playable', reason: 'its video cannot be played' }],
  unchecked_count: 0,
  problem: null,
  tried_at: '2026-01-02T00:00:00Z',
};

let rule = RULE;
let asked: string[] = [];
let isOut = false;
let events: (() => void)[] = [];

beforeEach(() => {
  rule = RULE;
  asked = [];
  isOut = false;
  events = [];
  vi.stubGlobal('fetch', async (url: string, { method, body }: { method: string; body?: string }) => {
    asked.push(`${method} ${new URL(url, 'http://localhost').pathname.split('/v1')[1]}`);
    if (isOut) throw new TypeError('Failed to fetch');
    if (method === 'PUT') rule = { ...rule, ...(JSON.parse(body!) as Partial<WireRule>) };
    if (url.endsWith('/dry-run')) return new Response(JSON.stringify(TRIED));
    return new Response(JSON.stringify(method === 'GET' ? [rule] : rule));
  });
});

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

function show() {
  const onGap = (read: () => void) => {
    events.push(read);
    return () => {};
  };
  const live = { on: () => () => {}, onGap };
  const list = Object.assign(document.createElement('pt-rules'), { page: { live } as unknown as Page });
  document.body.append(list);
  return list;
}

it('the list stays while the app is out of reach, and can be asked for again', async () => {
  isOut = true;
  const root = show().shadowRoot!;
  await until(() => expect(root.querySelector('pt-empty button')).not.toBeNull());
  isOut = false;
  root.querySelector<HTMLElement>('pt-empty button')!.click();
  await until(() => expect(root.querySelectorAll('li')).toHaveLength(1));
  isOut = true;
  const before = asked.length;
  events[0]!();
  await until(() => expect(asked.length).toBeGreaterThan(before));
  await settled();
  expect(root.querySelectorAll('li')).toHaveLength(1);
});

it('the focus stays: beside the list when a rule was deleted, in the dialog at each step', async () => {
  rule = { ...RULE, tried_at: '2026-01-02T00:00:00Z' };
  const list = show();
  const root = list.shadowRoot!;
  const menu = await until(() => {
    expect(root.querySelector('pt-menu')).not.toBeNull();
    return root.querySelector('pt-menu')!;
  });
  menu.dispatchEvent(new CustomEvent('pt-menu-select', { detail: 'delete' }));
  await until(() => expect(root.activeElement?.textContent).toContain('Add rule'));
  menu.dispatchEvent(new CustomEvent('pt-menu-select', { detail: 'edit' }));
  const dialog = await until(() => {
    const found = document.querySelector('pt-rule-dialog')?.shadowRoot;
    expect(found?.querySelector('[type=submit]')).toBeInstanceOf(HTMLElement);
    return found!;
  });
  const focused = () => dialog.activeElement?.textContent?.trim();
  const press = (name: string) => {
    const buttons = [...dialog.querySelectorAll<HTMLButtonElement>('.foot button')];
    const button = buttons.find(({ textContent }) => textContent.trim() === name)!;
    button.focus();
    button.click();
  };
  press('Dry run');
  await until(() => expect(dialog.querySelector('pt-dry-run')).not.toBeNull());
  await until(() => expect(focused()).toBe('Close'));
  press('Change');
  await until(() => expect(focused()).toBe('Dry run'));
});

it('a rule that was not tried is not switched on before its dry run was seen', async () => {
  const list = show();
  const text = () => list.shadowRoot!.querySelector('li')?.textContent ?? '';
  await until(() => expect(text()).toContain('Delete the frames 14 days after a good video'));
  const toggle = list.shadowRoot!.querySelector('wa-switch')!;
  Object.assign(toggle, { checked: true });
  toggle.dispatchEvent(new Event('change'));
  const dialog = await until(() => {
    const found = document.querySelector('pt-rule-dialog')?.shadowRoot;
    const result = found?.querySelector('pt-dry-run')?.shadowRoot?.textContent ?? '';
    expect(result).toContain('Benchy');
    expect(result).toContain('its video cannot be played');
    return found!;
  });
  expect(asked.filter((each) => each.startsWith('PUT'))).toEqual([]);
  const buttons = [...dialog.querySelectorAll<HTMLButtonElement>('.foot button')];
  buttons.find(({ textContent }) => textContent.trim() === 'Switch on')!.click();
  await until(() => expect(rule.enabled).toBe(true));
  expect(asked).toContain('PUT /rules/r1');
});
