import { mdiPause, mdiPlay } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import '../components/pt-progress.ts';
import '../components/pt-time-left.ts';
import type { WireProgress, WireQueue, WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatNumber } from '../util/format-number.ts';
import { titleOf } from '../util/title-of.ts';
import { Watched } from '../util/watched.ts';

/** What renders now and what waits. Asks to pause or go on as `pt-queue-toggle`. */
@customElement('pt-queue-banner')
export class PtQueueBanner extends LocalizedElement {
  @property({ attribute: false }) queue!: WireQueue;
  @property({ attribute: false }) progress: WireProgress | null = null;
  /** The timelapse being rendered. */
  @property({ attribute: false }) current: WireTimelapse | null = null;

  private readonly _viewer = new Watched(this, () => viewer);

  override render() {
    const { paused, pending_ids } = this.queue;
    const waiting = pending_ids.length;
    return html`<section class="card" aria-label=${this.t.queue_rendering}>
      <div class="text">
        <p class="title">${this._title()}</p>
        ${this._renderDetail()}
      </div>
      ${
        waiting === 0
          ? nothing
          : html`<span class="waiting"
              >${this.t.queue_waiting(waiting, formatNumber(waiting, this.tag))}</span
            >`
      }
      ${this._viewer.value.may_change ? this._renderToggle(paused) : nothing}
      ${
        this.current === null
          ? nothing
          : html`<pt-progress
              .value=${this._percent()}
              .label=${this.t.progress_of(titleOf(this.current))}
            ></pt-progress>`
      }
    </section>`;
  }

  private _renderToggle(paused: boolean) {
    const label = paused ? this.t.resume : this.t.pause;
    return html`<button class="icon-button" aria-label=${label} title=${label} @click=${this._handleToggle}>
      <pt-icon .path=${paused ? mdiPlay : mdiPause}></pt-icon>
    </button>`;
  }

  private _title(): string {
    if (this.current !== null) return titleOf(this.current);
    if (this.queue.paused) return this.t.queue_paused;
    if (this._isHeld()) return this.t.queue_printing;
    return this.queue.pending_ids.length > 0 ? this.t.queue_soon : this.t.queue_empty;
  }

  private _renderDetail() {
    if (this.queue.paused) {
      return html`<p>${this.current === null ? this.t.queue_paused_help : this.t.queue_paused}</p>`;
    }
    if (this.current === null) return this._isHeld() ? this._renderHeld() : this._renderIdle();
    const step = this.progress?.current_step ?? this.current.current_step;
    const eta = this.progress?.eta_at ?? this.current.eta_at;
    return html`<p>
      ${step === null ? this.t.starting : (this.t.step[step] ?? step)}${
        eta === null ? nothing : html` · <pt-time-left .until=${eta}></pt-time-left>`
      }
    </p>`;
  }

  /** Something waits, and a print has to end before it is started. */
  private _isHeld(): boolean {
    return this.queue.waiting_for !== null && this.queue.pending_ids.length > 0;
  }

  private _renderHeld() {
    return html`<p>${this.t.queue_printing_help(this.queue.waiting_for ?? '')}</p>`;
  }

  private _renderIdle() {
    return this.queue.pending_ids.length > 0 ? nothing : html`<p>${this.t.queue_empty_help}</p>`;
  }

  private _percent(): number | null {
    return this.progress?.progress_percent ?? this.current?.progress_percent ?? null;
  }

  private _handleToggle(): void {
    fireEvent(this, 'pt-queue-toggle', { paused: !this.queue.paused });
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      .card {
        display: flex;
        align-items: center;
        gap: 8px;
        position: relative;
        min-height: 64px;
        padding: 8px 8px 10px 16px;
        overflow: hidden;
      }
      .text {
        flex: 1;
        min-width: 0;
      }
      p {
        margin: 0;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
        color: var(--secondary-text-color);
      }
      .title {
        font-size: 16px;
        line-height: 24px;
        color: var(--primary-text-color);
      }
      .waiting {
        flex: none;
        padding: 3px 10px;
        border-radius: 9999px;
        font-size: 12px;
        font-weight: 500;
        color: #141414;
        background: #ffa600;
      }
      /* Nothing to press beside it. */
      .waiting:not(:has(+ button)) {
        margin-right: 8px;
      }
      pt-time-left {
        font-variant-numeric: tabular-nums;
      }
      pt-progress {
        --pt-progress-height: 4px;
        position: absolute;
        inset: auto 0 0 0;
      }
      @media (max-width: 600px) {
        p:not(.title) {
          white-space: normal;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-queue-banner': PtQueueBanner;
  }
}
