import { mdiBroom, mdiHarddisk } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import type { WireStats } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { isStorageLow } from '../timelapse/clean-up.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { CollectionController } from '../state/collection-controller.ts';

/** Fires `pt-cleanup`, `pt-frames` and `pt-trash`. */
@customElement('pt-storage')
export class PtStorage extends LocalizedElement {
  @property({ attribute: false }) stats!: WireStats;

  private readonly _viewer = new CollectionController(this, () => viewer);

  override render() {
    const { total_size_bytes, source_size_bytes, reclaimable_bytes, free_bytes } = this.stats;
    const { trash_bytes = 0, archived_size_bytes } = this.stats;
    const whole = total_size_bytes + source_size_bytes + trash_bytes + (free_bytes ?? 0);
    const kept = source_size_bytes - reclaimable_bytes;
    return html`<section class=${isStorageLow(this.stats) ? 'card low' : 'card'} aria-label=${this.t.storage}>
      <pt-icon .path=${mdiHarddisk}></pt-icon>
      <div class="text">
        <div class="bar" aria-hidden="true">
          ${this._renderPart('videos', total_size_bytes, whole)} ${this._renderPart('frames', kept, whole)}
          ${this._renderPart('reclaimable', reclaimable_bytes, whole)}
          ${this._renderPart('trash', trash_bytes, whole)}
        </div>
        <dl>
          ${this._renderFact('videos', this.t.storage_videos, total_size_bytes)}
          ${this._renderFact('frames', this.t.storage_frames, source_size_bytes)}
          ${this._renderLink('reclaimable', this.t.storage_reclaimable, reclaimable_bytes, this.t.storage_frames_review)}
          ${this._renderLink('trash', this.t.storage_trash, trash_bytes)}
          ${archived_size_bytes > 0 ? this._renderFact('archive', this.t.storage_archive, archived_size_bytes) : nothing}
          ${free_bytes === null ? nothing : this._renderFact('free', this.t.storage_free, free_bytes)}
        </dl>
        ${this._renderOutlook()}
      </div>
      ${this._viewer.value.may_change ? this._renderReview() : nothing}
    </section>`;
  }

  private _renderReview() {
    return html`<button class="button" data-event="pt-cleanup" @click=${this._handleReview}>
      <pt-icon .path=${mdiBroom}></pt-icon>${this._reviewText()}
    </button>`;
  }

  private _renderPart(kind: string, bytes: number, whole: number) {
    if (bytes <= 0 || whole === 0) return nothing;
    return html`<span class=${kind} style=${styleMap({ flexGrow: String(bytes / whole) })}></span>`;
  }

  private _renderFact(kind: string, name: string, bytes: number) {
    return html`<div class=${kind}>
      <dt>${name}</dt>
      <dd>${formatBytes(bytes, this.tag)}</dd>
    </div>`;
  }

  /** Opens what can be done about it. */
  private _renderLink(
    kind: 'reclaimable' | 'trash',
    name: string,
    bytes: number,
    label = (size: string) => `${name}, ${size}`,
  ) {
    if (!bytes) return nothing;
    if (!this._viewer.value.may_change) return this._renderFact(kind, name, bytes);
    const size = formatBytes(bytes, this.tag);
    return html`<div class=${kind}>
      <dt>${name}</dt>
      <dd>
        <a
          href="#/"
          aria-label=${label(size)}
          title=${label(size)}
          @click=${(event: Event) => this._handleLink(event, kind)}
          >${size}</a
        >
      </dd>
    </div>`;
  }

  /** Only shown when it is soon. */
  private _renderOutlook() {
    const { days_until_full: days } = this.stats;
    const low = isStorageLow(this.stats);
    if (days === null || days > 365) return low ? html`<p>${this.t.storage_low}</p>` : nothing;
    const whole = Math.max(1, Math.round(days));
    return html`<p>${this.t.storage_days(whole, formatNumber(whole, this.tag))}</p>`;
  }

  private _reviewText(): string {
    const { cleanup_candidates_count: count } = this.stats;
    return count === 0 ? this.t.storage_open : this.t.storage_review(count, formatNumber(count, this.tag));
  }

  private _handleLink(event: Event, kind: 'reclaimable' | 'trash'): void {
    event.preventDefault();
    fireEvent(this, kind === 'trash' ? 'pt-trash' : 'pt-frames', undefined);
  }

  private _handleReview(): void {
    fireEvent(this, 'pt-cleanup', undefined);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      :host {
        display: block;
      }
      .card {
        display: flex;
        align-items: center;
        gap: 4px 16px;
        min-height: 64px;
        padding: 8px 8px 8px 16px;
      }
      /* Nothing to press at its end. */
      .card:not(:has(.button)) {
        padding-right: 16px;
      }
      .low {
        border-color: var(--warning-color);
      }
      .card > pt-icon {
        color: var(--secondary-text-color);
      }
      .low > pt-icon {
        color: var(--warning-color);
      }
      .text {
        container-type: inline-size;
        flex: 1;
        min-width: 0;
      }
      .bar {
        display: flex;
        gap: 2px;
        height: 8px;
        margin: 4px 0 6px;
        overflow: hidden;
        border-radius: 4px;
        background: var(--secondary-background-color);
      }
      .bar span {
        min-width: 2px;
        flex-basis: 0;
      }
      /* What is left of the bar is free. */
      .bar::after {
        content: '';
        flex: 0 1 auto;
      }
      dl,
      p {
        margin: 0;
        font-size: 12px;
        line-height: 18px;
        color: var(--secondary-text-color);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(5, max-content);
        gap: 0 12px;
      }
      /* Two and two, before one would stand alone below three. */
      @container (max-width: 500px) {
        dl {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          max-width: 320px;
        }
      }
      dl div {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      dl div::before {
        content: '';
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--secondary-background-color);
      }
      dd {
        margin: 0;
        color: var(--primary-text-color);
        font-variant-numeric: tabular-nums;
      }
      /* The finger has more to hit than the eye sees. */
      dd a {
        position: relative;
        color: var(--pt-link-text, var(--primary-text-color));
        text-underline-offset: 2px;
      }
      dd a::after {
        content: '';
        position: absolute;
        inset: -13px -12px;
      }
      .bar .videos,
      dl .videos::before {
        background: var(--primary-color);
      }
      dl .archive::before {
        border: 2px solid var(--primary-color);
      }
      .bar .frames,
      dl .frames::before {
        background: var(--accent-color);
      }
      .bar .reclaimable,
      dl .reclaimable::before {
        background: color-mix(in srgb, var(--accent-color) 45%, var(--card-background-color));
      }
      .bar .trash,
      dl .trash::before {
        background: var(--secondary-text-color);
      }
      dl .free::before {
        box-shadow: inset 0 0 0 1px var(--secondary-text-color);
      }
      .low p {
        font-weight: 500;
        color: var(--primary-text-color);
      }
      .button {
        --pt-icon-size: 20px;
      }
      @media (max-width: 600px) {
        .card {
          flex-wrap: wrap;
          padding: 8px 8px 4px 16px;
        }
        .card > pt-icon {
          display: none;
        }
        .text {
          flex-basis: 100%;
          padding-right: 8px;
        }
        .card:not(:has(.button)) {
          padding-bottom: 12px;
        }
        .button {
          margin-left: auto;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-storage': PtStorage;
  }
}
