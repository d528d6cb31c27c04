import { mdiAlert, mdiEyeOffOutline } from '@mdi/js';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import '../components/pt-icon.ts';
import type { WireFrame } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { type GridWindow, gridWindow } from '../gallery/grid-window.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { Fate } from './frame-fates.ts';
import { isBad } from './frame-marks.ts';
import { frameFacts } from './frame-text.ts';
import { frameUrl } from './frame-url.ts';
import { FRAME_WIDTH, filmStripStyles } from './pt-film-strip-styles.ts';
import './pt-frame-picture.ts';
import { recipeTexts } from './recipe-texts.ts';

const SPARE = 3;
const PAGE = 10;

/** What a key asks for with the current frame. */
export type FrameRequest = 'toggle' | 'start' | 'end';

const REQUESTS: Record<string, FrameRequest> = {
  x: 'toggle',
  ' ': 'toggle',
  Enter: 'toggle',
  i: 'start',
  o: 'end',
};

/** Every frame in a row; only those near the view exist. Fires `pt-frame` with an index, and `pt-frame-request`. */
@customElement('pt-film-strip')
export class PtFilmStrip extends LocalizedElement {
  @property() timelapseId = '';
  @property({ attribute: false }) frames: readonly WireFrame[] = [];
  @property({ attribute: false }) fates: readonly Fate[] = [];
  /** The video shows chosen frames. */
  @property({ type: Boolean }) steady = false;
  /** Index of the frame that is shown large. */
  @property({ attribute: false }) at = 0;

  @state() private _scrolled = 0;
  @state() private _viewWidth = 400;

  @query('.strip') private _strip!: HTMLElement;

  private readonly _resize = new ResizeObserver(() => this._measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this._resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._resize.disconnect();
  }

  override render() {
    const texts = recipeTexts(this.t);
    const shown = this._window();
    const isShown = this.at >= shown.start && this.at < shown.end;
    return html`<div
      class="strip"
      role="listbox"
      tabindex="0"
      aria-label=${texts.strip}
      aria-orientation="horizontal"
      aria-activedescendant=${isShown ? `frame-${this.at}` : nothing}
      @scroll=${this._measure}
      @keydown=${this._handleKeydown}
    >
      <div
        class="all"
        role="presentation"
        style=${styleMap({ width: `${this.frames.length * FRAME_WIDTH}px` })}
      >
        ${repeat(
          this.frames.slice(shown.start, shown.end),
          ({ n }) => n,
          (frame, index) => this._renderFrame(frame, shown.start + index),
        )}
      </div>
    </div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('at') || changed.has('frames')) this._scrollToCurrent();
  }

  private _renderFrame(frame: WireFrame, index: number) {
    const texts = recipeTexts(this.t);
    const fate = this.fates[index] ?? 'used';
    const total = this.frames.length;
    const number = (value: number): string => formatNumber(value, this.tag);
    return html`<div
      id=${`frame-${index}`}
      class=${`frame ${fate}`}
      role="option"
      aria-selected=${index === this.at}
      aria-posinset=${index + 1}
      aria-setsize=${total}
      aria-label=${texts.stripFrame(number(index + 1), number(total), frameFacts(frame, fate, texts, this.steady))}
      style=${styleMap({ transform: `translateX(${index * FRAME_WIDTH}px)` })}
      @click=${() => this._goTo(index)}
    >
      <pt-frame-picture .src=${frameUrl(this.timelapseId, frame)}></pt-frame-picture>
      ${fate === 'used' ? nothing : html`<pt-icon class="out" .path=${mdiEyeOffOutline}></pt-icon>`}
      ${isBad(frame) ? html`<pt-icon class="bad" .path=${mdiAlert}></pt-icon>` : nothing}
      ${this.steady && frame.chosen === true ? html`<span class="chosen"></span>` : nothing}
    </div>`;
  }

  private _window(): GridWindow {
    return gridWindow({
      count: this.frames.length,
      columns: 1,
      rowHeight: FRAME_WIDTH,
      scrolled: this._scrolled,
      viewHeight: this._viewWidth,
      spareRows: SPARE,
    });
  }

  private _measure(): void {
    const { scrollLeft, clientWidth } = this._strip;
    if (clientWidth > 0) this._viewWidth = clientWidth;
    // Only when a frame enters or leaves.
    if (Math.floor(scrollLeft / FRAME_WIDTH) === Math.floor(this._scrolled / FRAME_WIDTH)) return;
    this._scrolled = scrollLeft;
  }

  /** In the middle, unless it is in view already. */
  private _scrollToCurrent(): void {
    const { scrollLeft, clientWidth } = this._strip;
    const left = this.at * FRAME_WIDTH;
    if (left >= scrollLeft && left + FRAME_WIDTH <= scrollLeft + clientWidth) return;
    this._strip.scrollLeft = left - (clientWidth - FRAME_WIDTH) / 2;
    this._measure();
  }

  private _handleKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const request = REQUESTS[event.key] ?? REQUESTS[event.key.toLowerCase()];
    const target = this._targetOf(event.key);
    if (request !== undefined) fireEvent<FrameRequest>(this, 'pt-frame-request', request);
    else if (target !== null) this._goTo(target);
    else return;
    event.preventDefault();
  }

  private _targetOf(key: string): number | null {
    const last = this.frames.length - 1;
    switch (key) {
      case 'ArrowLeft':
        return this.at - 1;
      case 'ArrowRight':
        return this.at + 1;
      case 'PageUp':
        return this.at - PAGE;
      case 'PageDown':
        return this.at + PAGE;
      case 'Home':
        return 0;
      case 'End':
        return last;
      default:
        return null;
    }
  }

  private _goTo(index: number): void {
    fireEvent(this, 'pt-frame', Math.min(this.frames.length - 1, Math.max(0, index)));
  }

  static override styles = [baseStyles, filmStripStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-film-strip': PtFilmStrip;
  }
}
