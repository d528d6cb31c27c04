import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { WireEntity } from '../contract.ts';
import { baseStyles } from '../styles/shared.ts';

/** Suggests entities of Home Assistant, but accepts any text. Fires `input` and `change`. */
@customElement('pt-entity-input')
export class PtEntityInput extends LitElement {
  @property() label = '';
  @property() hint = '';
  @property() value = '';
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) entities: readonly WireEntity[] = [];

  @query('input') private _input!: HTMLInputElement;

  override render() {
    return html`<label for="input">${this.label}</label>
      <input
        id="input"
        list="entities"
        aria-describedby=${this.hint === '' ? nothing : 'hint'}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        .value=${this.value}
        ?disabled=${this.disabled}
        @input=${() => (this.value = this._input.value)}
        @change=${() => this.dispatchEvent(new Event('change', { bubbles: true, composed: true }))}
      />
      ${this.hint === '' ? nothing : html`<span id="hint">${this.hint}</span>`}
      <datalist id="entities">
        ${this.entities.map(({ entity_id: id, name }) => html`<option value=${id} label=${name}></option>`)}
      </datalist>`;
  }

  override focus(): void {
    this._input.focus();
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        font-size: 14px;
      }
      label {
        margin-bottom: 8px;
        line-height: 1.3;
      }
      input {
        height: 40px;
        padding: 0 12px;
        font: inherit;
        color: inherit;
        background: var(--card-background-color);
        border: 1px solid var(--wa-form-control-border-color);
        border-radius: 8px;
      }
      input:focus-visible {
        outline: 2px solid var(--pt-primary-text);
        outline-offset: -1px;
      }
      input:disabled {
        opacity: 0.5;
        cursor: not-allowed;
      }
      #hint {
        margin-top: 8px;
        font-size: var(--wa-font-size-smaller);
        line-height: var(--wa-form-control-hint-line-height);
        color: var(--secondary-text-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-entity-input': PtEntityInput;
  }
}
