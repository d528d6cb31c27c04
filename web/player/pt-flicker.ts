import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { readFlicker } from '../api/timelapses.ts';
import type { WireFlickerCurve, WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { formatNumber } from '../util/format-number.ts';
import './pt-flicker-curve.ts';

/** How much the frames of a timelapse flicker and how much of it is left in its video; nothing where none was measured. */
@customElement('pt-flicker')
export class PtFlicker extends LocalizedElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;

  @state() private _curve: WireFlickerCurve | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('timelapse');
    const { id, flicker_before, processing_completed_at } = this.timelapse;
    if (!changed.has('timelapse') || flicker_before === null) return;
    // The record changes with a pin or a title too; the curve with a new video only.
    if (before?.id === id && before.processing_completed_at === processing_completed_at) return;
    void this._read(this.timelapse);
  }

  override render() {
    const { flicker_before: frames, flicker_after: video } = this.timelapse;
    if (frames === null || video === null) return nothing;
    const largest = Math.max(frames, video, 0.01);
    // Rounded down: what is left, however little, is never called nothing.
    const less = frames > 0 ? Math.floor((1 - video / frames) * 100) : 0;
    return html`<h3>
        ${this.t.flicker_title}
        ${less > 0 ? html`<span>${this.t.flicker_less(formatNumber(less, this.tag))}</span>` : nothing}
      </h3>
      <div class="parts">
        <dl>
          ${this._renderBar('before', this.t.flicker_frames, frames, largest)}
          ${this._renderBar('after', this.t.flicker_video, video, largest)}
        </dl>
        ${this._curve === null ? nothing : html`<pt-flicker-curve .curve=${this._curve}></pt-flicker-curve>`}
      </div>`;
  }

  private async _read(timelapse: WireTimelapse): Promise<void> {
    this._curve = null;
    const curve = await readFlicker(timelapse.id).catch(() => null);
    const { id, processing_completed_at } = this.timelapse;
    if (id === timelapse.id && processing_completed_at === timelapse.processing_completed_at)
      this._curve = curve;
  }

  private _renderBar(kind: string, name: string, value: number, largest: number) {
    return html`<div class=${kind}>
      <dt>${name}</dt>
      <dd>
        <span class="bar" style=${styleMap({ width: `${(value / largest) * 100}%` })}></span>
        <span class="value">${this.t.percent(formatNumber(value, this.tag, 2))}</span>
      </dd>
    </div>`;
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      .parts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
        gap: 8px 32px;
      }
      h3 {
        display: flex;
        align-items: center;
        gap: 12px;
        margin: 16px 0 4px;
        font-size: 14px;
        font-weight: 500;
      }
      h3 span {
        padding: 2px 10px;
        border-radius: 9999px;
        font-size: 12px;
        color: #ffffff;
        background: #2e7d32;
      }
      dl {
        margin: 0;
      }
      dl div {
        display: flex;
        align-items: center;
        min-height: 28px;
      }
      dt {
        flex: 0 0 112px;
        font-size: 12px;
        color: var(--secondary-text-color);
      }
      dd {
        display: flex;
        flex: 1;
        align-items: center;
        gap: 8px;
        margin: 0;
        padding-right: 64px;
      }
      .bar {
        flex: none;
        min-width: 3px;
        height: 10px;
        border-radius: 5px;
      }
      .before .bar {
        background: var(--accent-color);
      }
      .after .bar {
        background: var(--primary-color);
      }
      .value {
        width: 0;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-flicker': PtFlicker;
  }
}
