import { mdiAlertOutline } from '@mdi/js';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import type { WireNotice } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, cardStyles } from '../styles/shared.ts';

/** What needs a look in the app, each with what to do about it. */
@customElement('pt-notices')
export class PtNotices extends LocalizedElement {
  @property({ attribute: false }) notices: readonly WireNotice[] = [];

  override render() {
    return html`<section aria-label=${this.t.notices}>
      ${this.notices.map(
        (notice) =>
          html`<div class="card notice" data-code=${notice.code}>
            <pt-icon .path=${mdiAlertOutline}></pt-icon>
            <div>
              <h2>${this.t.area[notice.area]}</h2>
              <p>${notice.message}</p>
              ${notice.remedy === null ? '' : html`<p class="remedy">${notice.remedy}</p>`}
            </div>
          </div>`,
      )}
    </section>`;
  }

  static override styles = [
    baseStyles,
    cardStyles,
    css`
      section {
        display: grid;
        gap: 8px;
      }
      .notice {
        display: flex;
        gap: 16px;
        padding: 12px 16px;
        border-color: var(--warning-color);
      }
      pt-icon {
        color: var(--warning-color);
      }
      div {
        min-width: 0;
      }
      h2,
      p {
        margin: 0;
        font-size: 14px;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      h2 {
        font-weight: 500;
      }
      .remedy {
        color: var(--secondary-text-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-notices': PtNotices;
  }
}
