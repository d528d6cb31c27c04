import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WireFlickerCurve } from '../contract.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { formatNumber } from '../format/format-number.ts';
import { curvePath, curveRange, extent } from './curve-path.ts';

const WIDTH = 480;
const HEIGHT = 72;

@customElement('pt-flicker-curve')
export class PtFlickerCurve extends LazyElement {
  @property({ attribute: false }) curve!: WireFlickerCurve;

  override render() {
    const { frames, video } = this.curve;
    const range = curveRange(frames, video);
    const percent = (value: number): string => this.t.percent(formatNumber(value, this.tag));
    return html`<div class="plot" role="img" aria-label=${this._label()}>
        <span class="high">${percent(range.high)}</span>
        <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
          ${svg`<path class="before" d=${curvePath(frames, range, WIDTH, HEIGHT)}></path>
          <path class="after" d=${curvePath(video, range, WIDTH, HEIGHT)}></path>`}
        </svg>
        <span class="low">${percent(range.low)}</span>
      </div>
      <p aria-hidden="true">${this.t.flicker_curve}</p>`;
  }

  private _label(): string {
    const span = (values: readonly number[]): [string, string] => {
      const { low, high } = extent(values);
      return [formatNumber(low, this.tag), formatNumber(high, this.tag)];
    };
    const { frames, video } = this.curve;
    return this.t.flicker_curve_label(...span(frames), ...span(video));
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      .plot {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 8px;
        font-size: 12px;
        line-height: 16px;
        color: var(--secondary-text-color);
        font-variant-numeric: tabular-nums;
      }
      .high {
        text-align: right;
      }
      .low {
        grid-row: 2;
        align-self: end;
        text-align: right;
      }
      svg {
        grid-area: 1 / 2 / 3 / 3;
        width: 100%;
        height: 72px;
        border: solid var(--divider-color);
        border-width: 1px 0;
        overflow: visible;
      }
      path {
        fill: none;
        stroke-width: 1.5;
        stroke-linejoin: round;
        vector-effect: non-scaling-stroke;
      }
      .before {
        stroke: var(--accent-color);
      }
      .after {
        stroke: var(--primary-color);
        stroke-width: 2;
      }
      p {
        margin: 4px 0 0;
        font-size: 12px;
        line-height: 16px;
        text-align: right;
        color: var(--secondary-text-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-flicker-curve': PtFlickerCurve;
  }
}
