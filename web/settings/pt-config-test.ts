import { mdiAlertCircle, mdiCheckCircle, mdiStethoscope } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type OptionValues, testSettings } from '../api/settings.ts';
import '../components/pt-icon.ts';
import type { WireTestReport } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { describeError } from '../shell/describe-error.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { formatNumber } from '../util/format-number.ts';
import { optionTexts } from './option-texts.ts';

/** Tests the configuration, with the changes not saved yet, and tells line by line how it is. */
@customElement('pt-config-test')
export class PtConfigTest extends LocalizedElement {
  /** Changes to test before they are saved. */
  @property({ attribute: false }) values: OptionValues = {};

  @state() private _report: WireTestReport | null = null;
  @state() private _busy = false;
  @state() private _error: string | null = null;

  override render() {
    const texts = optionTexts(this.t);
    return html`<section class="card" aria-labelledby="heading">
      <div class="head">
        <pt-icon .path=${mdiStethoscope}></pt-icon>
        <div>
          <h2 id="heading">${texts.testTitle}</h2>
          <p role="status">${this._summary()}</p>
        </div>
        <button class="button filled" ?disabled=${this._busy} @click=${this._handleTest}>
          ${texts.test}
        </button>
      </div>
      ${this._error === null ? nothing : html`<p class="error" role="alert">${this._error}</p>`}
      ${this._report === null ? nothing : this._renderReport(this._report)}
    </section>`;
  }

  private _summary(): string {
    const texts = optionTexts(this.t);
    if (this._busy) return texts.testing;
    if (this._report === null) return texts.testText;
    const bad = this._report.items.filter(({ ok }) => !ok).length;
    return bad === 0 ? texts.testGood : texts.testBad(bad, formatNumber(bad, this.tag));
  }

  private _renderReport({ items }: WireTestReport) {
    const texts = optionTexts(this.t);
    return html`<ul>
      ${items.map(
        ({ item, ok, message, remedy }) =>
          html`<li data-item=${item} data-ok=${ok}>
            <pt-icon class=${ok ? 'ok' : 'bad'} .path=${ok ? mdiCheckCircle : mdiAlertCircle}></pt-icon>
            <div>
              <p class="item">
                ${texts.testItem[item] ?? item}
                <span class="visually-hidden">: ${ok ? texts.testOk : texts.testProblem}</span>
              </p>
              ${this._renderMessage(item, ok, message)}
              ${ok || remedy === null ? nothing : html`<p>${texts.testRemedy[item] ?? remedy}</p>`}
              ${ok || texts.testFailure[item] === undefined ? nothing : html`<p class="quiet" lang="en">${message}</p>`}
            </div>
          </li>`,
      )}
    </ul>`;
  }

  /** How it is, in the reader's language where the page can; the server's facts follow what is not well. */
  private _renderMessage(item: string, ok: boolean, message: string) {
    const texts = optionTexts(this.t);
    const own = (ok ? texts.testMessage : texts.testFailure)[item];
    return own === undefined
      ? html`<p class="quiet" lang="en">${message}</p>`
      : html`<p class="quiet" title=${message}>${own}</p>`;
  }

  private async _handleTest(): Promise<void> {
    this._busy = true;
    this._error = null;
    try {
      this._report = await testSettings(this.values);
    } catch (error) {
      this._error = describeError(error, this.t);
    } finally {
      this._busy = false;
    }
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 16px;
      }
      .head > pt-icon {
        color: var(--secondary-text-color);
      }
      .head div {
        flex: 1;
        min-width: min(200px, calc(100% - 48px));
      }
      .button {
        margin-left: auto;
      }
      h2,
      p {
        margin: 0;
        font-size: 14px;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      h2 {
        font-size: 16px;
        font-weight: 500;
        line-height: 24px;
      }
      .head p,
      .quiet {
        color: var(--secondary-text-color);
      }
      .error {
        padding: 0 16px 16px;
        color: var(--pt-error-text);
      }
      ul {
        margin: 0;
        padding: 0 0 8px;
        list-style: none;
      }
      li {
        display: flex;
        gap: 16px;
        padding: 8px 16px;
        border-top: 1px solid var(--divider-color);
      }
      li div {
        min-width: 0;
      }
      .item {
        font-weight: 500;
      }
      .ok {
        color: var(--success-color);
      }
      .bad {
        color: var(--error-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-config-test': PtConfigTest;
  }
}
