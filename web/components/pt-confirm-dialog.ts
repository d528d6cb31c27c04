import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import type WaCheckbox from '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { DialogElement } from './dialog-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';

export interface ConfirmQuestion {
  title: string;
  text: string;
  confirm: string;
  /** Nothing is lost by it. */
  harmless?: boolean;
  /** An additional choice, off by default. */
  option?: string;
}

/** Null = cancelled. */
export type ConfirmAnswer = { option: boolean } | null;

/** The harmless button has the focus. */
@customElement('pt-confirm-dialog')
export class PtConfirmDialog extends DialogElement {
  @property({ attribute: false }) question!: ConfirmQuestion;

  /** Set when the dialog is closed. */
  answer: ConfirmAnswer = null;

  @query('wa-checkbox') private _option!: WaCheckbox | null;

  override render() {
    const { title, text, confirm, harmless = false, option } = this.question;
    return html`<wa-dialog label=${title} .withoutHeader=${true} @wa-after-hide=${this.handleAfterHide}>
      <h2>${title}</h2>
      <p>${text}</p>
      ${option === undefined ? nothing : html`<wa-checkbox>${option}</wa-checkbox>`}
      <div slot="footer" class="footer">
        <button class="button" autofocus @click=${this.close}>${this.t.cancel}</button>
        <button class=${harmless ? 'button filled' : 'button danger'} @click=${this._handleConfirm}>
          ${confirm}
        </button>
      </div>
      <pt-toasts></pt-toasts>
    </wa-dialog>`;
  }

  private _handleConfirm(): void {
    this.answer = { option: this._option?.checked === true };
    this.close();
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      wa-dialog {
        --width: 420px;
      }
      h2 {
        margin: 0 0 12px;
        font-size: 24px;
        font-weight: 400;
        line-height: 32px;
        overflow-wrap: anywhere;
      }
      p {
        margin: 0 0 16px;
        font-size: 16px;
        line-height: 24px;
        color: var(--secondary-text-color);
        overflow-wrap: anywhere;
      }
      .footer {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-confirm-dialog': PtConfirmDialog;
  }
}
