import { afterEach, beforeEach, expect, it } from 'vitest';
import '../../../web/components/pt-toasts.ts';
import { loadForDialog } from '../../../web/components/open-dialog.ts';
import { PageKeys } from '../../../web/keys/page-keys.ts';
import type { Page } from '../../../web/page/page.ts';

let keys: PageKeys;
let root: ShadowRoot;
let fired: string[];
const bar = () => root.querySelector('pt-select-bar')!;

beforeEach(() => {
  const app = document.createElement('div');
  root = app.attachShadow({ mode: 'open' });
  root.innerHTML = `<main><pt-timelapses></pt-timelapses></main><pt-select-bar></pt-select-bar>`;
  Object.assign(bar(), { count: 2, busy: false });
  Object.assign(root.querySelector('pt-timelapses')!, {
    shown: [{ id: 'a' }, { id: 'b' }],
    selection: { ids: new Set(['a', 'b']), anchor: null },
  });
  document.body.append(app, document.createElement('pt-toasts'));
  fired = [];
  for (const type of ['pt-place', 'pt-select-all', 'pt-select-delete'])
    root.addEventListener(type, () => fired.push(type));
  const route = { state: { view: { name: 'settings' } } };
  keys = new PageKeys(root, { router: { route } } as unknown as Page);
});

afterEach(() => document.body.replaceChildren());

function press(key: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, ...more });
  keys.handle(event, document.body);
  return event.defaultPrevented;
}

it('keys do nothing behind a dialog, though nothing in it has the focus', () => {
  const inDialog = document.createElement('pt-toasts');
  document.body.append(inDialog);
  press('Delete');
  press('?');
  expect(fired).toEqual([]);
  inDialog.remove();
  press('?');
  expect(fired).toEqual(['pt-place']);
});

it('open no second dialog while one is loaded, or the key is held', async () => {
  let loaded = (): void => {};
  const loading = loadForDialog(() => new Promise<void>((resolve) => (loaded = resolve)));
  press('?');
  loaded();
  await loading;
  press('?', { repeat: true });
  expect(fired).toEqual([]);
  press('?');
  expect(fired).toEqual(['pt-place']);
});

it('of the selection do no more than its buttons', () => {
  bar().busy = true;
  press('Delete');
  Object.assign(bar(), { busy: false, count: 0 });
  press('Delete');
  expect(fired).toEqual([]);
  bar().count = 2;
  press('Delete');
  expect(fired).toEqual(['pt-select-delete']);
});

it('select all, however often', () => {
  expect(press('a', { ctrlKey: true })).toBe(true);
  expect(fired).toEqual([]);
  root.querySelector('pt-timelapses')!.selection = { ids: new Set(['a']), anchor: 'a' };
  expect(press('a', { ctrlKey: true })).toBe(true);
  expect(fired).toEqual(['pt-select-all']);
});

it('leave other shortcuts to the browser', () =>
  expect(press('K', { ctrlKey: true, shiftKey: true })).toBe(false));
