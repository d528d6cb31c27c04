import { html, nothing, type PropertyValues, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { WireFrame } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { curvePath, curveRange } from '../player/curve-path.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { Fate, FrameRange } from './frame-fates.ts';
import { badColumns, lightCurve, unusedRuns } from './frame-marks.ts';
import { frameUrl } from './frame-url.ts';
import './pt-frame-picture.ts';
import { trimBarStyles } from './pt-trim-bar-styles.ts';
import { recipeTexts } from './recipe-texts.ts';

const WIDTH = 480;
const HEIGHT = 40;
/** Of one of the pictures that stand for the whole folder, in CSS pixels. */
const SAMPLE_WIDTH = 64;

type End = 'first' | 'last';
/** What the pointer moves. */
type Grip = End | 'at';

/**
 * The whole folder in one row, with a handle at either end and the brightness below. Fires `pt-range` while a handle
 * moves, and `pt-frame` with the index of the frame under the pointer.
 */
@customElement('pt-trim-bar')
export class PtTrimBar extends LocalizedElement {
  @property() timelapseId = '';
  @property({ attribute: false }) frames: readonly WireFrame[] = [];
  @property({ attribute: false }) fates: readonly Fate[] = [];
  @property({ attribute: false }) range: FrameRange = { first: 0, last: 0 };
  @property({ attribute: false }) at = 0;

  @state() private _samples = 6;

  @query('.bar') private _bar!: HTMLElement;

  private _grip: Grip | null = null;
  private _curve: string | null = null;
  private _bad = '';

  private readonly _resize = new ResizeObserver(() => {
    this._samples = Math.max(4, Math.round(this._bar.clientWidth / SAMPLE_WIDTH));
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this._resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._resize.disconnect();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('frames')) return;
    const light = lightCurve(this.frames);
    this._curve = light && curvePath(light, curveRange(light), WIDTH, HEIGHT);
    this._bad = badColumns(this.frames, WIDTH / 2)
      .map((column) => `M${column * 2} ${HEIGHT}h2v-7h-2z`)
      .join('');
  }

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
        <div class="samples" aria-hidden="true">${this._renderSamples()}</div>
        ${this._renderCurve()}
        <div class="dim before"></div>
        <div class="dim after"></div>
        <div class="border"></div>
        <div class="at"></div>
        ${this._renderHandle('first')} ${this._renderHandle('last')}
      </div>
      ${this._curve === null ? html`<p>${recipeTexts(this.t).noLight}</p>` : nothing}`;
  }

  private _renderSamples() {
    const count = Math.min(this._samples, this.frames.length);
    return Array.from({ length: count }, (_, index) => {
      const frame = this.frames[Math.floor(((index + 0.5) / count) * this.frames.length)]!;
      return html`<pt-frame-picture .src=${frameUrl(this.timelapseId, frame)}></pt-frame-picture>`;
    });
  }

  private _renderCurve() {
    const x = (index: number): number => (index / this.frames.length) * WIDTH;
    const out = unusedRuns(this.fates)
      .filter(({ fate }) => fate !== 'trimmed')
      .map(
        ({ start, end }) =>
          `M${x(start)} 0h${Math.max(1, x(end) - x(start))}v${HEIGHT}h-${Math.max(1, x(end) - x(start))}z`,
      );
    return html`<svg
      class=${this._curve === null && this._bad === '' ? 'flat' : ''}
      viewBox=${`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label=${recipeTexts(this.t).light}
    >
      ${svg`<path class="out" d=${out.join('')}></path><path class="bad" d=${this._bad}></path>
      ${this._curve === null ? nothing : svg`<path class="curve" d=${this._curve}></path>`}`}
    </svg>`;
  }

  private _renderHandle(end: End) {
    const texts = recipeTexts(this.t);
    const { first, last } = this.range;
    const total = this.frames.length;
    const value = end === 'first' ? first : last;
    const number = (index: number): string => formatNumber(index, this.tag);
    return html`<div
      class="handle ${end}"
      role="slider"
      tabindex="0"
      data-end=${end}
      aria-label=${texts[end]}
      aria-valuemin=${end === 'first' ? 1 : first + 1}
      aria-valuemax=${end === 'first' ? last + 1 : total}
      aria-valuenow=${value + 1}
      aria-valuetext=${texts.rangeValue(number(value + 1), number(total))}
      @keydown=${(event: KeyboardEvent) => this._handleKeydown(event, end)}
    ></div>`;
  }

  private _part(index: number): string {
    return `${(index / Math.max(1, this.frames.length)) * 100}%`;
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
    const place = Math.min(1, Math.max(0, (event.clientX - left) / width)) * this.frames.length;
    if (this._grip === 'at') this._show(Math.floor(place));
    else this._move(this._grip, this._grip === 'first' ? Math.round(place) : Math.round(place) - 1);
  }

  private _handleUp(): void {
    this._grip = null;
  }

  private _handleKeydown(event: KeyboardEvent, end: End): void {
    const value = this.range[end];
    const page = Math.max(10, Math.round(this.frames.length / 20));
    const to: Record<string, number> = {
      ArrowLeft: value - 1,
      ArrowDown: value - 1,
      ArrowRight: value + 1,
      ArrowUp: value + 1,
      PageDown: value - page,
      PageUp: value + page,
      Home: 0,
      End: this.frames.length - 1,
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
        ? { first: Math.min(last, Math.max(0, to)), last }
        : { first, last: Math.min(this.frames.length - 1, Math.max(first, to)) };
    if (range.first !== first || range.last !== last) fireEvent<FrameRange>(this, 'pt-range', range);
    this._show(range[end]);
  }

  private _show(index: number): void {
    fireEvent(this, 'pt-frame', Math.min(this.frames.length - 1, Math.max(0, index)));
  }

  static override styles = [baseStyles, trimBarStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-trim-bar': PtTrimBar;
  }
}
