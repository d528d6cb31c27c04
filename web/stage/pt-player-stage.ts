import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { scrollerOf } from '../util/scroller-of.ts';
import { stageTexts } from './stage-texts.ts';
import { axisOf, SLACK, swipeOf } from './swipe.ts';
import { NO_ZOOM, panBy, type Point, settled, zoomAt } from './zoom.ts';

export type Gesture = 'previous' | 'next' | 'close' | 'back' | 'forward' | 'toggle';

type Mode = 'undecided' | 'x' | 'y' | 'scroll' | 'pan' | 'pinch' | 'ignored';

interface Touch {
  mode: Mode;
  from: Point;
  last: Point;
  at: number;
}

/** Between two taps, and the longest tap. */
const DOUBLE_MS = 300;
const TAP_MS = 500;
const DOUBLE_ZOOM = 2.5;
const KEY_ZOOM = 1.5;
const WHEEL_ZOOM = 0.002;
/** Of a mouse that counts lines. */
const LINE = 16;
/** After so long without the wheel, turning it means something else. */
const SCROLL_MS = 500;
const SKIP_SECONDS = 5;
/** The rest is on its way back. */
const HELD_BACK = 0.25;
const HINT_MS = 700;

/**
 * The picture, which is swiped, tapped and zoomed. A mouse only zooms and moves: its drag is no swipe. Fires
 * `pt-gesture`.
 */
@customElement('pt-player-stage')
export class PtPlayerStage extends LocalizedElement {
  /** Another one is shown whole. */
  @property() shown = '';
  @property({ type: Boolean }) hasPrevious = false;
  @property({ type: Boolean }) hasNext = false;

  @state() private _zoom = NO_ZOOM;
  @state() private _drag: Point | null = null;
  @state() private _hint: 'back' | 'forward' | null = null;

  private readonly _pointers = new Map<number, Point>();
  private _touch: Touch | null = null;
  private _tap: { at: number; point: Point; timer: ReturnType<typeof setTimeout> | undefined } | null = null;
  private _hintTimer: ReturnType<typeof setTimeout> | undefined;
  private _scrolledAt = Number.NEGATIVE_INFINITY;

  constructor() {
    super();
    this.addEventListener('pointerdown', this._handleDown);
    this.addEventListener('wheel', this._handleWheel, { passive: false });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._forget();
    clearTimeout(this._tap?.timer);
    clearTimeout(this._hintTimer);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('shown')) this._zoom = NO_ZOOM;
  }

  override render() {
    const { scale, x, y } = this._zoom;
    const drag = this._drag ?? { x: 0, y: 0 };
    return html`<div
        class=${this._touch === null ? 'picture at-rest' : 'picture'}
        style=${styleMap({
          transform: `translate(${x + drag.x}px, ${y + drag.y}px) scale(${scale})`,
          opacity: String(1 - Math.min(0.6, Math.max(0, drag.y) / 400)),
        })}
      >
        <slot></slot>
      </div>
      ${this._hint === null ? nothing : this._renderHint(this._hint)}
      ${scale === 1 ? nothing : this._renderWhole(scale)}`;
  }

  private _renderHint(direction: 'back' | 'forward') {
    const seconds = formatNumber(SKIP_SECONDS, this.tag);
    const text = stageTexts(this.t).skipped(direction === 'back' ? `−${seconds}` : `+${seconds}`);
    return html`<span class="hint ${direction}" aria-hidden="true">${text}</span>`;
  }

  private _renderWhole(scale: number) {
    const value = formatNumber(scale, this.tag, 1);
    const label = stageTexts(this.t).whole_picture(value);
    return html`<button class="whole" aria-label=${label} title=${label} @click=${() => this.zoomBy(0)}>
      ${value}×
    </button>`;
  }

  /** Into its middle. @param steps 0 = the whole picture */
  zoomBy(steps: number): void {
    if (steps === 0) this._zoom = NO_ZOOM;
    else this._zoom = settled(zoomAt(this._zoom, KEY_ZOOM ** steps, { x: 0, y: 0 }, this._size()));
  }

  private _size(): DOMRect {
    return this.getBoundingClientRect();
  }

  /** From the middle. */
  private _inside({ x, y }: Point): Point {
    const { left, top, width, height } = this._size();
    return { x: x - left - width / 2, y: y - top - height / 2 };
  }

  private readonly _handleDown = (event: PointerEvent): void => {
    if (event.button !== 0 || event.composedPath().some((each) => each instanceof HTMLButtonElement)) return;
    const point = pointOf(event);
    this._pointers.set(event.pointerId, point);
    if (this._pointers.size === 1) {
      window.addEventListener('pointermove', this._handleMove);
      window.addEventListener('pointerup', this._handleUp);
      window.addEventListener('pointercancel', this._handleCancel);
    }
    const mode = this._pointers.size === 1 ? 'undecided' : 'pinch';
    const last = mode === 'pinch' ? this._middle() : point;
    this._touch = { mode, from: point, last, at: event.timeStamp };
    this._drag = null;
  };

  private readonly _handleMove = (event: PointerEvent): void => {
    const touch = this._touch;
    const before = this._pointers.get(event.pointerId);
    if (touch === null || before === undefined) return;
    const point = pointOf(event);
    const spread = this._spread();
    this._pointers.set(event.pointerId, point);
    if (touch.mode === 'pinch') {
      this._pinch(touch, this._spread() / Math.max(1, spread));
      return;
    }
    const by = { x: point.x - touch.from.x, y: point.y - touch.from.y };
    if (touch.mode === 'undecided') touch.mode = this._decide(by, event.pointerType);
    const step = { x: point.x - touch.last.x, y: point.y - touch.last.y };
    if (touch.mode === 'undecided') return;
    touch.last = point;
    if (touch.mode === 'pan') this._zoom = panBy(this._zoom, step, this._size());
    else if (touch.mode === 'scroll') scrollerOf(this)?.scrollBy(0, -step.y);
    else if (touch.mode === 'x') this._drag = { x: this._pulled(by.x), y: 0 };
    else if (touch.mode === 'y') this._drag = { x: 0, y: Math.max(0, by.y) };
  };

  private readonly _handleUp = (event: PointerEvent): void => {
    const touch = this._touch;
    if (touch === null || !this._pointers.delete(event.pointerId)) return;
    if (this._pointers.size > 0) {
      // The finger that is left moves on from where it is.
      const [point] = this._pointers.values();
      this._touch = { ...touch, mode: this._zoom.scale > 1 ? 'pan' : 'ignored', from: point!, last: point! };
      return;
    }
    this._forget();
    this._zoom = settled(this._zoom);
    const by = { x: event.clientX - touch.from.x, y: event.clientY - touch.from.y };
    const ms = event.timeStamp - touch.at;
    if (touch.mode === 'undecided' && ms < TAP_MS) this._handleTap(event);
    else if (touch.mode === 'x' || touch.mode === 'y') this._swipe(by, touch.mode, ms);
  };

  private readonly _handleCancel = (): void => this._forget();

  private _forget(): void {
    window.removeEventListener('pointermove', this._handleMove);
    window.removeEventListener('pointerup', this._handleUp);
    window.removeEventListener('pointercancel', this._handleCancel);
    this._pointers.clear();
    this._touch = null;
    this._drag = null;
  }

  private _decide(by: Point, pointerType: string): Mode {
    if (Math.hypot(by.x, by.y) < SLACK) return 'undecided';
    if (this._zoom.scale > 1) return 'pan';
    if (pointerType === 'mouse') return 'ignored';
    const axis = axisOf(by);
    if (axis === 'x') return 'x';
    return axis === 'y' && !this._isScrolled() ? 'y' : 'scroll';
  }

  private _isScrolled(): boolean {
    return (scrollerOf(this)?.scrollTop ?? 0) > 0;
  }

  /** Where there is no other, the picture hardly follows. */
  private _pulled(x: number): number {
    const leads = x > 0 ? this.hasPrevious : this.hasNext;
    return leads ? x : x * HELD_BACK;
  }

  private _swipe(by: Point, axis: 'x' | 'y', ms: number): void {
    const swipe = swipeOf(by, axis, ms, this._size());
    if (swipe === 'left' && this.hasNext) this._fire('next');
    else if (swipe === 'right' && this.hasPrevious) this._fire('previous');
    else if (swipe === 'down') this._fire('close');
  }

  private _pinch(touch: Touch, factor: number): void {
    const middle = this._middle();
    const step = { x: middle.x - touch.last.x, y: middle.y - touch.last.y };
    touch.last = middle;
    const zoomed = zoomAt(this._zoom, factor, this._inside(middle), this._size());
    this._zoom = panBy(zoomed, step, this._size());
  }

  private _middle(): Point {
    const [one, other] = [...this._pointers.values()];
    return other === undefined ? one! : { x: (one!.x + other.x) / 2, y: (one!.y + other.y) / 2 };
  }

  private _spread(): number {
    const [one, other] = [...this._pointers.values()];
    return other === undefined ? 1 : Math.hypot(one!.x - other.x, one!.y - other.y);
  }

  /** A finger's tap waits for a second one, a mouse's does not: clicking twice ends where it began. */
  private _handleTap(event: PointerEvent): void {
    const point = pointOf(event);
    const before = this._tap;
    clearTimeout(before?.timer);
    const isMouse = event.pointerType === 'mouse';
    if (isMouse) this._fire('toggle');
    const isDouble =
      before !== null &&
      event.timeStamp - before.at < DOUBLE_MS &&
      Math.hypot(point.x - before.point.x, point.y - before.point.y) < 4 * SLACK;
    if (isDouble) {
      this._tap = null;
      this._handleDouble(point, isMouse);
      return;
    }
    const timer = isMouse ? undefined : setTimeout(() => this._fire('toggle'), DOUBLE_MS);
    this._tap = { at: event.timeStamp, point, timer };
  }

  private _handleDouble(point: Point, isMouse: boolean): void {
    const inside = this._inside(point);
    const side = isMouse ? 0 : inside.x / this._size().width;
    if (this._zoom.scale > 1) this._zoom = NO_ZOOM;
    else if (side < -1 / 6) this._skip('back');
    else if (side > 1 / 6) this._skip('forward');
    else this._zoom = zoomAt(this._zoom, DOUBLE_ZOOM, inside, this._size());
  }

  private _skip(direction: 'back' | 'forward'): void {
    this._fire(direction);
    this._hint = direction;
    clearTimeout(this._hintTimer);
    this._hintTimer = setTimeout(() => {
      this._hint = null;
    }, HINT_MS);
  }

  /** Of the whole picture, turning away scrolls, and so does what follows it without a pause. */
  private readonly _handleWheel = (event: WheelEvent): void => {
    const isWhole = this._zoom.scale === 1;
    const goesOn = event.timeStamp - this._scrolledAt < SCROLL_MS;
    if (isWhole && !event.ctrlKey && (event.deltaY > 0 || goesOn || this._isScrolled())) {
      this._scrolledAt = event.timeStamp;
      return;
    }
    event.preventDefault();
    const way = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE : event.deltaY;
    const zoomed = zoomAt(
      this._zoom,
      Math.exp(-way * WHEEL_ZOOM),
      this._inside(pointOf(event)),
      this._size(),
    );
    this._zoom = way > 0 ? settled(zoomed) : zoomed;
  };

  private _fire(gesture: Gesture): void {
    fireEvent(this, 'pt-gesture', gesture);
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        position: relative;
        overflow: hidden;
        user-select: none;
        background: #000000;
        /* Upwards is scrolled, by the browser where it can tell the directions apart. */
        touch-action: none;
        touch-action: pan-down;
      }
      .picture {
        width: 100%;
        height: 100%;
      }
      .at-rest {
        transition: transform var(--pt-fast) ease;
      }
      .hint {
        position: absolute;
        top: calc(50% - 28px);
        padding: 18px 16px;
        border-radius: 9999px;
        font-weight: 500;
        color: #ffffff;
        background: rgba(0, 0, 0, 0.6);
        pointer-events: none;
      }
      .back {
        left: 8%;
      }
      .forward {
        right: 8%;
      }
      .whole {
        position: absolute;
        top: 8px;
        right: 8px;
        min-width: 44px;
        min-height: 44px;
        padding: 0 12px;
        border: 0;
        border-radius: 9999px;
        font: inherit;
        font-weight: 500;
        color: #ffffff;
        background: rgba(0, 0, 0, 0.7);
        cursor: pointer;
      }
      .whole:focus-visible {
        outline: 2px solid #ffffff;
        outline-offset: -4px;
      }
      @media (prefers-reduced-motion: reduce) {
        .at-rest {
          transition: none;
        }
      }
    `,
  ];
}

function pointOf({ clientX, clientY }: MouseEvent): Point {
  return { x: clientX, y: clientY };
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-player-stage': PtPlayerStage;
  }
}
