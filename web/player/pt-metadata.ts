import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { metadataRows } from './metadata-rows.ts';

/** What is known of a timelapse, as a list of names and values. */
@customElement('pt-metadata')
export class PtMetadata extends LocalizedElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;

  override render() {
    const rows = metadataRows(this.timelapse, { texts: this.t, tag: this.tag });
    return html`<dl>
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  static override styles = [
    baseStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr));
        gap: 12px 24px;
        margin: 0;
      }
      dt {
        font-size: 12px;
        color: var(--secondary-text-color);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      @media (max-width: 450px) {
        dl {
          grid-template-columns: 1fr 1fr;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-metadata': PtMetadata;
  }
}
