import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { api } from '../api/client.ts';
import type { WireFlickerCurve, WireTimelapse } from '../contract.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { formatNumber } from '../format/format-number.ts';
import './pt-flicker-curve.ts';

/** Empty if nothing was measured. */
@customElement('pt-flicker')
export class PtFlicker extends LazyElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;

  @state() private _curve: WireFlickerCurve | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('timelapse');
    const { id, flicker_before, processing_completed_at } = this.timelapse;
    if (!changed.has('timelapse') || flicker_before === null) return;
    // A new curve is only needed for a new video, not for a pin or title.
    if (before?.id === id && before.processing_completed_at === processing_completed_at) return;
    void this._read(this.timelapse);
  }

  override render() {
    const { flicker_before: frames, flicker_after: video } = this.timelapse;
    if (frames === null || video === null) return nothing;
    const largest = Math.max(frames, video, 0.01);
    // Rounded down, so that remaining flicker never shows as 100 % less.
    const less = frames > 0 ? Math.floor((1 - video / frames) * 100) : 0;
    return html`<h3>
        ${this.t.flicker_title}
        ${less > 0 ? html`<span>${this.t.flicker_less(formatNumber(less, this.tag))}</span>` : nothing}
        ${this._renderSteadier()}
      </h3>
      <div class="parts">
        <dl>
          ${this._renderBar('before', this.t.flicker_frames, frames, largest)}
          ${this._renderBar('after', this.t.flicker_video, video, largest)}
        </dl>
        ${this._curve === null ? nothing : html`<pt-flicker-curve .curve=${this._curve}></pt-flicker-curve>`}
      </div>
      ${this._renderSteadiness()} ${this._renderLeftOut()} ${this._renderCameras()}`;
  }

  private _renderSteadier() {
    const { movement_before: before, movement_after: after } = this.timelapse;
    if (before === null || after === null || after >= before) return nothing;
    const less = Math.floor((1 - after / before) * 100);
    return html`<span>${this.t.steady_less(formatNumber(less, this.tag))}</span>`;
  }

  /** How many pictures were chosen, or why all were used. */
  private _renderSteadiness() {
    const { frames_chosen: chosen, image_count } = this.timelapse;
    if (chosen !== null) {
      const [count, total] = [chosen, image_count].map((number) => formatNumber(number, this.tag));
      return html`<p>${this.t.steady_chosen(count!, total!)}</p>`;
    }
    const reason = this._curve?.steady ?? null;
    const text = reason === null ? undefined : this.t.steady_reason[reason];
    return text === undefined ? nothing : html`<p>${text}</p>`;
  }

  private _renderLeftOut() {
    const leftOut = this._curve?.left_out ?? [];
    if (leftOut.length === 0) return nothing;
    const parts = leftOut.map(
      ({ state, count }) => `${formatNumber(count, this.tag)} ${this.t.frame_state[state] ?? state}`,
    );
    return html`<p>${this.t.left_out(parts.join(', '))}</p>`;
  }

  private _renderCameras() {
    const cameras = this._curve?.cameras ?? 1;
    return cameras > 1 ? html`<p>${this.t.flicker_cameras(formatNumber(cameras, this.tag))}</p>` : nothing;
  }

  private async _read(timelapse: WireTimelapse): Promise<void> {
    this._curve = null;
    const curve = await api.getFlicker({ params: { id: timelapse.id } }).catch(() => null);
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
      p {
        margin: 8px 0 0;
        font-size: 12px;
        color: var(--secondary-text-color);
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
