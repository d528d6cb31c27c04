import { mdiPause, mdiPlay } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import '../components/pt-progress.ts';
import '../components/pt-time-left.ts';
import type { WireProgress, WireQueue, WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatNumber } from '../format/format-number.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { CollectionController } from '../state/collection-controller.ts';

/** A timelapse that is being rendered. */
export interface Rendering {
  timelapse: WireTimelapse;
  /** Null = only the record tells. */
  progress: WireProgress | null;
}

/** Fires `pt-queue-toggle`. */
@customElement('pt-queue-banner')
export class PtQueueBanner extends LocalizedElement {
  @property({ attribute: false }) queue!: WireQueue;
  /** May be more than the queue lists. */
  @property({ attribute: false }) waiting = 0;
  @property({ attribute: false }) rendering: readonly Rendering[] = [];

  private readonly _viewer = new CollectionController(this, () => viewer);

  override render() {
    const { paused, pending_ids } = this.queue;
    const waiting = Math.max(pending_ids.length, this.waiting);
    return html`<section class="card" aria-label=${this.t.queue_rendering}>
      <div class="text">
        ${
          this.rendering.length === 0
            ? this._renderIdle()
            : repeat(
                this.rendering,
                ({ timelapse }) => timelapse.id,
                (each) => this._renderRendering(each),
              )
        }
      </div>
      ${
        waiting === 0
          ? nothing
          : html`<span class="waiting"
              >${this.t.queue_waiting(waiting, formatNumber(waiting, this.tag))}</span
            >`
      }
      ${this._viewer.value.may_change ? this._renderToggle(paused) : nothing}
    </section>`;
  }

  private _renderToggle(paused: boolean) {
    const label = paused ? this.t.resume : this.t.pause;
    return html`<button class="icon-button" aria-label=${label} title=${label} @click=${this._handleToggle}>
      <pt-icon .path=${paused ? mdiPlay : mdiPause}></pt-icon>
    </button>`;
  }

  private _renderRendering({ timelapse, progress }: Rendering) {
    const percent = progress?.progress_percent ?? timelapse.progress_percent;
    return html`<p class="title">${titleOf(timelapse)}</p>
      ${this.queue.paused ? html`<p>${this.t.queue_paused}</p>` : this._renderStep(timelapse, progress)}
      <pt-progress .value=${percent} .label=${this.t.progress_of(titleOf(timelapse))}></pt-progress>`;
  }

  private _renderStep(timelapse: WireTimelapse, progress: WireProgress | null) {
    const step = progress?.current_step ?? timelapse.current_step;
    const eta = progress?.eta_at ?? timelapse.eta_at;
    return html`<p>
      ${step === null ? this.t.starting : (this.t.step[step] ?? step)}${
        eta === null ? nothing : html` · <pt-time-left .until=${eta}></pt-time-left>`
      }
    </p>`;
  }

  private _renderIdle() {
    const [title, detail] = this._idleTexts();
    return html`<p class="title">${title}</p>
      ${detail === null ? nothing : html`<p>${detail}</p>`}`;
  }

  private _idleTexts(): [title: string, detail: string | null] {
    const { paused, waiting_for: printer, pending_ids } = this.queue;
    if (paused) return [this.t.queue_paused, this.t.queue_paused_help];
    if (pending_ids.length === 0) return [this.t.queue_empty, this.t.queue_empty_help];
    // A print has to end before anything is started.
    if (printer !== null) return [this.t.queue_printing, this.t.queue_printing_help(printer)];
    return [this.t.queue_soon, null];
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
      }
      /* Along the edge of the card, where there is only one. */
      pt-progress:only-of-type {
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
