import { consume } from '@lit/context';
import { mdiPrinter3dNozzleOffOutline } from '@mdi/js';
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError, api } from '../api/client.ts';
import '../components/pt-empty.ts';
import '../components/pt-facts.ts';
import { requestError } from '../components/request-error.ts';
import type { WirePrintJobView, WireTimelapse } from '../contract.ts';
import { POSTER_ICONS } from '../gallery/action-icons.ts';
import '../gallery/pt-card-state.ts';
import '../gallery/pt-poster.ts';
import '../gallery/pt-status-badge.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { pictureUrl } from '../timelapse/media-urls.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { jobRows } from './job-rows.ts';

@customElement('pt-job')
export class PtJob extends LazyElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;
  @property({ attribute: false }) jobId!: string;

  @state() private _job: WirePrintJobView | null = null;
  @state() private _gone = false;
  @state() private _error: string | null = null;

  private _undo: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this._undo = this.page.timelapses.records.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._undo();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('jobId')) void this._read();
  }

  override render() {
    if (this._gone) {
      return html`<pt-empty
        .icon=${mdiPrinter3dNozzleOffOutline}
        .heading=${this.t.job_gone_title}
        .text=${this.t.job_gone_text}
      >
        <button class="button filled" @click=${this._handleJobs}>${this.t.view.jobs}</button>
      </pt-empty>`;
    }
    if (this._error !== null) {
      return requestError(this.t.jobs_error, this._error, () => this._read(), this.t);
    }
    if (this._job === null) return html`<p role="status">${this.t.wait}</p>`;
    return this._renderJob(this._job);
  }

  private _handleJobs(): void {
    void this.page.router.openView({ name: 'jobs', jobId: null });
  }

  private _renderJob(job: WirePrintJobView) {
    const timelapses = this._timelapses(job);
    return html`<section class="card">
        <h2>${job.name}</h2>
        <pt-facts .rows=${jobRows(job, { texts: this.t, tag: this.tag })}></pt-facts>
      </section>
      <h3>${this.t.job_timelapses}</h3>
      ${
        timelapses.length === 0
          ? html`<p>${this.t.job_no_timelapses}</p>`
          : html`<ul>
              ${repeat(
                timelapses,
                ({ id }) => id,
                (timelapse) => this._renderTimelapse(timelapse),
              )}
            </ul>`
      }`;
  }

  private _renderTimelapse(timelapse: WireTimelapse) {
    return html`<li class="card">
      <button @click=${() => this.page.router.openTimelapse(timelapse.id)}>
        <pt-poster .src=${pictureUrl(timelapse)} .icon=${POSTER_ICONS[timelapse.status]}></pt-poster>
        <span class="names">
          <span class="title">${titleOf(timelapse)}</span>
          <pt-status-badge .status=${timelapse.status}></pt-status-badge>
          <pt-card-state .timelapse=${timelapse}></pt-card-state>
        </span>
      </button>
    </li>`;
  }

  /** As known to the page, plus those it has not read yet. */
  private _timelapses(job: WirePrintJobView): WireTimelapse[] {
    const { byId, loaded } = this.page.timelapses.records.state;
    if (!loaded) return job.timelapses;
    return [...byId.values()].filter(({ job_id }) => job_id === job.id);
  }

  private async _read(): Promise<void> {
    const { jobId } = this;
    this._job = null;
    this._error = null;
    try {
      const job = await api.getJob({ params: { id: jobId } });
      if (jobId === this.jobId) this._job = job;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this._gone = true;
      else this._error = describeError(error, this.t);
    }
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      section {
        padding: 16px;
      }
      h2 {
        margin: 0 0 12px;
        font-size: 24px;
        font-weight: 400;
        line-height: 32px;
        overflow-wrap: anywhere;
      }
      h3 {
        margin: 24px 0 12px;
        font-size: 16px;
        font-weight: 500;
      }
      p {
        color: var(--secondary-text-color);
      }
      ul {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        overflow: hidden;
      }
      li button {
        display: flex;
        width: 100%;
        padding: 0;
        text-align: left;
      }
      li button:focus-visible {
        outline-offset: -2px;
      }
      @media (hover: hover) {
        li button:hover {
          background: var(--pt-hover);
        }
      }
      pt-poster {
        flex: 0 0 min(40%, 220px);
        align-self: stretch;
        aspect-ratio: auto;
        min-height: 124px;
      }
      .names {
        flex: 1;
        min-width: 0;
        padding: 12px 16px;
      }
      .title {
        display: block;
        margin-bottom: 4px;
        overflow: hidden;
        font-size: 16px;
        font-weight: 500;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      pt-card-state {
        margin-top: 4px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-job': PtJob;
  }
}
