import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { WireProgress, WireQueue, WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { gridColumns } from './grid-columns.ts';
import { type GridWindow, gridWindow } from './grid-window.ts';
import type { CardGroups } from '../timelapse/group-records.ts';
import { queuePlace } from '../timelapse/queue-place.ts';
import { serverNow } from '../state/server-clock.ts';
import './pt-card.ts';
import type { PtCard } from './pt-card.ts';

/** Smaller on small screens. */
const GAP = 16;
const SMALL_GAP = 8;
/** Until the first card was measured. */
const GUESSED_ROW = 380;
const SPARE_ROWS = 2;
/** After a jump, spare rows are rendered with this delay. */
const LEAP_MS = 100;
/** Younger cards slide in. */
const FRESH_MS = 5000;

/** Only cards near the view are rendered; the rest is empty space of the right height. */
@customElement('pt-gallery')
export class PtGallery extends LocalizedElement {
  @property({ attribute: false }) timelapses: readonly WireTimelapse[] = [];
  @property({ attribute: false }) groups: CardGroups = new Map();
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
    // The focused card may be out of view; scrolling must not jump back to it.
    const { id } = this._focused.card.timelapse;
    if (this.timelapses.some((timelapse) => timelapse.id === id)) return;
    // When the focused card is gone, the one in its place gets the focus.
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
      .videos=${this.groups.get(timelapse.id)?.length ?? 1}
      .progress=${this.progress.get(timelapse.id) ?? null}
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
    // Hidden below another view; earlier measurements are still valid.
    if (this._grid.clientWidth === 0) return;
    const card = this._grid.firstElementChild;
    const gap = window.innerWidth > 600 ? GAP : SMALL_GAP;
    this._columns = gridColumns(this._grid.clientWidth, gap);
    const height = card?.getBoundingClientRect().height ?? 0;
    // Ignores rounding, which would cause endless rendering.
    if (height > 0 && Math.abs(height + gap - this._rowHeight) > 1) this._rowHeight = height + gap;
    this._handleScroll();
  }

  private readonly _handleScroll = (): void => {
    this._viewHeight = window.innerHeight;
    const scrolled = -this._grid.getBoundingClientRect().top;
    // Only when a row enters or leaves.
    if (Math.floor(scrolled / this._rowHeight) === Math.floor(this._scrolled / this._rowHeight)) return;
    if (Math.abs(scrolled - this._scrolled) > SPARE_ROWS * this._rowHeight) this._leap();
    this._scrolled = scrolled;
  };

  /** After a jump, visible cards are rendered first: ten at once would be felt. */
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
