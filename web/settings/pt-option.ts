import { mdiAlertCircleOutline, mdiLockOutline, mdiRestore } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import type { WireHealth, WireOption } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatNumber } from '../format/format-number.ts';
import { lockReason } from './lock-reason.ts';
import { optionText, optionTexts } from './option-texts.ts';
import './pt-option-control.ts';
import type { PtOptionControl } from './pt-option-control.ts';

@customElement('pt-option')
export class PtOption extends LocalizedElement {
  @property({ attribute: false }) option!: WireOption;
  @property({ attribute: false }) value: unknown = null;
  @property({ type: Boolean, reflect: true }) changed = false;
  @property({ attribute: false }) problems: readonly string[] = [];
  /** The reason is shown once for all options elsewhere. */
  @property({ type: Boolean }) reasonIsKnown = false;
  @property({ attribute: false }) engine: WireHealth['engine'] | null = null;

  @query('pt-option-control') private _control!: PtOptionControl;

  override render() {
    const reason = lockReason(this.option, optionTexts(this.t));
    return html`<pt-option-control .option=${this.option} .value=${this.value}></pt-option-control>
      ${this._renderEngine()}
      <div class="facts">
        ${this._renderLimits()}
        <span class="source">${optionTexts(this.t).source[this.option.source]}</span>
        ${this._renderReset()}
      </div>
      ${
        reason !== null && !this.reasonIsKnown
          ? html`<p class="reason"><pt-icon .path=${mdiLockOutline}></pt-icon>${reason}</p>`
          : nothing
      }
      <div role="alert">
        ${this.problems.map(
          (problem) =>
            html`<p class="problem"><pt-icon .path=${mdiAlertCircleOutline}></pt-icon>${problem}</p>`,
        )}
      </div>`;
  }

  override focus(): void {
    this._control.focus();
  }

  private _renderEngine() {
    if (this.engine === null) return nothing;
    const { path, why, code, configured } = this.engine;
    const texts = optionTexts(this.t);
    const reason = texts.engineWhy?.[code](configured) ?? why;
    return html`<p class="engine">
      ${path === null ? texts.engineNone : texts.engineInUse(path)} (${reason})
    </p>`;
  }

  private _renderLimits() {
    const { min, max } = this.option.limits;
    if (min === null || max === null) return nothing;
    const texts = optionTexts(this.t);
    return html`<span>${texts.range(formatNumber(min, this.tag), formatNumber(max, this.tag))}</span>`;
  }

  private _renderReset() {
    if (this.option.read_only || (this.option.source === 'default' && !this.changed)) return nothing;
    const texts = optionTexts(this.t);
    const { label } = optionText(this.option.name, this.t);
    return html`<button
      class="button"
      aria-label=${texts.resetTo(label, this._standard())}
      @click=${this._handleReset}
    >
      <pt-icon .path=${mdiRestore}></pt-icon>${texts.reset}
    </button>`;
  }

  private _standard(): string {
    const texts = optionTexts(this.t);
    const { default: standard } = this.option;
    if (typeof standard === 'boolean') return standard ? texts.on : texts.off;
    if (standard === null || Array.isArray(standard)) return texts.none;
    if (typeof standard === 'number') return formatNumber(standard, this.tag, 2);
    return optionTexts(this.t).choices[this.option.name]?.[String(standard)] ?? String(standard);
  }

  private _handleReset(): void {
    fireEvent(this, 'pt-value', null);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        padding: 12px 16px;
      }
      :host([changed]) {
        box-shadow: inset 3px 0 0 var(--primary-color);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        margin-top: 2px;
        font-size: 12px;
        line-height: 18px;
        color: var(--secondary-text-color);
      }
      .facts > span + span::before {
        content: '·';
        margin: 0 6px;
      }
      .facts .button {
        --pt-icon-size: 16px;
        gap: 4px;
        min-height: 28px;
        margin: -4px 0 -4px 4px;
        padding: 0 8px;
        font-size: 12px;
      }
      p {
        display: flex;
        gap: 8px;
        margin: 4px 0 0;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      p pt-icon {
        --pt-icon-size: 18px;
      }
      .reason,
      .engine {
        font-size: 12px;
        color: var(--secondary-text-color);
      }
      .engine {
        display: block;
      }
      .problem {
        font-weight: 500;
        color: var(--pt-error-text);
      }
      @media (pointer: coarse) {
        .facts .button {
          min-height: 44px;
          margin: -12px 0 -12px 4px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-option': PtOption;
  }
}
