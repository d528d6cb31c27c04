import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { mdiMagnify } from '@mdi/js';
import { css, html } from 'lit';
import { LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import './pt-icon.ts';
import './web-awesome.ts';

/** Typing pauses before `pt-text`, so that neither results nor address change with every letter. */
const PAUSE_MS = 200;

/** Fires `pt-text` when typing pauses. */
@customElement('pt-search-field')
export class PtSearchField extends LitElement {
  @property() label = '';
  @property() value = '';

  @query('wa-input') private _input!: WaInput;

  private _timer: ReturnType<typeof setTimeout> | undefined;

  override render() {
    return html`<wa-input
      type="search"
      .label=${this.label}
      placeholder=${this.label}
      autocomplete="off"
      enterkeyhint="search"
      .withClear=${true}
      .value=${this.value}
      @input=${this._handleInput}
      @wa-clear=${this._handleInput}
    >
      <pt-icon slot="start" .path=${mdiMagnify}></pt-icon>
    </wa-input>`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this._timer);
  }

  override async focus(): Promise<void> {
    await this.updateComplete;
    await this._input.updateComplete;
    this._input.focus();
  }

  private _handleInput(): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => fireEvent(this, 'pt-text', this._input.value?.trim() ?? ''), PAUSE_MS);
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      wa-input::part(form-control-label) {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      pt-icon {
        --pt-icon-size: 20px;
        color: var(--secondary-text-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-search-field': PtSearchField;
  }
}
