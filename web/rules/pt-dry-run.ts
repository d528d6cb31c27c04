import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { addressOf } from '../api/address.ts';
import type { WireDryRun } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import '../gallery/pt-poster.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { ruleRowStyles } from './rule-styles.ts';
import { amountText } from './rule-text.ts';
import { reasonText, ruleTexts } from './rule-texts.ts';

/** What a rule would do: how much, which videos, and what would be kept and why. */
@customElement('pt-dry-run')
export class PtDryRun extends LazyElement {
  @property({ attribute: false }) tried!: WireDryRun;

  override render() {
    const texts = ruleTexts(this.t);
    const { problem } = this.tried;
    if (problem !== null)
      return html`<p class="error" role="alert">${texts.stops(reasonText(problem, this.t, this.tag))}</p>
        <p class="quiet">${texts.stopsHint}</p>`;
    return html`${this._renderAmounts()} ${this._renderItems()} ${this._renderKept()}`;
  }

  private _renderAmounts() {
    const texts = ruleTexts(this.t);
    const { now, month, unchecked_count: unchecked } = this.tried;
    return html`<div role="status">
        <dl>
          <div>
            <dt>${texts.now}</dt>
            <dd>${now.count === 0 ? texts.nothingNow : amountText(now, texts, this.tag)}</dd>
          </div>
          <div>
            <dt>${texts.month}</dt>
            <dd>${month === null ? texts.monthUnknown : amountText(month, texts, this.tag)}</dd>
          </div>
        </dl>
      </div>
      ${
        unchecked === 0
          ? nothing
          : html`<p class="quiet">${texts.unchecked(unchecked, formatNumber(unchecked, this.tag))}</p>`
      }`;
  }

  private _renderItems() {
    const { now, timelapses } = this.tried;
    if (timelapses.length === 0) return nothing;
    return html`<ul>
      ${timelapses.map(({ id, title, size_bytes: size }) =>
        this._renderRow(id, title, formatBytes(size, this.tag)),
      )}
      ${this._renderMore(now.count - timelapses.length)}
    </ul>`;
  }

  private _renderKept() {
    const { kept, kept_count: count } = this.tried;
    if (count === 0) return nothing;
    return html`<h3>${ruleTexts(this.t).kept(count, formatNumber(count, this.tag))}</h3>
      <ul>
        ${kept.map(({ id, title, ...why }) => this._renderRow(id, title, reasonText(why, this.t, this.tag)))}
        ${this._renderMore(count - kept.length)}
      </ul>`;
  }

  private _renderRow(id: string, title: string, text: string) {
    return html`<li class="row">
      <pt-poster .src=${addressOf('getPoster', { params: { id } })}></pt-poster>
      <span class="names">
        <span class="title">${title}</span>
        <span class="quiet">${text}</span>
      </span>
    </li>`;
  }

  private _renderMore(count: number) {
    if (count <= 0) return nothing;
    return html`<li class="quiet more">${ruleTexts(this.t).more(count, formatNumber(count, this.tag))}</li>`;
  }

  static override styles = [
    baseStyles,
    ruleRowStyles,
    css`
      :host {
        display: block;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(160px, 1fr));
        gap: 12px 16px;
        margin: 0 0 16px;
      }
      dt {
        font-size: 12px;
        line-height: 16px;
        color: var(--secondary-text-color);
      }
      dd {
        margin: 0;
        font-size: 16px;
        line-height: 24px;
      }
      h3 {
        margin: 20px 0 8px;
        font-size: 14px;
        font-weight: 500;
        line-height: 20px;
      }
      .row {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 8px 0;
      }
      .more {
        padding: 12px 0;
      }
      pt-poster {
        --pt-icon-size: 24px;
        flex: none;
        width: 72px;
        border-radius: 8px;
      }
      .names {
        flex: 1;
        min-width: 0;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-dry-run': PtDryRun;
  }
}
