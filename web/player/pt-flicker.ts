import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { formatNumber } from '../util/format-number.ts';

/** How much the frames flicker, and how much of it is left in the video. */
@customElement('pt-flicker')
export class PtFlicker extends LocalizedElement {
  /** Flicker of the frames in percent. */
  @property({ type: Number }) frames = 0;
  /** Flicker left in the video in percent. */
  @property({ type: Number }) video = 0;

  override render() {
    const largest = Math.max(this.frames, this.video, 0.01);
    const less = this.frames > 0 ? Math.floor((1 - this.video / this.frames) * 100) : 0;
    return html`<h3>
        ${this.t.flicker_title}
        ${less > 0 ? html`<span>${this.t.flicker_less(formatNumber(less, this.tag))}</span>` : ''}
      </h3>
      <dl>
        ${this._renderBar('before', this.t.flicker_frames, this.frames, largest)}
        ${this._renderBar('after', this.t.flicker_video, this.video, largest)}
      </dl>`;
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
        max-width: 480px;
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
