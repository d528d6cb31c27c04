import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LitElement } from 'lit';
import './pt-icon.ts';
import { baseStyles } from '../styles/shared.ts';

/** Says why there is nothing, and what to do. Buttons go into its slot. */
@customElement('pt-empty')
export class PtEmpty extends LitElement {
  @property({ attribute: false }) icon = '';
  @property() heading = '';
  @property() text = '';

  override render() {
    return html`<pt-icon .path=${this.icon}></pt-icon>
      <h2>${this.heading}</h2>
      <p>${this.text}</p>
      <slot></slot>`;
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        --pt-icon-size: 64px;
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 8px;
        max-width: 460px;
        margin: 48px auto;
        padding: 0 24px;
        text-align: center;
      }
      pt-icon {
        color: var(--pt-poster-icon);
      }
      h2 {
        margin: 8px 0 0;
        font-size: 20px;
        font-weight: 400;
        line-height: 28px;
      }
      p {
        margin: 0 0 8px;
        font-size: 14px;
        line-height: 22px;
        color: var(--secondary-text-color);
        overflow-wrap: anywhere;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-empty': PtEmpty;
  }
}
