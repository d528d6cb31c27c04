import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { mdiChevronRight, mdiLanDisconnect, mdiPrinter3dNozzleOutline } from '@mdi/js';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { readJobs } from '../api/print-jobs.ts';
import '../components/pt-empty.ts';
import '../components/pt-icon.ts';
import '../components/web-awesome.ts';
import type { WirePrintJob } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { jobLine } from '../linking/job-line.ts';
import { describeError } from '../shell/describe-error.ts';
import type { Page } from '../shell/page.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { formatNumber } from '../util/format-number.ts';
import './pt-job.ts';

/** So long after the last key the search is made. */
const PAUSE_MS = 250;

/** All print jobs, or one of them with its timelapses. */
@customElement('pt-jobs')
export class PtJobs extends LocalizedElement {
  @property({ attribute: false }) page!: Page;
  /** The one shown; null = all. */
  @property({ attribute: false }) jobId: string | null = null;

  /** Null while they are read. */
  @state() private _jobs: readonly WirePrintJob[] | null = null;
  @state() private _text = '';
  @state() private _error: string | null = null;

  @query('wa-input') private _input!: WaInput;

  private _timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this._timer);
  }

  override render() {
    if (this.jobId !== null) return html`<pt-job .page=${this.page} .jobId=${this.jobId}></pt-job>`;
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
    return html`<wa-input
        type="search"
        .label=${this.t.jobs_search}
        placeholder=${this.t.jobs_search}
        autocomplete="off"
        .withClear=${true}
        @input=${this._handleInput}
        @wa-clear=${this._handleInput}
      ></wa-input>
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
    // Read anew on coming back from one of them, whose links may have changed.
    if (changed.has('jobId') && this.jobId === null) void this._read();
  }

  private _renderRow(job: WirePrintJob) {
    const count = job.timelapse_count;
    return html`<li>
      <a href=${`#/jobs/${encodeURIComponent(job.id)}`}>
        <pt-icon .path=${mdiPrinter3dNozzleOutline}></pt-icon>
        <span class="names">
          <span class="title">${job.name}</span>
          <span class="quiet">${jobLine(job, { texts: this.t, tag: this.tag })}</span>
        </span>
        ${
          count === 0
            ? nothing
            : html`<span class="count"
                >${this.t.job_timelapse_count(count, formatNumber(count, this.tag))}</span
              >`
        }
        <pt-icon .path=${mdiChevronRight}></pt-icon>
      </a>
    </li>`;
  }

  private _renderError(error: string) {
    return html`<pt-empty role="alert" .icon=${mdiLanDisconnect} .heading=${this.t.jobs_error} .text=${error}>
      <button class="button filled" @click=${this._read}>${this.t.try_again}</button>
    </pt-empty>`;
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

  private _handleInput(): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => {
      this._text = this._input.value?.trim() ?? '';
      void this._read();
    }, PAUSE_MS);
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
      wa-input {
        margin-bottom: 16px;
      }
      wa-input::part(form-control-label) {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
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
      .names span {
        display: block;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      .title {
        font-size: 16px;
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
