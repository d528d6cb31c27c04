import { mdiLanDisconnect } from '@mdi/js';
import { html, type TemplateResult } from 'lit';
import type { Dictionary } from '../i18n/en.ts';
import './pt-empty.ts';

export function requestError(
  heading: string,
  reason: string,
  again: () => unknown,
  texts: Dictionary,
): TemplateResult {
  return html`<pt-empty role="alert" .icon=${mdiLanDisconnect} .heading=${heading} .text=${reason}>
    <button class="button filled" @click=${again}>${texts.try_again}</button>
  </pt-empty>`;
}
