import { html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { formatNumber } from '../format/format-number.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { printDataTexts } from './print-data-texts.ts';
import { temperatureCurveStyles } from './pt-temperature-curve-styles.ts';
import { heightOf, type TemperatureCurves, type Temperature } from './temperature-curves.ts';

/**
 * Temperatures over the frames of a video, with the frame that is shown: to be dragged, and moved by keys. Without
 * temperatures, only a line. Fires `pt-frame` with a frame, and `pt-hold` while it is dragged.
 */
@customElement('pt-temperature-curve')
export class PtTemperatureCurve extends LocalizedElement {
  @property({ attribute: false }) curves: TemperatureCurves | null = null;
  @property({ attribute: false }) frames = 1;
  @property({ attribute: false }) frame = 0;
  /** Of the frame. */
  @property({ attribute: false }) values: Partial<Record<Temperature, number | null>> = {};
  /** What is at the frame, for screen readers. */
  @property() summary = '';

  private _isDragged = false;

  override willUpdate(): void {
    this.toggleAttribute('flat', this.curves === null);
  }

  override render() {
    const texts = printDataTexts(this.t);
    const degrees = (value: number): string => texts.celsius(formatNumber(value, this.tag));
    return html`${
        this.curves &&
        html`<span class="high">${degrees(this.curves.range.high)}</span>
          <span class="low">${degrees(this.curves.range.low)}</span>`
      }
      <div
        class="plot"
        role="slider"
        tabindex="0"
        aria-label=${this.curves === null ? texts.moment : texts.curve}
        aria-valuemin="1"
        aria-valuemax=${this.frames}
        aria-valuenow=${this.frame + 1}
        aria-valuetext=${this.summary}
        style=${styleMap({ '--at': `${this._part * 100}%` })}
        @pointerdown=${this._handleDown}
        @pointermove=${this._handleMove}
        @pointerup=${this._handleUp}
        @pointercancel=${this._handleUp}
        @keydown=${this._handleKeydown}
      >
        ${this._renderCurves()}
        <div class="at"></div>
        ${this._renderDots()}
      </div>`;
  }

  private _renderCurves() {
    return html`<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      ${this.curves?.curves.map(({ key, path }) => svg`<path class=${key} d=${path}></path>`)}
    </svg>`;
  }

  private _renderDots() {
    return this.curves?.curves.map(({ key }) => {
      const value = this.values[key] ?? null;
      if (value === null || this.curves === null) return nothing;
      const top = Math.min(1, Math.max(0, heightOf(value, this.curves.range)));
      return html`<div class="dot ${key}" style=${styleMap({ top: `${top * 100}%` })}></div>`;
    });
  }

  private get _part(): number {
    return this.frame / Math.max(1, this.frames - 1);
  }

  private _handleDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const plot = event.currentTarget as HTMLElement;
    plot.setPointerCapture(event.pointerId);
    this._isDragged = true;
    fireEvent(this, 'pt-hold', true);
    this._showAt(plot, event.clientX);
  }

  private _handleMove(event: PointerEvent): void {
    if (this._isDragged) this._showAt(event.currentTarget as HTMLElement, event.clientX);
  }

  private _handleUp(): void {
    if (!this._isDragged) return;
    this._isDragged = false;
    fireEvent(this, 'pt-hold', false);
  }

  private _showAt(plot: HTMLElement, x: number): void {
    const { left, width } = plot.getBoundingClientRect();
    this._show(Math.round(((x - left) / Math.max(1, width)) * (this.frames - 1)));
  }

  private _handleKeydown(event: KeyboardEvent): void {
    const page = Math.max(10, Math.round(this.frames / 20));
    const to: Record<string, number> = {
      ArrowLeft: this.frame - 1,
      ArrowDown: this.frame - 1,
      ArrowRight: this.frame + 1,
      ArrowUp: this.frame + 1,
      PageDown: this.frame - page,
      PageUp: this.frame + page,
      Home: 0,
      End: this.frames - 1,
    };
    const target = to[event.key];
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this._show(target);
  }

  private _show(frame: number): void {
    fireEvent(this, 'pt-frame', Math.min(this.frames - 1, Math.max(0, frame)));
  }

  static override styles = [baseStyles, temperatureCurveStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-temperature-curve': PtTemperatureCurve;
  }
}
