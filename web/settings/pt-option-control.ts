import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import '@awesome.me/webawesome/dist/components/slider/slider.js';
import '@awesome.me/webawesome/dist/components/switch/switch.js';
import { mdiFolderSearchOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import '../components/web-awesome.ts';
import type { WireOption } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatNumber } from '../format/format-number.ts';
import { openDialog } from '../components/open-dialog.ts';
import { optionText, optionTexts } from './option-texts.ts';
import './pt-printers.ts';
import './pt-targets.ts';

/** Numbers with more steps are typed instead of using a slider. */
const SLIDER_STEPS = 100;

/** Fires `pt-value`. */
@customElement('pt-option-control')
export class PtOptionControl extends LocalizedElement {
  @property({ attribute: false }) option!: WireOption;
  @property({ attribute: false }) value: unknown = null;

  @query('.control') private _control!: HTMLElement | null;

  override render() {
    switch (this.option.type) {
      case 'boolean':
        return this._renderSwitch();
      case 'integer':
        return this._isSlider() ? this._renderSlider() : this._renderNumber();
      case 'number':
        return this._renderNumber();
      case 'choice':
        return this._renderSelect();
      case 'list':
        return this._renderList();
      case 'folder':
      case 'file':
      case 'text':
      case 'url':
        return this._renderText();
    }
  }

  override focus(): void {
    this._control?.focus();
  }

  private get _label(): string {
    return optionText(this.option.name, this.t).label;
  }

  private get _help(): string {
    return optionText(this.option.name, this.t).help ?? sentence(this.option.help);
  }

  private get _unit(): string | undefined {
    const { unit } = this.option;
    return unit === null ? undefined : optionTexts(this.t).unit[unit];
  }

  private _renderSwitch() {
    return html`<wa-switch
      class="control"
      .checked=${this.value === true}
      .disabled=${this.option.read_only}
      .hint=${this._help}
      @change=${(event: Event) => this._tell((event.target as HTMLInputElement).checked)}
      >${this._label}</wa-switch
    >`;
  }

  private _renderSlider() {
    const { min, max } = this.option.limits;
    const unit = this._unit ?? '';
    return html`<div class="slider">
      <wa-slider
        class="control"
        .label=${this._label}
        .hint=${this._help}
        .min=${min ?? 0}
        .max=${max ?? 100}
        .value=${Number(this.value)}
        .disabled=${this.option.read_only}
        @input=${(event: Event) => this._tell(Number((event.target as HTMLInputElement).value))}
      ></wa-slider>
      <output>${formatNumber(Number(this.value), this.tag)} ${unit}</output>
    </div>`;
  }

  private _renderNumber() {
    const { type, limits, read_only } = this.option;
    const unit = this._unit;
    return html`<wa-number-input
      class=${read_only ? 'control locked' : 'control'}
      .label=${this._label}
      .hint=${this._help}
      .min=${limits.min ?? Number.MIN_SAFE_INTEGER}
      .max=${limits.max ?? Number.MAX_SAFE_INTEGER}
      .step=${type === 'integer' ? 1 : 'any'}
      .value=${this.value === null || this.value === undefined ? '' : String(this.value)}
      placeholder=${String(this.option.default ?? '')}
      inputmode=${type === 'integer' ? 'numeric' : 'decimal'}
      .withoutSteppers=${true}
      .disabled=${read_only}
      @input=${this._handleNumber}
    >
      ${unit === undefined ? nothing : html`<span slot="end" class="unit">${unit}</span>`}
    </wa-number-input>`;
  }

  private _renderSelect() {
    const choices = optionTexts(this.t).choices[this.option.name];
    return html`<wa-select
      class="control"
      .label=${this._label}
      .hint=${this._help}
      .value=${String(this.value)}
      .disabled=${this.option.read_only}
      @change=${(event: Event) => this._tell((event.target as HTMLSelectElement).value)}
    >
      ${(this.option.limits.choices ?? []).map(
        (choice) => html`<wa-option value=${choice}>${choices?.[choice] ?? choice}</wa-option>`,
      )}
    </wa-select>`;
  }

  private _renderText() {
    const { type, read_only, default: standard } = this.option;
    const texts = optionTexts(this.t);
    return html`<div class="text">
      <wa-input
        class=${read_only ? 'control locked' : 'control'}
        type=${type === 'url' ? 'url' : 'text'}
        .label=${this._label}
        .hint=${this._help}
        .value=${typeof this.value === 'string' ? this.value : ''}
        placeholder=${typeof standard === 'string' ? standard : ''}
        autocomplete="off"
        autocapitalize="off"
        .spellcheck=${false}
        .disabled=${read_only}
        @input=${(event: Event) => this._tell((event.target as HTMLInputElement).value)}
      ></wa-input>
      ${
        type !== 'folder' || read_only
          ? nothing
          : html`<button
              class="button"
              aria-label=${texts.browseFor(this._label)}
              @click=${this._handleBrowse}
            >
              <pt-icon .path=${mdiFolderSearchOutline}></pt-icon><span>${texts.browse}</span>
            </button>`
      }
    </div>`;
  }

  private _renderList() {
    if (this.option.fields === null) return this._renderTargets();
    return html`<pt-printers
      class="control"
      .name=${this.option.name}
      .label=${this._label}
      .help=${this._help}
      .fields=${this.option.fields}
      .entries=${Array.isArray(this.value) ? this.value : []}
      .readOnly=${this.option.read_only}
      @pt-entries=${(event: CustomEvent<unknown>) => this._tell(event.detail)}
    ></pt-printers>`;
  }

  private _renderTargets() {
    return html`<pt-targets
      class="control"
      .label=${this._label}
      .help=${this._help}
      .targets=${Array.isArray(this.value) ? this.value.map(String) : []}
      .readOnly=${this.option.read_only}
      @pt-targets=${(event: CustomEvent<unknown>) => this._tell(event.detail)}
    ></pt-targets>`;
  }

  private _isSlider(): boolean {
    const { min, max } = this.option.limits;
    return min !== null && max !== null && max - min <= SLIDER_STEPS;
  }

  private _handleNumber(event: Event): void {
    const text = (event.target as HTMLInputElement).value ?? '';
    // Empty is a step towards another number, and the default if left so.
    this._tell(text === '' ? '' : Number(text));
  }

  private async _handleBrowse(): Promise<void> {
    const { chosen: path } = await openDialog(() => import('./pt-folder-dialog.ts'), 'pt-folder-dialog', {
      start: typeof this.value === 'string' ? this.value : null,
    });
    if (path !== null) this._tell(path);
  }

  private _tell(value: unknown): void {
    fireEvent(this, 'pt-value', value);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
      }
      /* On a filled track the thumb is light in the dark too, as Home Assistant's own. */
      wa-switch:state(checked)::part(thumb) {
        background-color: var(--pt-on-primary);
      }
      /* Web Awesome fades the other controls automatically. These stay readable: who may not change them may view them. */
      .locked::part(base) {
        border-color: var(--divider-color);
        background: var(--primary-background-color);
        cursor: not-allowed;
      }
      .slider {
        display: flex;
        gap: 16px;
      }
      wa-slider {
        flex: 1;
        min-width: 0;
      }
      output {
        flex: none;
        min-width: 72px;
        padding-top: 20px;
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .text {
        display: flex;
        align-items: flex-start;
        gap: 8px;
      }
      wa-input {
        flex: 1;
        min-width: 0;
      }
      .text .button {
        --pt-icon-size: 20px;
        margin-top: 24px;
        padding: 0 12px;
      }
      /* The number stands where other fields begin, not in the middle. */
      wa-number-input::part(start) {
        display: none;
      }
      wa-number-input::part(end) {
        flex: none;
      }
      wa-number-input::part(input) {
        text-align: start;
      }
      wa-slider::part(hint) {
        margin-top: 8px;
      }
      /* Who may not change a value may still read it. */
      wa-input::part(base),
      wa-number-input::part(base) {
        opacity: 1;
      }
      .unit {
        color: var(--secondary-text-color);
      }
      @media (max-width: 450px) {
        .text .button span {
          display: none;
        }
      }
    `,
  ];
}

function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-option-control': PtOptionControl;
  }
}
