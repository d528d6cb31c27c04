import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { readJobs } from '../api/print-jobs.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-search-field.ts';
import type { WirePrintJob } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import '../linking/pt-suggestion.ts';
import { describeError } from '../page/describe-error.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { bulkTexts } from './bulk-texts.ts';

@customElement('pt-job-choice-dialog')
export class PtJobChoiceDialog extends DialogElement {
  /** How many it is for. */
  @property({ attribute: false }) count = 0;

  /** What was chosen; null = nothing. */
  job: WirePrintJob | null = null;

  @state() private _jobs: readonly WirePrintJob[] | null = null;
  @state() private _error: string | null = null;

  private _text = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this._read('');
  }

  override render() {
    return this.renderFrame(
      bulkTexts(this.t).linkTitle(this.count, formatNumber(this.count, this.tag)),
      html`<div class="body" @pt-link=${this._handleLink}>
        <pt-search-field
          .label=${this.t.jobs_search}
          @pt-text=${(event: CustomEvent<string>) => this._read(event.detail)}
        ></pt-search-field>
        ${this._error === null ? nothing : html`<p class="error" role="alert">${this._error}</p>`}
        <div role="status">${this._renderState()}</div>
        ${repeat(
          this._jobs ?? [],
          ({ id }) => id,
          (job) => html`<pt-suggestion .job=${job}></pt-suggestion>`,
        )}
      </div>`,
    );
  }

  private _renderState() {
    if (this._error !== null) return nothing;
    if (this._jobs === null) return html`<p class="quiet">${this.t.wait}</p>`;
    return this._jobs.length === 0 ? html`<p class="quiet">${this.t.link_no_jobs}</p>` : nothing;
  }

  private _handleLink({ detail }: CustomEvent<WirePrintJob>): void {
    this.job = detail;
    this.close();
  }

  private async _read(text: string): Promise<void> {
    this._text = text;
    try {
      const jobs = await readJobs(text);
      // The text may have changed in the meantime.
      if (text !== this._text) return;
      this._jobs = jobs;
      this._error = null;
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 600px;
      }
      pt-search-field {
        margin-bottom: 8px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-job-choice-dialog': PtJobChoiceDialog;
  }
}
