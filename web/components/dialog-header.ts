import { mdiClose } from '@mdi/js';
import { html } from 'lit';
import type { Dictionary } from '../i18n/en.ts';
import './pt-icon.ts';

/** Title and close button of a dialog, in its own shadow root, where the focus is kept. */
export function dialogHeader(title: string, texts: Dictionary, close: () => void) {
  return html`<div class="header">
    <h2>${title}</h2>
    <button class="icon-button" aria-label=${texts.close} title=${texts.close} @click=${close}>
      <pt-icon .path=${mdiClose}></pt-icon>
    </button>
  </div>`;
}
