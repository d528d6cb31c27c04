import { mdiCheck, mdiClose } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import '../components/pt-icon.ts';
import type { WireJobSuggestion, WirePrintJob } from '../contract.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { baseStyles, buttonStyles, rowStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatNumber } from '../format/format-number.ts';
import { jobLine } from './job-line.ts';
import { linkTexts } from './link-texts.ts';

/** Fires `pt-link` and, of a suggestion, `pt-refuse`. */
@customElement('pt-suggestion')
export class PtSuggestion extends LazyElement {
  @property({ attribute: false }) job!: WirePrintJob;
  @property({ attribute: false }) suggestion: WireJobSuggestion | null = null;
  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) busy = false;

  override render() {
    return html`<div class="row">
      <div class="names">
        <p class="title">${this.job.name}</p>
        <p class="quiet">${jobLine(this.job, { texts: this.t, tag: this.tag })}</p>
        ${this._renderReasons()}
      </div>
      ${
        this.linked
          ? html`<pt-icon class="check" .path=${mdiCheck}></pt-icon>`
          : html`${this._renderRefusal()}<button
                class="button"
                aria-label=${this.t.link_take_for(this.job.name)}
                ?disabled=${this.busy}
                @click=${this._handleClick}
              >
                ${this.t.link_take}
              </button>`
      }
    </div>`;
  }

  private _renderRefusal() {
    if (this.suggestion === null) return nothing;
    const texts = linkTexts(this.t);
    return html`<button
      class="icon-button"
      aria-label=${texts.refuseFor(this.job.name)}
      title=${texts.refuse}
      ?disabled=${this.busy}
      @click=${() => fireEvent(this, 'pt-refuse', this.job)}
    >
      <pt-icon .path=${mdiClose}></pt-icon>
    </button>`;
  }

  private _renderReasons() {
    if (this.suggestion === null) return nothing;
    const { score, reasons } = this.suggestion;
    return html`<ul>
      <li class="score">${this.t.link_score(formatNumber(score, this.tag))}</li>
      ${reasons.map((reason) => this._renderReason(reason))}
    </ul>`;
  }

  private _renderReason({ code, points, text }: WireJobSuggestion['reasons'][number]) {
    const own = this.t.match[code];
    // In English, the server's sentence is more detailed.
    const sentence = own === undefined || this.t.code !== 'en' ? undefined : text;
    const lang = own === undefined ? 'en' : undefined;
    return html`<li title=${ifDefined(sentence)} lang=${ifDefined(lang)}>
      <pt-icon class=${points < 0 ? 'against' : 'for'} .path=${points < 0 ? mdiClose : mdiCheck}></pt-icon
      >${own ?? text}
    </li>`;
  }

  private _handleClick(): void {
    fireEvent(this, 'pt-link', this.job);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    rowStyles,
    css`
      :host {
        display: block;
      }
      ul {
        --pt-icon-size: 14px;
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 6px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        padding: 2px 8px 2px 6px;
        border: 1px solid var(--divider-color);
        border-radius: 9999px;
        font-size: 12px;
        line-height: 18px;
      }
      .score {
        padding: 2px 8px;
        border-color: transparent;
        font-weight: 500;
        color: var(--pt-on-primary);
        background: var(--pt-primary-fill);
      }
      .for {
        color: var(--pt-primary-text);
      }
      .against {
        color: var(--pt-error-text);
      }
      .check {
        margin: 8px 16px;
        color: var(--pt-primary-text);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-suggestion': PtSuggestion;
  }
}
