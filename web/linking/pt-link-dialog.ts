import { consume } from '@lit/context';
import { mdiLinkVariantOff, mdiPrinter3dNozzleOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api/client.ts';
import { readJobs } from '../api/print-jobs.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-icon.ts';
import '../components/pt-search-field.ts';
import { showToast } from '../components/toasts.ts';
import type { WireJobSuggestion, WirePrintJob, WireTimelapse } from '../contract.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { linkTexts } from './link-texts.ts';
import './pt-suggestion.ts';
import { refuseJob } from './refuse-job.ts';

@customElement('pt-link-dialog')
export class PtLinkDialog extends DialogElement {
  @property({ attribute: false }) timelapseId!: string;
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @state() private _suggestions: readonly WireJobSuggestion[] | null = null;
  /** Null = no search. */
  @state() private _found: readonly WirePrintJob[] | null = null;
  @state() private _busy = false;
  @state() private _error: string | null = null;

  private _text = '';
  private _undo: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this._undo = this.page.timelapses.records.subscribe(() => this.requestUpdate());
    void this._read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._undo();
  }

  override render() {
    const timelapse = this._timelapse();
    const title = timelapse === undefined ? this.t.link_title : `${this.t.link_title}: ${titleOf(timelapse)}`;
    return this.renderFrame(
      title,
      html`<div class="body" @pt-link=${this._handleLink} @pt-refuse=${this._handleRefuse}>
        ${this._renderCurrent(timelapse)}
        ${this._error === null ? nothing : html`<p class="error" role="alert">${this._error}</p>`}
        <h3>${this.t.link_suggestions}</h3>
        ${this._renderSuggestions(timelapse)}
        <h3>${this.t.link_search}</h3>
        <pt-search-field .label=${this.t.jobs_search} @pt-text=${this._handleText}></pt-search-field>
        <div role="status">${this._renderFound(timelapse)}</div>
      </div>`,
    );
  }

  private _renderCurrent(timelapse: WireTimelapse | undefined) {
    if (timelapse === undefined || timelapse.job_id === null) {
      return html`<p class="quiet">${this.t.link_none}</p>`;
    }
    const { linked_job_name, link_source } = timelapse;
    return html`<div class="current">
      <pt-icon .path=${mdiPrinter3dNozzleOutline}></pt-icon>
      <div>
        <p>${linked_job_name ?? timelapse.job_id}</p>
        <p class="quiet">${this.t.link[link_source ?? 'manual']}</p>
      </div>
      <button class="button destroys" ?disabled=${this._busy} @click=${this._handleUnlink}>
        <pt-icon .path=${mdiLinkVariantOff}></pt-icon>${this.t.link_remove}
      </button>
    </div>`;
  }

  private _renderSuggestions(timelapse: WireTimelapse | undefined) {
    if (this._suggestions === null) return html`<p class="quiet" role="status">${this.t.wait}</p>`;
    if (this._suggestions.length === 0) return html`<p class="quiet">${this.t.link_no_suggestion}</p>`;
    return repeat(
      this._suggestions,
      ({ job }) => job.id,
      (suggestion) =>
        html`<pt-suggestion
          .job=${suggestion.job}
          .suggestion=${suggestion}
          .linked=${suggestion.job.id === timelapse?.job_id}
          .busy=${this._busy}
        ></pt-suggestion>`,
    );
  }

  private _renderFound(timelapse: WireTimelapse | undefined) {
    if (this._found === null) return nothing;
    if (this._found.length === 0) return html`<p class="quiet">${this.t.link_no_jobs}</p>`;
    return repeat(
      this._found,
      (job) => job.id,
      (job) =>
        html`<pt-suggestion
          .job=${job}
          .linked=${job.id === timelapse?.job_id}
          .busy=${this._busy}
        ></pt-suggestion>`,
    );
  }

  private _timelapse(): WireTimelapse | undefined {
    return this.page.timelapses.records.state.byId.get(this.timelapseId);
  }

  private async _read(): Promise<void> {
    try {
      this._suggestions = await api.suggestJobs({ params: { id: this.timelapseId } });
    } catch (error) {
      this._suggestions = [];
      this._error = describeError(error, this.t);
    }
  }

  private async _handleText(event: CustomEvent<string>): Promise<void> {
    const text = event.detail;
    this._text = text;
    if (text === '') {
      this._found = null;
      return;
    }
    try {
      const found = await readJobs(text);
      // The text may have changed in the meantime.
      if (text === this._text) this._found = found;
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  private _handleLink(event: CustomEvent<WirePrintJob>): void {
    const job = event.detail;
    void this._link(job.id, this.t.linked(job.name));
  }

  private async _handleRefuse({ detail: job }: CustomEvent<WirePrintJob>): Promise<void> {
    this._busy = true;
    this._error = null;
    try {
      await refuseJob(this.timelapseId, job.id);
      showToast(linkTexts(this.t).refused(job.name));
      await this._read();
    } catch (error) {
      this._error = describeError(error, this.t);
    } finally {
      this._busy = false;
    }
  }

  private _handleUnlink(): void {
    void this._link(null, this.t.unlinked);
  }

  private async _link(jobId: string | null, done: string): Promise<void> {
    this._busy = true;
    this._error = null;
    try {
      await this.page.timelapses.link(this.timelapseId, jobId);
      showToast(done);
      if (jobId !== null) this.close();
    } catch (error) {
      this._error = describeError(error, this.t);
    } finally {
      this._busy = false;
    }
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 600px;
      }
      .current {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 8px 8px 8px 16px;
        border: 1px solid var(--divider-color);
        border-radius: 12px;
      }
      .current div {
        flex: 1;
        /* A long button goes below the name instead of squeezing it. */
        min-width: 160px;
      }
      .current .button {
        margin-inline-start: auto;
      }
      .current p {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .button {
        --pt-icon-size: 20px;
      }
      pt-search-field {
        margin-bottom: 8px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-link-dialog': PtLinkDialog;
  }
}
