import { consume } from '@lit/context';
import { mdiClose, mdiPrinter3dNozzleOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import { showToast } from '../components/toasts.ts';
import type { WireTimelapse } from '../contract.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { noteRowStyles } from '../styles/note-row-styles.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { dismiss, isDismissed } from './dismissed-questions.ts';
import { linkTexts } from './link-texts.ts';
import { refuseJob } from './refuse-job.ts';

/** Asks whether an automatic link is right; empty otherwise. */
@customElement('pt-link-question')
export class PtLinkQuestion extends LazyElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @state() private _busy = false;

  private readonly _viewer = new CollectionController(this, () => viewer);

  override render() {
    const { id, link_source, linked_job_name: job } = this.timelapse;
    const isOpen = link_source === 'auto' && job !== null && this._viewer.value.may_change;
    if (!isOpen || isDismissed(id)) return nothing;
    const texts = linkTexts(this.t);
    return html`<div class="row" role="status">
      <pt-icon .path=${mdiPrinter3dNozzleOutline}></pt-icon>
      <p>${texts.question(job)}</p>
      <span>
        <button class="button" ?disabled=${this._busy} @click=${() => this._confirm(job)}>
          ${texts.yes}
        </button>
        <button class="button" ?disabled=${this._busy} @click=${() => this._refuse(job)}>${texts.no}</button>
        <button
          class="icon-button"
          aria-label=${texts.dismiss}
          title=${texts.dismiss}
          @click=${this._dismiss}
        >
          <pt-icon .path=${mdiClose}></pt-icon>
        </button>
      </span>
    </div>`;
  }

  private _confirm(job: string): void {
    const { id, job_id } = this.timelapse;
    void this._do(() => this.page.timelapses.link(id, job_id), linkTexts(this.t).confirmed(job));
  }

  private _refuse(job: string): void {
    const { id, job_id } = this.timelapse;
    void this._do(() => refuseJob(id, job_id!), linkTexts(this.t).refused(job));
  }

  private async _do(work: () => Promise<void>, done: string): Promise<void> {
    this._busy = true;
    try {
      await work();
      showToast(done);
    } catch (error) {
      showToast(describeError(error, this.t));
    } finally {
      this._busy = false;
    }
  }

  private _dismiss(): void {
    dismiss(this.timelapse.id);
    this.requestUpdate();
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    noteRowStyles,
    css`
      .row > pt-icon {
        color: var(--secondary-text-color);
      }
      span {
        display: flex;
        align-items: center;
        margin-inline-start: auto;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-link-question': PtLinkQuestion;
  }
}
