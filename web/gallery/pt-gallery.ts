import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { WireProgress, WireQueue, WireTimelapse } from '../contract.ts';
import { formatMonth } from '../format/format-month.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { reportError } from '../page/report-error.ts';
import type { Density } from '../state/density.ts';
import { baseStyles } from '../styles/shared.ts';
import { gridColumns } from './grid-columns.ts';
import {
  type GridMeasure,
  heightOf,
  type PlacedSection,
  placeSections,
  type ShownSection,
  shownSections,
} from './grid-layout.ts';
import type { CardGroups } from '../timelapse/group-records.ts';
import type { Section } from '../timelapse/month-sections.ts';
import { queuePlace } from '../timelapse/queue-place.ts';
import { serverNow } from '../state/server-clock.ts';
import { fireEvent } from '../util/fire-event.ts';
import './pt-card.ts';
import type { PtCard } from './pt-card.ts';
import { galleryStyles, GAP, HEADING, LIST_GAP, SMALL_GAP } from './pt-gallery-styles.ts';

/** Until the first card was measured. */
const GUESSED_ROW = 380;
/** Rendered above and below the view, in CSS pixels; at least so many rows. */
const SPARE = 500;
const SPARE_ROWS = 2;
/** So many new cards are drawn in one frame: more would be felt on a slow phone. */
const CARDS_A_FRAME = 8;
/** After a jump, spare rows are rendered with this delay. */
const LEAP_MS = 100;
/** Younger cards slide in. */
const FRESH_MS = 5000;
/** Fewer timelapses are quickly scrolled through. */
const RAIL_FROM = 50;
/** What is not read yet is asked for when it rests in view. */
const REST_MS = 150;

/** Only cards near the view are rendered; the rest is empty space of the right height. Fires `pt-missing`. */
@customElement('pt-gallery')
export class PtGallery extends LocalizedElement {
  @property({ attribute: false }) timelapses: readonly WireTimelapse[] = [];
  @property({ attribute: false }) groups: CardGroups = new Map();
  @property({ attribute: false }) sections: readonly Section[] = [];
  /** At most so many cards while everything is read. */
  @property({ attribute: false }) expected = 0;
  @property({ attribute: false }) density: Density = 'medium';
  /** Of what renders, by its id. */
  @property({ attribute: false }) progress: ReadonlyMap<string, WireProgress> = new Map();
  @property({ attribute: false }) queue: WireQueue | null = null;
  @property({ attribute: false }) busyIds: ReadonlySet<string> = new Set();

  @property({ type: Boolean }) selecting = false;
  @property({ attribute: false }) selectedIds: ReadonlySet<string> = new Set();

  @state() private _columns = 1;
  @state() private _rowHeight = GUESSED_ROW;
  @state() private _scrolled = 0;
  @state() private _spareRows = SPARE_ROWS;
  @state() private _viewHeight = window.innerHeight;
  /** Distance of the cards from the top of the page, in CSS pixels. */
  @state() private _top = 0;
  /** Above the sticking headings, in CSS pixels. */
  @state() private _covered = 0;

  @query('.cards') private _grid!: HTMLElement;

  private _placed: readonly PlacedSection[] = [];
  private _drawn: ReadonlySet<string> = new Set();
  private _focused: { card: PtCard; index: number } | null = null;

  private _leapTimer: ReturnType<typeof setTimeout> | undefined;
  private _restTimer: ReturnType<typeof setTimeout> | undefined;

  private readonly _resize = new ResizeObserver(() => this._measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this._resize.observe(this);
    window.addEventListener('scroll', this._handleScroll, { passive: true });
    window.addEventListener('resize', this._handleScroll);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._resize.disconnect();
    clearTimeout(this._leapTimer);
    clearTimeout(this._restTimer);
    window.removeEventListener('scroll', this._handleScroll);
    window.removeEventListener('resize', this._handleScroll);
  }

  override render() {
    const measure = this._gridMeasure();
    this._placed = placeSections(this.sections, measure);
    const shown = shownSections(this._placed, measure, {
      scrolled: this._scrolled,
      viewHeight: this._viewHeight,
      spareRows: this._spareRows,
    });
    this._waitForMissing(shown);
    this._draw(shown);
    const [first, last] = [shown[0], shown.at(-1)];
    const before = first?.top ?? 0;
    const after = last === undefined ? 0 : heightOf(this._placed) - last.top - last.height;
    return html`<div
        class="cards"
        style=${styleMap({
          '--columns': String(this._columns),
          paddingTop: `${before}px`,
          paddingBottom: `${after}px`,
        })}
      >
        ${repeat(
          shown,
          ({ month }) => month,
          (section) => this._renderSection(section),
        )}
      </div>
      ${this._renderRail()}`;
  }

  override willUpdate(): void {
    this.toggleAttribute('rail', this._hasRail);
    if (!this.hasUpdated) return;
    const index = this._cards().findIndex((card) => card.matches(':focus-within'));
    this._focused = index < 0 ? null : { card: this._cards()[index]!, index };
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('density')) requestAnimationFrame(() => this._measure());
    if (this._focused === null || this._focused.card.isConnected) return;
    // The focused card may be out of view; scrolling must not jump back to it.
    const { id } = this._focused.card.timelapse;
    if (this.timelapses.some((timelapse) => timelapse.id === id)) return;
    // When the focused card is gone, the one in its place gets the focus.
    const cards = this._cards();
    cards[Math.min(this._focused.index, cards.length - 1)]?.focus();
  }

  /** To the start of a month, or of the one before that has something. @param month `YYYY-MM` */
  showMonth(month: string): void {
    const isLatestFirst = (this._placed[0]?.month ?? '') > (this._placed.at(-1)?.month ?? '');
    const section = this._placed.find((each) =>
      isLatestFirst ? (each.month ?? '') <= month : (each.month ?? '') >= month,
    );
    if (section) this._scrollTo(section.top);
  }

  private get _hasRail(): boolean {
    const isByDate = this.sections[0] !== undefined && this.sections[0].month !== null;
    return isByDate && Math.max(this.expected, this.timelapses.length) >= RAIL_FROM;
  }

  private _renderSection(section: ShownSection) {
    const { month, height, before, start, cards, first, end } = section;
    const shown = this.timelapses.slice(start + first, start + Math.min(end, cards));
    return html`<section style=${styleMap({ height: `${height}px` })} data-month=${month ?? nothing}>
      ${month === null ? nothing : this._renderHeading(month, section.timelapses)}
      <div
        class="grid ${this.density}"
        role="list"
        aria-label=${month === null ? this.t.gallery : formatMonth(month, this.tag)}
        style=${styleMap({ paddingTop: `${before}px` })}
      >
        ${repeat(
          shown,
          (timelapse) => timelapse.id,
          (timelapse, index) =>
            this._drawn.has(timelapse.id)
              ? this._renderCard(timelapse, start + first + index + 1)
              : this._renderMissing(),
        )}
        ${Array.from({ length: end - Math.max(first, cards) }, () => this._renderMissing())}
      </div>
    </section>`;
  }

  /** Decides which cards there are in this frame; the others follow in the next ones. */
  private _draw(shown: readonly ShownSection[]): void {
    const drawn = new Set<string>();
    let left = this.hasUpdated ? CARDS_A_FRAME : Number.POSITIVE_INFINITY;
    let isWhole = true;
    for (const { start, first, end, cards } of shown) {
      for (const { id } of this.timelapses.slice(start + first, start + Math.min(end, cards))) {
        if (!this._drawn.has(id)) left -= 1;
        if (left < 0 && !this._drawn.has(id)) isWhole = false;
        else drawn.add(id);
      }
    }
    this._drawn = drawn;
    if (!isWhole) requestAnimationFrame(() => this.requestUpdate());
  }

  private _renderHeading(month: string, count: number) {
    return html`<h2 class="month">
      ${formatMonth(month, this.tag)} <span>${formatNumber(count, this.tag)}</span>
    </h2>`;
  }

  private _renderMissing() {
    return html`<div
      class="missing"
      aria-hidden="true"
      style=${styleMap({ height: `${this._rowHeight - this._gap}px` })}
    ></div>`;
  }

  private _renderRail() {
    if (!this._hasRail || !this.hasUpdated) return nothing;
    if (customElements.get('pt-month-rail') === undefined) {
      import('./pt-month-rail.ts').then(() => this.requestUpdate()).catch(reportError);
      return nothing;
    }
    return html`<pt-month-rail
      .placed=${this._placed}
      .top=${this._top}
      .covered=${this._covered}
      @pt-rail=${(event: CustomEvent<number>) => this._scrollTo(event.detail)}
    ></pt-month-rail>`;
  }

  private _cards(): PtCard[] {
    return [...this._grid.querySelectorAll('pt-card')];
  }

  private _renderCard(timelapse: WireTimelapse, position: number) {
    return html`<pt-card
      role="listitem"
      aria-posinset=${position}
      aria-setsize=${this.timelapses.length}
      .density=${this.density}
      .fresh=${serverNow() - Date.parse(timelapse.created_at) < FRESH_MS}
      .timelapse=${timelapse}
      .videos=${this.groups.get(timelapse.id)?.length ?? 1}
      .progress=${this.progress.get(timelapse.id) ?? null}
      .place=${queuePlace(this.queue, timelapse.id)}
      .paused=${this.queue !== null && (this.queue.paused || this.queue.waiting_for !== null)}
      .busy=${this.busyIds.has(timelapse.id)}
      .selecting=${this.selecting}
      .selected=${this.selectedIds.has(timelapse.id)}
    ></pt-card>`;
  }

  private _gridMeasure(): GridMeasure {
    return { columns: this._columns, rowHeight: this._rowHeight, headingHeight: HEADING };
  }

  private get _gap(): number {
    if (this.density === 'list') return LIST_GAP;
    return window.innerWidth > 600 ? GAP : SMALL_GAP;
  }

  /** Below another view; earlier measurements are still valid. */
  private get _isHidden(): boolean {
    return this._grid.clientWidth === 0;
  }

  private _measure(): void {
    if (this._isHidden) return;
    const card = this._grid.querySelector('pt-card');
    const gap = this._gap;
    this._columns = gridColumns(this._grid.clientWidth, gap, this.density, window.innerWidth <= 600);
    const height = card?.getBoundingClientRect().height ?? 0;
    // Ignores rounding, which would cause endless rendering.
    if (height > 0 && Math.abs(height + gap - this._rowHeight) > 1) this._rowHeight = height + gap;
    this._handleScroll();
  }

  /** What comes and goes above moves the cards without changing their size. */
  private _locate(): void {
    const top = this._grid.getBoundingClientRect().top + window.scrollY;
    if (Math.abs(top - this._top) > 0.5) this._top = top;
    const heading = this._grid.querySelector('.month');
    if (heading !== null) this._covered = Number.parseFloat(getComputedStyle(heading).top) || 0;
  }

  private readonly _handleScroll = (): void => {
    if (this._isHidden) return;
    this._viewHeight = window.innerHeight;
    this._locate();
    const scrolled = -this._grid.getBoundingClientRect().top;
    // Only when a row enters or leaves.
    if (Math.floor(scrolled / this._rowHeight) === Math.floor(this._scrolled / this._rowHeight)) return;
    if (Math.abs(scrolled - this._scrolled) > this._spare * this._rowHeight) this._leap();
    this._scrolled = scrolled;
  };

  private get _spare(): number {
    return Math.max(SPARE_ROWS, Math.ceil(SPARE / this._rowHeight));
  }

  /** After a jump, visible cards are rendered first: ten at once would be felt. */
  private _leap(): void {
    clearTimeout(this._leapTimer);
    this._spareRows = 0;
    this._leapTimer = setTimeout(() => {
      this._spareRows = this._spare;
    }, LEAP_MS);
  }

  private _waitForMissing(shown: readonly ShownSection[]): void {
    clearTimeout(this._restTimer);
    const missing = shown.filter(({ cards, end }) => end > cards).map(({ month }) => month);
    if (missing.length === 0) return;
    this._restTimer = setTimeout(() => fireEvent(this, 'pt-missing', missing), REST_MS);
  }

  /** @param offset from the top of the cards, in CSS pixels */
  private _scrollTo(offset: number): void {
    this._locate();
    window.scrollTo(0, this._top + offset - this._covered);
  }

  static override styles = [baseStyles, galleryStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-gallery': PtGallery;
  }
}
