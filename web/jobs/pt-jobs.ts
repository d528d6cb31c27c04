import { consume } from '@lit/context';
import { mdiChevronRight, mdiPrinter3dNozzleOutline } from '@mdi/js';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { readJobs } from '../api/print-jobs.ts';
import '../components/pt-empty.ts';
import '../components/pt-icon.ts';
import '../components/pt-search-field.ts';
import { requestError } from '../components/request-error.ts';
import type { WirePrintJob } from '../contract.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { jobLine } from '../linking/job-line.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { formatNumber } from '../format/format-number.ts';
import './pt-job.ts';

@customElement('pt-jobs')
export class PtJobs extends LazyElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;
  /** Null = the list. */
  @property({ attribute: false }) jobId: string | null = null;

  @state() private _jobs: readonly WirePrintJob[] | null = null;
  @state() private _text = '';
  @state() private _error: string | null = null;

  override render() {
    if (this.jobId !== null) return html`<pt-job .jobId=${this.jobId}></pt-job>`;
    if (this._error !== null) return this._renderError(this._error);
    if (this._jobs === null) return html`<p role="status">${this.t.wait}</p>`;
    if (this._jobs.length === 0 && this._text === '') {
      return html`<pt-empty
        .icon=${mdiPrinter3dNozzleOutline}
        .heading=${this.t.jobs_empty_title}
        .text=${this.t.jobs_empty_text}
      >
        <button class="button filled" @click=${this._handleSettings}>${this.t.open_settings}</button>
      </pt-empty>`;
    }
    return html`<pt-search-field .label=${this.t.jobs_search} @pt-text=${this._handleText}></pt-search-field>
      ${
        this._jobs.length === 0
          ? html`<p role="status">${this.t.link_no_jobs}</p>`
          : html`<div class="card">
              <ul>
                ${repeat(
                  this._jobs,
                  ({ id }) => id,
                  (job) => this._renderRow(job),
                )}
              </ul>
            </div>`
      }`;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    // Links may have changed in the meantime.
    if (changed.has('jobId') && this.jobId === null) void this._read();
  }

  private _renderRow(job: WirePrintJob) {
    const count = job.timelapse_count;
    return html`<li>
      <a href=${`#/jobs/${encodeURIComponent(job.id)}`}>
        <pt-icon .path=${mdiPrinter3dNozzleOutline}></pt-icon>
        <span class="names">
          <span class="title">
            <span>${job.name}</span>
            ${count === 0 ? nothing : html`<span class="count">${this._countText(count)}</span>`}
          </span>
          <span class="quiet">${jobLine(job, { texts: this.t, tag: this.tag })}</span>
        </span>
        <pt-icon .path=${mdiChevronRight}></pt-icon>
      </a>
    </li>`;
  }

  private _countText(count: number): string {
    return this.t.job_timelapse_count(count, formatNumber(count, this.tag));
  }

  private _renderError(error: string) {
    return requestError(this.t.jobs_error, error, () => this._read(), this.t);
  }

  private async _read(): Promise<void> {
    const text = this._text;
    try {
      const jobs = await readJobs(text);
      if (text !== this._text) return;
      this._jobs = jobs;
      this._error = null;
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  private _handleText(event: CustomEvent<string>): void {
    this._text = event.detail;
    void this._read();
  }

  private _handleSettings(): void {
    void this.page.router.openView({ name: 'settings' });
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      :host {
        display: block;
        width: 100%;
        max-width: 800px;
        margin: 0 auto;
      }
      pt-search-field {
        margin-bottom: 16px;
      }
      ul {
        margin: 0;
        padding: 8px 0;
        list-style: none;
      }
      a {
        display: flex;
        align-items: center;
        gap: 16px;
        min-height: 56px;
        padding: 8px 16px;
      }
      a:focus-visible {
        outline-offset: -2px;
      }
      @media (hover: hover) {
        a:hover {
          background: var(--pt-hover);
        }
      }
      a pt-icon {
        color: var(--secondary-text-color);
      }
      .names {
        flex: 1;
        min-width: 0;
      }
      .names > span {
        display: block;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      .names > .title {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 8px;
        font-size: 16px;
        line-height: 24px;
      }
      .quiet,
      .count,
      p {
        color: var(--secondary-text-color);
      }
      .count {
        flex: none;
        font-size: 12px;
      }
      @media (max-width: 450px) {
        a > pt-icon:first-child {
          display: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-jobs': PtJobs;
  }
}
