import { mdiAlertOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { api } from '../api/client.ts';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import type { WireNotice } from '../contract.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { reportError } from '../page/report-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { noticeText } from './notice-text.ts';
import type { Place } from './pt-header.ts';

/** Everything that needs attention, with what to do. Fires `pt-place`. */
@customElement('pt-notices')
export class PtNotices extends LazyElement {
  @property({ attribute: false }) notices: readonly WireNotice[] = [];

  private readonly _viewer = new CollectionController(this, () => viewer);

  override render() {
    return html`<section aria-label=${this.t.notices}>
      ${this.notices.map((notice) => this._renderNotice(notice))}
    </section>`;
  }

  private _renderNotice(notice: WireNotice) {
    const own = noticeText(notice, this.t, this.tag);
    const { message, remedy } = own ?? notice;
    const lang = own === null ? 'en' : this.t.code;
    return html`<div class="card notice" data-code=${notice.code}>
      <pt-icon .path=${mdiAlertOutline}></pt-icon>
      <div>
        <h2>${this.t.area[notice.area]}</h2>
        <p lang=${lang}>${message}</p>
        ${remedy === null ? nothing : html`<p class="quiet" lang=${lang}>${remedy}</p>`}
      </div>
      ${notice.code === 'pictures_missing' ? this._renderDismiss(notice.facts.job_id) : this._renderWayOut(notice.area)}
    </div>`;
  }

  private _renderDismiss(jobId: string) {
    if (!this._viewer.value.may_change) return nothing;
    return html`<button class="button dismiss" @click=${() => this._dismiss(jobId)}>
      ${this.t.dismiss}
    </button>`;
  }

  private _dismiss(id: string): void {
    api.dismissMissingPictures({ params: { id } }).catch(reportError);
  }

  private _renderWayOut(area: WireNotice['area']) {
    const place = wayOut(area);
    if (place === null || (place === 'cleanup' && !this._viewer.value.may_change)) return nothing;
    return html`<button class="button" data-place=${place} @click=${() => fireEvent(this, 'pt-place', place)}>
      ${place === 'settings' ? this.t.open_settings : this.t.view[place]}
    </button>`;
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      section {
        display: grid;
        gap: 8px;
      }
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 16px;
        padding: 12px 8px 8px 16px;
        border-color: var(--warning-color);
      }
      pt-icon {
        align-self: flex-start;
        color: var(--warning-color);
      }
      .notice > div {
        flex: 1;
        padding: 2px 8px 4px 0;
        min-width: min(240px, calc(100% - 48px));
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
        font-weight: 500;
      }
      .quiet {
        color: var(--secondary-text-color);
      }
    `,
  ];
}

/** The view where the problem can be solved. */
function wayOut(area: WireNotice['area']): Place | null {
  switch (area) {
    case 'disk':
      return 'cleanup';
    case 'options':
    case 'source':
    case 'output':
    case 'engine':
    case 'print_jobs':
      return 'settings';
    case 'capture':
    case 'ffmpeg':
    case 'database':
    case 'home_assistant':
      return null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-notices': PtNotices;
  }
}
