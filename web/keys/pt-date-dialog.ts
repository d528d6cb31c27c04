import { css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { DialogElement } from '../components/dialog-element.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { keyTexts } from './key-texts.ts';

/** Asks for a day. */
@customElement('pt-date-dialog')
export class PtDateDialog extends DialogElement {
  /** `YYYY-MM-DD`; null = none was chosen. */
  date: string | null = null;

  @query('input') private _input!: HTMLInputElement;

  override render() {
    const texts = keyTexts(this.t);
    return this.renderFrame(
      texts.date_title,
      html`<form @submit=${this._handleSubmit}>
        <div class="body">
          <label for="date">${texts.date}</label>
          <input id="date" type="date" required max="9999-12-31" autofocus />
        </div>
        <div class="foot">
          <button type="button" class="button" @click=${this.close}>${this.t.cancel}</button>
          <button class="button filled">${texts.go}</button>
        </div>
      </form>`,
      { lightDismiss: true },
    );
  }

  private _handleSubmit(event: Event): void {
    event.preventDefault();
    this.date = this._input.value;
    this.close();
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 360px;
      }
      label {
        display: block;
        margin-bottom: 4px;
      }
      input {
        width: 100%;
        min-height: 44px;
        padding: 0 12px;
        border: 1px solid var(--divider-color);
        border-radius: 8px;
        font: inherit;
        color: inherit;
        background: var(--card-background-color);
      }
      input:focus-visible {
        outline: 2px solid var(--pt-primary-text);
        outline-offset: -1px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-date-dialog': PtDateDialog;
  }
}
