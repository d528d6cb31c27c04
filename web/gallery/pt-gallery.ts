import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { WireProgress, WireQueue, WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { gridColumns } from '../util/grid-columns.ts';
import { type GridWindow, gridWindow } from '../util/grid-window.ts';
import { queuePlace } from '../util/queue-place.ts';
import { serverNow } from '../util/server-clock.ts';
import './pt-card.ts';
import type { PtCard } from './pt-card.ts';

/** Between cards, as elsewhere in the page: less on a small screen. */
const GAP = 16;
const SMALL_GAP = 8;
/** Row height until the first card was measured. */
const GUESSED_ROW = 380;
const SPARE_ROWS = 2;
/** So long after a leap the spare rows follow. */
const LEAP_MS = 100;
/** So young is a card that it slides in. */
const FRESH_MS = 5000;

/** The grid of cards. Only the cards near the view exist; the others are empty room of the right height. */
@customElement('pt-gallery')
export class PtGallery extends LocalizedElement {
  @property({ attribute: false }) timelapses: readonly WireTimelapse[] = [];
  @property({ attribute: false }) progress: WireProgress | null = null;
  @property({ attribute: false }) queue: WireQueue | null = null;
  /** Timelapses with a request under way. */
  @property({ attribute: false }) busyIds: ReadonlySet<string> = new Set();

  @property({ type: Boolean }) selecting = false;
  @property({ attribute: false }) selectedIds: ReadonlySet<string> = new Set();

  @state() private _columns = 1;
  @state() private _rowHeight = GUESSED_ROW;
  @state() private _scrolled = 0;
  @state() private _spareRows = SPARE_ROWS;
  @state() private _viewHeight = window.innerHeight;

  @query('.grid') private _grid!: HTMLElement;

  private _focused: { card: PtCard; index: number } | null = null;

  private _leapTimer: ReturnType<typeof setTimeout> | undefined;

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
    window.removeEventListener('scroll', this._handleScroll);
    window.removeEventListener('resize', this._handleScroll);
  }

  override render() {
    const shown = this._window();
    return html`<div
      class="grid"
      role="list"
      aria-label=${this.t.gallery}
      style=${styleMap({
        '--columns': String(this._columns),
        paddingTop: `${shown.before}px`,
        paddingBottom: `${shown.after}px`,
      })}
    >
      ${repeat(
        this.timelapses.slice(shown.start, shown.end),
        (timelapse) => timelapse.id,
        (timelapse, index) => this._renderCard(timelapse, shown.start + index + 1),
      )}
    </div>`;
  }

  override willUpdate(): void {
    if (!this.hasUpdated) return;
    const index = this._cards().findIndex((card) => card.matches(':focus-within'));
    this._focused = index < 0 ? null : { card: this._cards()[index]!, index };
  }

  override updated(): void {
    if (this._focused === null || this._focused.card.isConnected) return;
    // Out of view is not gone; whoever scrolls with the wheel must not be pulled back.
    const { id } = this._focused.card.timelapse;
    if (this.timelapses.some((timelapse) => timelapse.id === id)) return;
    // The card with the focus is gone; the one that took its place gets it, so that the keyboard goes on from there.
    const cards = this._cards();
    cards[Math.min(this._focused.index, cards.length - 1)]?.focus();
  }

  private _cards(): PtCard[] {
    return [...this._grid.children] as PtCard[];
  }

  private _renderCard(timelapse: WireTimelapse, position: number) {
    return html`<pt-card
      role="listitem"
      aria-posinset=${position}
      aria-setsize=${this.timelapses.length}
      .fresh=${serverNow() - Date.parse(timelapse.created_at) < FRESH_MS}
      .timelapse=${timelapse}
      .progress=${this.progress?.id === timelapse.id ? this.progress : null}
      .place=${queuePlace(this.queue, timelapse.id)}
      .paused=${this.queue !== null && (this.queue.paused || this.queue.waiting_for !== null)}
      .busy=${this.busyIds.has(timelapse.id)}
      .selecting=${this.selecting}
      .selected=${this.selectedIds.has(timelapse.id)}
    ></pt-card>`;
  }

  private _window(): GridWindow {
    return gridWindow({
      count: this.timelapses.length,
      columns: this._columns,
      rowHeight: this._rowHeight,
      scrolled: this._scrolled,
      viewHeight: this._viewHeight,
      spareRows: this._spareRows,
    });
  }

  private _measure(): void {
    // Hidden below another view; what was measured stays true.
    if (this._grid.clientWidth === 0) return;
    const card = this._grid.firstElementChild;
    const gap = window.innerWidth > 600 ? GAP : SMALL_GAP;
    this._columns = gridColumns(this._grid.clientWidth, gap);
    const height = card?.getBoundingClientRect().height ?? 0;
    // The same within a pixel: rounding must not start an endless round of measuring and rendering.
    if (height > 0 && Math.abs(height + gap - this._rowHeight) > 1) this._rowHeight = height + gap;
    this._handleScroll();
  }

  private readonly _handleScroll = (): void => {
    this._viewHeight = window.innerHeight;
    const scrolled = -this._grid.getBoundingClientRect().top;
    // Rendering anew is needed only when a row enters or leaves, not with each pixel.
    if (Math.floor(scrolled / this._rowHeight) === Math.floor(this._scrolled / this._rowHeight)) return;
    if (Math.abs(scrolled - this._scrolled) > SPARE_ROWS * this._rowHeight) this._leap();
    this._scrolled = scrolled;
  };

  /** Where everything is new, what is in view comes first and alone: ten cards in one go would be felt. */
  private _leap(): void {
    clearTimeout(this._leapTimer);
    this._spareRows = 0;
    this._leapTimer = setTimeout(() => {
      this._spareRows = SPARE_ROWS;
    }, LEAP_MS);
  }

  static override styles = [
    baseStyles,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        gap: ${GAP}px;
      }
      @media (max-width: 600px) {
        .grid {
          gap: ${SMALL_GAP}px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-gallery': PtGallery;
  }
}
