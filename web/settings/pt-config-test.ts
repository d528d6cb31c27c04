import { mdiAlertCircle, mdiCheckCircle, mdiStethoscope } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../api/client.ts';
import type { OptionValues } from '../api/settings.ts';
import '../components/pt-icon.ts';
import type { WireOption, WireTestReport } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { describeError } from '../page/describe-error.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { formatNumber } from '../format/format-number.ts';
import { optionTexts } from './option-texts.ts';
import { testLineRemedy, testLineText } from './test-line-text.ts';

/** Includes unsaved changes. */
@customElement('pt-config-test')
export class PtConfigTest extends LocalizedElement {
  @property({ attribute: false }) values: OptionValues = {};
  @property({ attribute: false }) options: readonly WireOption[] = [];

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

  private _renderReport({ items, problems }: WireTestReport) {
    const texts = optionTexts(this.t);
    const context = { problems, options: this.options, texts: this.t, tag: this.tag };
    return html`<ul>
      ${items.map((line) => {
        const { item, ok, message } = line;
        const own = testLineText(line, context);
        return html`<li data-item=${item} data-ok=${ok}>
          <pt-icon class=${ok ? 'ok' : 'bad'} .path=${ok ? mdiCheckCircle : mdiAlertCircle}></pt-icon>
          <div>
            <p class="item">
              ${texts.testItem[item] ?? item}
              <span class="visually-hidden">: ${ok ? texts.testOk : texts.testProblem}</span>
            </p>
            ${
              own === null
                ? html`<p class="quiet" lang="en">${message}</p>`
                : own.map((sentence) => html`<p class="quiet">${sentence}</p>`)
            }
            ${ok ? nothing : html`<p>${testLineRemedy(line, this.t)}</p>`}
          </div>
        </li>`;
      })}
    </ul>`;
  }

  private async _handleTest(): Promise<void> {
    this._busy = true;
    this._error = null;
    try {
      this._report = await api.testSettings({ body: { options: this.values } });
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
