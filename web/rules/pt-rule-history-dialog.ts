import { mdiHistory } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { rulesApi } from '../api/rules.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-age.ts';
import '../components/pt-empty.ts';
import { requestError } from '../components/request-error.ts';
import type { WireRuleRun } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { describeError } from '../page/describe-error.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { moreStyles } from '../styles/more-styles.ts';
import { outcomeText } from './outcome-text.ts';
import { ruleRowStyles } from './rule-styles.ts';
import { ruleText } from './rule-text.ts';
import { reasonText, ruleTexts } from './rule-texts.ts';

const PART = 25;

/** What rules have done, the latest first. */
@customElement('pt-rule-history-dialog')
export class PtRuleHistoryDialog extends DialogElement {
  @state() private _runs: readonly WireRuleRun[] | null = null;
  @state() private _mayBeMore = false;
  @state() private _error: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this._read();
  }

  override render() {
    return this.renderFrame(
      ruleTexts(this.t).history,
      html`<div class="body">${this._runs?.length ? this._renderRuns(this._runs) : this._renderNone()}</div>`,
      { lightDismiss: true },
    );
  }

  private _renderNone() {
    const texts = ruleTexts(this.t);
    if (this._error !== null) return requestError(texts.loadError, this._error, () => this._read(), this.t);
    if (this._runs === null) return html`<p class="quiet" role="status">${this.t.wait}</p>`;
    const { title, text } = texts.historyEmpty;
    return html`<pt-empty .icon=${mdiHistory} .heading=${title} .text=${text}>
      <button class="button filled" @click=${this.close}>${this.t.close}</button>
    </pt-empty>`;
  }

  private _renderRuns(runs: readonly WireRuleRun[]) {
    return html`<ul>
        ${runs.map((run) => this._renderRun(run))}
      </ul>
      ${
        this._mayBeMore
          ? html`<button class="button more" @click=${this._read}>${ruleTexts(this.t).older}</button>`
          : nothing
      }
      ${this._error === null ? nothing : html`<p class="error" role="alert">${this._error}</p>`}`;
  }

  private _renderRun(run: WireRuleRun) {
    const texts = ruleTexts(this.t);
    const { timelapses, kept, kept_count: keptCount, done } = run;
    return html`<li>
      <span class="title">${ruleText(run.definition, texts, this.tag)}</span>
      <span class=${run.outcome === 'stopped' ? 'error' : 'quiet'}
        >${outcomeText(run, this.t, this.tag)}</span
      >
      <span class="quiet">
        <pt-age at=${run.started_at}></pt-age>
        ${keptCount === 0 ? nothing : html`· ${texts.didKeep(keptCount, formatNumber(keptCount, this.tag))}`}
      </span>
      ${
        timelapses.length + kept.length === 0
          ? nothing
          : html`<details>
              <summary>${texts.details}</summary>
              ${timelapses.map(
                ({ title, size_bytes: size }) => html`<p>${title} · ${formatBytes(size, this.tag)}</p>`,
              )}
              ${this._renderMore(done.count - timelapses.length)}
              ${kept.map(
                ({ title, ...why }) =>
                  html`<p class="quiet">${title} · ${reasonText(why, this.t, this.tag)}</p>`,
              )}
              ${this._renderMore(keptCount - kept.length)}
            </details>`
      }
    </li>`;
  }

  private _renderMore(count: number) {
    if (count <= 0) return nothing;
    return html`<p class="quiet">${ruleTexts(this.t).more(count, formatNumber(count, this.tag))}</p>`;
  }

  private async _read(): Promise<void> {
    this._error = null;
    const known = this._runs ?? [];
    try {
      const part = await rulesApi.listRuleRuns({ query: { limit: PART, offset: known.length } });
      this._runs = [...known, ...part];
      this._mayBeMore = part.length === PART;
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  static override styles = [
    dialogStyles,
    moreStyles,
    ruleRowStyles,
    css`
      wa-dialog {
        --width: 560px;
      }
      li {
        padding: 12px 0;
      }
      li:first-child {
        border-top: 0;
      }
      li p {
        margin: 0 0 4px;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      .more {
        display: flex;
        margin: 8px auto 0;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-rule-history-dialog': PtRuleHistoryDialog;
  }
}
