import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { mdiClose } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../components/pt-icon.ts';
import '../components/web-awesome.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { CameraChoice } from './camera-choices.ts';
import { printerTexts } from './printer-texts.ts';
import './pt-test-picture.ts';

/**
 * One camera of a printer and what it shows. Fires `pt-camera` with its entity, `pt-camera-remove`, and
 * `pt-cameras-wanted` when one is about to be chosen.
 */
@customElement('pt-printer-camera')
export class PtPrinterCamera extends LocalizedElement {
  @property({ attribute: false }) printerKey = '';
  /** Empty = not chosen yet. */
  @property({ attribute: false }) entity = '';
  @property({ attribute: false }) choices: readonly CameraChoice[] = [];
  @property() label = '';
  @property() problem = '';
  @property({ type: Boolean }) removable = false;
  @property({ type: Boolean }) readOnly = false;
  /** As in {@link PtTestPicture}. */
  @property({ type: Boolean }) auto = false;

  override render() {
    const texts = printerTexts(this.t);
    return html`<div class="field">
        <wa-select
          .label=${this.label}
          placeholder=${texts.chooseCamera}
          .value=${live(this.entity)}
          .disabled=${this.readOnly}
          @change=${this._handleChange}
          @wa-show=${() => fireEvent(this, 'pt-cameras-wanted', undefined)}
        >
          ${this.choices.map(
            ({ entity, name, isForeign }) =>
              html`<wa-option value=${entity} .label=${isForeign ? texts.foreign(name) : name}
                >${name}<small>${isForeign ? texts.foreign(entity) : entity}</small></wa-option
              >`,
          )}
        </wa-select>
        ${this.removable ? this._renderRemove() : nothing}
      </div>
      ${this.problem === '' ? nothing : html`<p class="error" role="alert">${this.problem}</p>`}
      ${
        this.entity === '' || this.readOnly
          ? nothing
          : html`<pt-test-picture
              .printerKey=${this.printerKey}
              .entity=${this.entity}
              .name=${this._name}
              ?auto=${this.auto}
            ></pt-test-picture>`
      }`;
  }

  override focus(): void {
    this.renderRoot.querySelector('wa-select')?.focus();
  }

  private get _name(): string {
    return this.choices.find(({ entity }) => entity === this.entity)?.name ?? this.entity;
  }

  private _renderRemove() {
    const label = printerTexts(this.t).removeCamera(this.entity === '' ? this.label : this._name);
    return html`<button class="icon-button" aria-label=${label} title=${label} @click=${this._handleRemove}>
      <pt-icon .path=${mdiClose}></pt-icon>
    </button>`;
  }

  private _handleChange(event: Event): void {
    const { value } = event.currentTarget as HTMLInputElement;
    if (value !== '' && value !== this.entity) fireEvent(this, 'pt-camera', value);
  }

  private _handleRemove(): void {
    fireEvent(this, 'pt-camera-remove', undefined);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .field {
        display: flex;
        align-items: flex-end;
        gap: 4px;
      }
      wa-select {
        flex: 1;
        min-width: 0;
        max-width: 400px;
      }
      /* In the colour of its option, which may be the chosen one. */
      small {
        display: block;
        font-size: 12px;
        overflow-wrap: anywhere;
      }
      .error {
        margin: -8px 0 0;
        line-height: 20px;
        color: var(--pt-error-text);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-printer-camera': PtPrinterCamera;
  }
}
