import { mdiCameraTimer, mdiFilterOffOutline } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SystemState } from '../api/system.ts';
import type { TimelapseRecords } from '../api/timelapse-records.ts';
import { viewer } from '../api/viewer.ts';
import '../components/pt-empty.ts';
import { requestError } from '../components/request-error.ts';
import type { WireQueue, WireTimelapse } from '../contract.ts';
import '../gallery/pt-filters.ts';
import '../gallery/pt-folded-storage.ts';
import '../gallery/pt-gallery.ts';
import type { Rendering } from '../gallery/pt-queue-banner.ts';
import '../gallery/pt-queue-banner.ts';
import '../gallery/pt-skeleton.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { density } from '../state/density.ts';
import { type GalleryFilter, NO_FILTER } from '../state/route.ts';
import { CollectionController } from '../state/collection-controller.ts';
import type { CardGroups } from '../timelapse/group-records.ts';
import type { Section } from '../timelapse/month-sections.ts';
import type { Selection } from '../timelapse/select-records.ts';
import { columnStyles } from '../styles/column-styles.ts';
import { describeError } from '../page/describe-error.ts';
import type { Place } from './pt-header.ts';

const NONE: ReadonlySet<string> = new Set();

/** Fires `pt-filter` and `pt-read`, besides the events of its parts. */
@customElement('pt-timelapses')
export class PtTimelapses extends LocalizedElement {
  @property({ attribute: false }) records!: TimelapseRecords;
  @property({ attribute: false }) error: Error | null = null;
  @property({ attribute: false }) system!: SystemState;
  /** Queue and totals will be known soon. */
  @property({ type: Boolean }) connecting = false;
  @property({ attribute: false }) filter!: GalleryFilter;
  @property({ attribute: false }) shown: readonly WireTimelapse[] = [];
  @property({ attribute: false }) groups: CardGroups = new Map();
  @property({ attribute: false }) sections: readonly Section[] = [];
  @property({ attribute: false }) busyIds: ReadonlySet<string> = NONE;
  /** Null = not in select mode. */
  @property({ attribute: false }) selection: Selection | null = null;

  /** The first pictures are on their way. */
  @property({ type: Boolean }) capturing = false;

  private readonly _density = new CollectionController(this, () => density);
  private readonly _viewer = new CollectionController(this, () => viewer);

  override render() {
    if (!this.records.loaded) {
      return this.error === null
        ? html`<pt-skeleton .density=${this._density.value}></pt-skeleton>`
        : this._renderError(this.error);
    }
    if (this.records.byId.size === 0) return this._renderEmpty();
    return html`${this._renderQueue()}
      <pt-filters .filter=${this.filter} .records=${this.records.byId}></pt-filters>
      ${this.shown.length === 0 ? this._renderNoMatch() : this._renderGallery()}`;
  }

  private _renderQueue() {
    const { queue, stats } = this.system;
    if (queue === null && stats === null) {
      return this.connecting ? html`<div class="overview-space"></div>` : nothing;
    }
    // Without live updates, only the totals are known.
    return html`<div class="overview">
      ${
        queue === null
          ? nothing
          : html`<pt-queue-banner
              .queue=${queue}
              .waiting=${queue.pending_ids.length === 0 ? 0 : (stats?.pending_count ?? 0)}
              .rendering=${this._rendering(queue)}
            ></pt-queue-banner>`
      }
      ${stats === null ? nothing : html`<pt-folded-storage .stats=${stats}></pt-folded-storage>`}
    </div>`;
  }

  private _rendering({ processing_ids: ids }: WireQueue): Rendering[] {
    const { byId } = this.records;
    return ids.flatMap((id) => {
      const timelapse = byId.get(id);
      return timelapse ? { timelapse, progress: this.system.progress.get(id) ?? null } : [];
    });
  }

  private _renderGallery() {
    return html`<pt-gallery
      .timelapses=${this.shown}
      .groups=${this.groups}
      .sections=${this.sections}
      .expected=${this._expected}
      .density=${this._density.value}
      .progress=${this.system.progress}
      .queue=${this.system.queue}
      .busyIds=${this.busyIds}
      .selecting=${this.selection !== null}
      .selectedIds=${this.selection?.ids ?? NONE}
    ></pt-gallery>`;
  }

  /** How many cards there will be at most, when everything is read; filters leave fewer. */
  private get _expected(): number {
    const { total, complete } = this.records;
    return complete || !isUnfiltered(this.filter) ? 0 : total;
  }

  private _renderError(error: Error) {
    return requestError(this.t.error_title, describeError(error, this.t), () => this._handleRead(), this.t);
  }

  private _renderEmpty() {
    if (this.capturing) return nothing;
    // Printers are known to Home Assistant only.
    const isHome = (this.system.health?.home_assistant ?? null) !== null;
    return html`<pt-empty
      .icon=${mdiCameraTimer}
      .heading=${this.t.empty_title}
      .text=${isHome ? this.t.empty_printers_text : this.t.empty_text}
    >
      ${this._viewer.value.may_change ? this._renderStarts(isHome) : nothing}
      ${isHome ? nothing : this._renderPlace('settings', this.t.open_settings)}
    </pt-empty>`;
  }

  private _renderStarts(isHome: boolean) {
    const { empty_printers: printers, empty_capture: capture } = this.t;
    const first = 'button filled';
    if (!isHome) return this._renderPlace('capture', capture, first);
    return html`${this._renderPlace('printers', printers, first)} ${this._renderPlace('capture', capture)}`;
  }

  private _renderPlace(place: Place, label: string, look = 'button') {
    return html`<button class=${look} @click=${() => fireEvent<Place>(this, 'pt-place', place)}>
      ${label}
    </button>`;
  }

  private _renderNoMatch() {
    // Matches may be among the records still to be read.
    if (!this.records.complete) return nothing;
    return html`<pt-empty
      .icon=${mdiFilterOffOutline}
      .heading=${this.t.no_match_title}
      .text=${this.t.no_match_text}
    >
      <button class="button filled" @click=${this._handleClearFilter}>${this.t.clear_filters}</button>
    </pt-empty>`;
  }

  private _handleRead(): void {
    fireEvent(this, 'pt-read', undefined);
  }

  private _handleClearFilter(): void {
    fireEvent<GalleryFilter>(this, 'pt-filter', { ...NO_FILTER, sort: this.filter.sort });
  }

  static override styles = [baseStyles, buttonStyles, columnStyles];
}

function isUnfiltered(filter: GalleryFilter): boolean {
  return Object.entries(NO_FILTER).every(
    ([key, none]) => key === 'sort' || filter[key as keyof GalleryFilter] === none,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-timelapses': PtTimelapses;
  }
}
