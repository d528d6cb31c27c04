import { afterEach, beforeEach, expect, it } from 'vitest';
import { confirm } from '../../../web/components/confirm.ts';
import { deepActiveElement } from '../../../web/util/deep-active-element.ts';
import { until } from '../until.ts';

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
  const answer = confirm({ title: 'Delete?', text: 'It is gone then.', confirm: 'Delete' });
  const dialog = await until(() => {
    const shadow = document.querySelector('pt-confirm-dialog')!.shadowRoot!;
    expect(shadow.querySelector('wa-dialog')!.hasAttribute('open')).toBe(true);
    return shadow;
  });
  const cancel = dialog.querySelector<HTMLButtonElement>('.footer button')!;
  cancel.focus();
  expect(deepActiveElement()).toBe(cancel);
  cancel.click();
  expect(await answer).toBeNull();
  expect(document.querySelector('pt-confirm-dialog')).toBeNull();
  expect(deepActiveElement()).toBe(opener);
});
