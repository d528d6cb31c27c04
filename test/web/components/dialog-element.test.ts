import { afterEach, beforeEach, expect, it } from 'vitest';
import { openConfirm } from '../../../web/confirm/index.ts';
import { deepActiveElement } from '../../../web/util/deep-active-element.ts';

let host: HTMLElement;
let opener: HTMLButtonElement;

beforeEach(() => {
  host = document.createElement('div');
  opener = document.createElement('button');
  host.attachShadow({ mode: 'open' }).append(opener);
  document.body.append(host);
});

afterEach(() => host.remove());

it('gives the focus back to what opened it, below shadow roots too, once it has left the page', async () => {
  opener.focus();
  const answer = openConfirm({ title: 'Delete?', text: 'It is gone then.', confirm: 'Delete' });
  let dialog: HTMLElement | null = null;
  while (!dialog?.shadowRoot?.querySelector('wa-dialog')?.hasAttribute('open')) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    dialog = document.querySelector('pt-confirm-dialog');
  }
  const cancel = dialog.shadowRoot!.querySelector<HTMLButtonElement>('.footer button')!;
  cancel.focus();
  expect(deepActiveElement()).toBe(cancel);
  cancel.click();
  expect(await answer).toBeNull();
  expect(document.querySelector('pt-confirm-dialog')).toBeNull();
  expect(deepActiveElement()).toBe(opener);
});
