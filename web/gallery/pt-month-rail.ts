import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatMonth } from '../format/format-month.ts';
import { formatNumber } from '../format/format-number.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { heightOf, type PlacedSection, sectionAt } from './grid-layout.ts';
import { monthRailStyles } from './pt-month-rail-styles.ts';
import { railMarks } from './rail-marks.ts';
import { railTexts } from './rail-texts.ts';

/** On a phone, it is gone so long after the last scroll. */
const GONE_MS = 1500;
/** By Page up and Page down. */
const MONTHS_OF_A_YEAR = 12;

/** A scroll bar of months. Fires `pt-rail` with where to scroll to, from the top of the cards in CSS pixels. */
@customElement('pt-month-rail')
export class PtMonthRail extends LazyElement {
  @property({ attribute: false }) placed: readonly PlacedSection[] = [];
  /** Distance of the cards from the top of the page, in CSS pixels. */
  @property({ attribute: false }) top = 0;
  /** Under the bar of the page, in CSS pixels. */
  @property({ attribute: false }) covered = 0;

  /** Where the page is, from the top of the cards in CSS pixels. */
  @state() private _at = 0;
  /** Where the pointer is, the same way; null = not on the rail. */
  @state() private _pointed: number | null = null;
  @state() private _length = 0;
  @property({ type: Boolean, reflect: true }) scrolling = false;
  @property({ type: Boolean, reflect: true }) dragging = false;

  @query('.rail') private _rail!: HTMLElement;

  private _goneTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly _resize = new ResizeObserver(() => this._measure());

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('scroll', this._handleScroll, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('scroll', this._handleScroll);
    this._resize.disconnect();
    clearTimeout(this._goneTimer);
  }

  override firstUpdated(): void {
    this._resize.observe(this._rail);
    this._measure();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('top') || changed.has('covered')) this._locate();
  }

  override render() {
    const whole = heightOf(this.placed);
    const current = sectionAt(this.placed, this._at + 1);
    const share = (at: number): string =>
      `${Math.min(1, Math.max(0, whole === 0 ? 0 : at / whole)) * this._length}px`;
    const shown = this._pointed ?? (this.dragging ? this._at : null);
    return html`<div
      class="rail"
      style=${styleMap({ '--rail-top': `${this.covered}px`, '--page-top': `${this.top}px` })}
      @pointerdown=${this._handleDown}
      @pointermove=${this._handleMove}
      @pointerup=${this._handleUp}
      @pointercancel=${this._handleUp}
      @pointerleave=${this._handleLeave}
    >
      <div class="marks" aria-hidden="true">
        ${repeat(
          railMarks(this.placed, whole, this._length),
          (mark) => `${mark.at} ${mark.year}`,
          ({ at, year }) =>
            html`<span class=${year === null ? 'dot' : 'year'} style=${styleMap({ top: `${at}px` })}>
              ${year ?? nothing}
            </span>`,
        )}
      </div>
      <div
        class="grip"
        role="slider"
        tabindex="0"
        aria-orientation="vertical"
        aria-label=${railTexts(this.t).jump}
        aria-valuemin="0"
        aria-valuemax=${Math.max(0, this.placed.length - 1)}
        aria-valuenow=${current === null ? 0 : this.placed.indexOf(current)}
        aria-valuetext=${current === null ? '' : this._text(current)}
        style=${styleMap({ top: share(this._at) })}
        @keydown=${this._handleKeydown}
      ></div>
      ${shown === null ? nothing : this._renderBubble(shown, share(shown))}
    </div>`;
  }

  private _renderBubble(at: number, top: string) {
    const section = sectionAt(this.placed, at);
    if (section === null) return nothing;
    return html`<div class="bubble" aria-hidden="true" style=${styleMap({ top })}>
      ${this._text(section)}
    </div>`;
  }

  private _text({ month, timelapses }: PlacedSection): string {
    const count = this.t.count(timelapses, formatNumber(timelapses, this.tag));
    return `${formatMonth(month ?? '', this.tag)} · ${count}`;
  }

  private _measure(): void {
    this._length = this._rail.clientHeight;
  }

  private _locate(): void {
    this._at = window.scrollY + this.covered - this.top;
  }

  private readonly _handleScroll = (): void => {
    this._locate();
    this.scrolling = true;
    clearTimeout(this._goneTimer);
    this._goneTimer = setTimeout(() => {
      this.scrolling = false;
    }, GONE_MS);
  };

  private _handleDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this._rail.setPointerCapture(event.pointerId);
    this.dragging = true;
    this._go(event);
  }

  private _handleMove(event: PointerEvent): void {
    if (this.dragging) this._go(event);
    else if (event.pointerType === 'mouse') this._pointed = this._atOf(event);
  }

  private _handleUp(event: PointerEvent): void {
    this.dragging = false;
    if (event.pointerType !== 'mouse') this._pointed = null;
  }

  private _handleLeave(): void {
    if (!this.dragging) this._pointed = null;
  }

  private _go(event: PointerEvent): void {
    this._pointed = this._atOf(event);
    fireEvent(this, 'pt-rail', this._pointed);
  }

  /** Where the pointer is, from the top of the cards in CSS pixels. */
  private _atOf({ clientY }: PointerEvent): number {
    const { top, height } = this._rail.getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientY - top) / height)) * heightOf(this.placed);
  }

  private _handleKeydown(event: KeyboardEvent): void {
    const section = sectionAt(this.placed, this._at + 1);
    const index = section === null ? 0 : this.placed.indexOf(section);
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowRight: index + 1,
      ArrowUp: index - 1,
      ArrowLeft: index - 1,
      PageDown: index + MONTHS_OF_A_YEAR,
      PageUp: index - MONTHS_OF_A_YEAR,
      Home: 0,
      End: this.placed.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const to = this.placed[Math.min(this.placed.length - 1, Math.max(0, wanted))];
    if (to) fireEvent(this, 'pt-rail', to.top);
  }

  static override styles = [baseStyles, monthRailStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-month-rail': PtMonthRail;
  }
}
