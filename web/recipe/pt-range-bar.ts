import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { FrameRange } from './frame-fates.ts';
import { rangeBarStyles } from './pt-range-bar-styles.ts';
import { recipeTexts } from './recipe-texts.ts';

type End = 'first' | 'last';
/** What the pointer moves. */
type Grip = End | 'at';

/**
 * A handle at either end of what is in its slot. Fires `pt-range` while a handle moves, and `pt-frame` with the index
 * of the frame under the pointer.
 */
@customElement('pt-range-bar')
export class PtRangeBar extends LocalizedElement {
  /** Number of frames. */
  @property({ attribute: false }) total = 0;
  @property({ attribute: false }) range: FrameRange = { first: 0, last: 0 };
  @property({ attribute: false }) at = 0;
  /** Number of frames that are always left. */
  @property({ attribute: false }) least = 1;
  /** What a handle is at, for screen readers. */
  @property({ attribute: false }) describe: (index: number, end: End) => string = String;

  @query('.bar') private _bar!: HTMLElement;

  private _grip: Grip | null = null;

  override render() {
    const { first, last } = this.range;
    const [start, end] = [this._part(first), this._part(last + 1)];
    return html`<div
      class="bar"
      style=${styleMap({ '--start': start, '--end': end, '--at': this._part(this.at + 0.5) })}
      @pointerdown=${this._handleDown}
      @pointermove=${this._handleMove}
      @pointerup=${this._handleUp}
      @pointercancel=${this._handleUp}
    >
      <slot></slot>
      <div class="dim before"></div>
      <div class="dim after"></div>
      <div class="border"></div>
      <div class="at"></div>
      ${this._renderHandle('first')} ${this._renderHandle('last')}
    </div>`;
  }

  private _renderHandle(end: End) {
    const { first, last } = this.range;
    const value = this.range[end];
    return html`<div
      class="handle ${end}"
      role="slider"
      tabindex="0"
      data-end=${end}
      aria-label=${recipeTexts(this.t)[end]}
      aria-valuemin=${end === 'first' ? 1 : first + 1}
      aria-valuemax=${end === 'first' ? last + 1 : this.total}
      aria-valuenow=${value + 1}
      aria-valuetext=${this.describe(value, end)}
      @keydown=${(event: KeyboardEvent) => this._handleKeydown(event, end)}
    ></div>`;
  }

  private _part(index: number): string {
    return `${(index / Math.max(1, this.total)) * 100}%`;
  }

  private _handleDown(event: PointerEvent): void {
    const { end } = (event.target as HTMLElement).dataset;
    this._grip = (end as End | undefined) ?? 'at';
    this._bar.setPointerCapture(event.pointerId);
    this._handleMove(event);
  }

  private _handleMove(event: PointerEvent): void {
    if (this._grip === null) return;
    const { left, width } = this._bar.getBoundingClientRect();
    const place = Math.min(1, Math.max(0, (event.clientX - left) / width)) * this.total;
    if (this._grip === 'at') this._show(Math.floor(place));
    else this._move(this._grip, this._grip === 'first' ? Math.round(place) : Math.round(place) - 1);
  }

  private _handleUp(): void {
    this._grip = null;
  }

  private _handleKeydown(event: KeyboardEvent, end: End): void {
    const value = this.range[end];
    const page = Math.max(10, Math.round(this.total / 20));
    const to: Record<string, number> = {
      ArrowLeft: value - 1,
      ArrowDown: value - 1,
      ArrowRight: value + 1,
      ArrowUp: value + 1,
      PageDown: value - page,
      PageUp: value + page,
      Home: 0,
      End: this.total - 1,
    };
    const target = to[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this._move(end, target);
  }

  private _move(end: End, to: number): void {
    const { first, last } = this.range;
    const range =
      end === 'first'
        ? { first: Math.max(0, Math.min(last - this.least + 1, to)), last }
        : { first, last: Math.min(this.total - 1, Math.max(first + this.least - 1, to)) };
    if (range.first !== first || range.last !== last) fireEvent<FrameRange>(this, 'pt-range', range);
    this._show(range[end]);
  }

  private _show(index: number): void {
    fireEvent(this, 'pt-frame', Math.min(this.total - 1, Math.max(0, index)));
  }

  static override styles = [baseStyles, rangeBarStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-range-bar': PtRangeBar;
  }
}
