import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../components/pt-icon.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { printDataTexts } from './print-data-texts.ts';

/** Material Design's chevrons; icons that come from its package are part of the page's first view. */
const PREVIOUS = 'M15.41 16.58 10.83 12l4.58-4.59L14 6l-6 6 6 6Z';
const NEXT = 'M8.59 16.58 13.17 12 8.59 7.41 10 6l6 6-6 6Z';

/** The layer that is shown, and the way to another: typed, or one further. Fires `pt-layer` and `pt-layer-step`. */
@customElement('pt-layer-field')
export class PtLayerField extends LocalizedElement {
  /** Null = before the first. */
  @property({ attribute: false }) layer: number | null = null;
  /** Of the print; null = unknown. */
  @property({ attribute: false }) layers: number | null = null;
  @property({ type: Boolean }) hasPrevious = false;
  @property({ type: Boolean }) hasNext = false;

  /** Being typed; null = the layer that is shown. */
  @state() private _typed: string | null = null;

  override render() {
    const texts = printDataTexts(this.t);
    const shown = this.layer === null ? '' : String(this.layer);
    const digits = String(this.layers ?? this.layer ?? 0).length;
    return html`${this._renderStep(-1, texts.previousLayer, PREVIOUS, this.hasPrevious)}
      <input
        inputmode="numeric"
        autocomplete="off"
        enterkeyhint="go"
        aria-label=${texts.jump}
        title=${texts.jump}
        style=${`--digits: ${Math.max(3, digits)}`}
        .value=${live(this._typed ?? shown)}
        @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
        @input=${(event: Event) => (this._typed = (event.target as HTMLInputElement).value)}
        @change=${this._jump}
        @blur=${() => (this._typed = null)}
        @keydown=${this._handleKeydown}
      />
      ${this._renderStep(1, texts.nextLayer, NEXT, this.hasNext)}
      ${this.layers === null ? nothing : html`<span>${texts.of(formatNumber(this.layers, this.tag))}</span>`}`;
  }

  private _renderStep(steps: 1 | -1, label: string, icon: string, isPossible: boolean) {
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      ?disabled=${!isPossible}
      @click=${() => fireEvent(this, 'pt-layer-step', steps)}
    >
      <pt-icon .path=${icon}></pt-icon>
    </button>`;
  }

  private _handleKeydown(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      this._jump();
      (event.target as HTMLInputElement).select();
    } else if (event.key === 'Escape' && this._typed !== null) {
      // Only what was typed is given up, not the player.
      event.preventDefault();
      event.stopPropagation();
      this._typed = null;
    }
  }

  private _jump(): void {
    const text = (this._typed ?? '').trim();
    this._typed = null;
    const layer = text === '' ? Number.NaN : Number(text);
    if (Number.isFinite(layer)) fireEvent(this, 'pt-layer', layer);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        margin: 0 -8px;
      }
      input {
        width: calc(var(--digits) * 1ch + 18px);
        height: 32px;
        padding: 0 8px;
        border: 1px solid var(--pt-field-border);
        border-radius: 8px;
        font: inherit;
        font-variant-numeric: tabular-nums;
        text-align: center;
        color: inherit;
        background: transparent;
      }
      input:focus {
        outline: 2px solid var(--pt-primary-text);
        outline-offset: -1px;
      }
      span {
        margin-right: 8px;
        font-size: 14px;
        white-space: nowrap;
        color: var(--secondary-text-color);
      }
      .icon-button {
        width: 32px;
        height: 32px;
      }
      @media (pointer: coarse) {
        input {
          height: 40px;
        }
        .icon-button {
          width: 40px;
          height: 44px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-layer-field': PtLayerField;
  }
}
