import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { PREVIEW_COLUMNS, PREVIEW_ROWS } from '../contract.ts';
import { previewTile, tileRatio } from '../timelapse/preview-tile.ts';

/** Sheets are only loaded when the pointer rests. */
const REST_MS = 120;
/** Horizontal movement of a finger before it scrubs, in CSS pixels. */
const SLIDE = 8;
const BOX_RATIO = 16 / 9;

/**
 * Shows moments of the video while a mouse moves across it or a finger slides sideways. Vertical movement scrolls the
 * page.
 */
@customElement('pt-scrub')
export class PtScrub extends LitElement {
  @property() src = '';

  /** From 0 to 1; null = not scrubbing. */
  @state() private _position: number | null = null;
  @property({ type: Boolean, reflect: true }) scrubbing = false;

  @state() private _wanted = false;
  @state() private _ratio: number | null = null;

  @query('img') private _sheet!: HTMLImageElement;

  private _timer: ReturnType<typeof setTimeout> | undefined;
  /** When the last slide ended. */
  private _slid = Number.NEGATIVE_INFINITY;
  private _touchAt: { x: number; id: number } | null = null;

  constructor() {
    super();
    this.addEventListener('pointerenter', this._handleEnter);
    this.addEventListener('pointerdown', this._handleDown);
    this.addEventListener('pointermove', this._handleMove);
    this.addEventListener('pointerup', this._handleUp);
    this.addEventListener('pointerleave', this._handleEnd);
    this.addEventListener('pointercancel', this._handleEnd);
    this.addEventListener('contextmenu', this._handleMenu, true);
    this.addEventListener('click', this._handleClick, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._end();
  }

  override render() {
    return html`<slot></slot>${this._wanted ? this._renderSheet() : nothing}`;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.scrubbing = this._position !== null && this._ratio !== null;
    if (!changed.has('src')) return;
    this._wanted = false;
    this._ratio = null;
  }

  private _renderSheet() {
    const position = this._position ?? 0;
    const { column, row } = previewTile(position);
    const wide = (this._ratio ?? BOX_RATIO) > BOX_RATIO;
    return html`<div class="box" ?hidden=${!this.scrubbing} aria-hidden="true">
      <div
        class=${wide ? 'tile wide' : 'tile'}
        style=${styleMap({ aspectRatio: String(this._ratio ?? BOX_RATIO) })}
      >
        <img
          src=${this.src}
          alt=""
          draggable="false"
          style=${styleMap({
            width: `${PREVIEW_COLUMNS * 100}%`,
            height: `${PREVIEW_ROWS * 100}%`,
            transform: `translate(${(-column / PREVIEW_COLUMNS) * 100}%, ${(-row / PREVIEW_ROWS) * 100}%)`,
          })}
          @load=${this._handleLoad}
        />
      </div>
      <div class="line" style=${styleMap({ transform: `scaleX(${position})` })}></div>
    </div>`;
  }

  private readonly _handleEnter = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    this._timer = setTimeout(() => {
      this._wanted = true;
    }, REST_MS);
  };

  private readonly _handleDown = (event: PointerEvent): void => {
    // The next click belongs to this touch, however soon it comes.
    this._slid = Number.NEGATIVE_INFINITY;
    if (event.pointerType !== 'mouse') this._touchAt = { x: event.clientX, id: event.pointerId };
  };

  private readonly _handleMove = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse' && !this._slides(event)) return;
    const { left, width } = this.getBoundingClientRect();
    this._position = Math.min(1, Math.max(0, (event.clientX - left) / width));
  };

  private _slides({ clientX, pointerId }: PointerEvent): boolean {
    if (this._touchAt === null || this._touchAt.id !== pointerId) return false;
    if (this._position !== null) return true;
    if (Math.abs(clientX - this._touchAt.x) < SLIDE) return false;
    this._wanted = true;
    this.setPointerCapture(pointerId);
    return true;
  }

  private readonly _handleUp = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') return;
    // The following click ends the slide and must not play the video.
    if (this._position !== null) this._slid = performance.now();
    this._end();
  };

  private readonly _handleClick = (event: MouseEvent): void => {
    if (performance.now() - this._slid > 100) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** A resting finger while scrubbing does not select. */
  private readonly _handleMenu = (event: MouseEvent): void => {
    if (this._touchAt === null || this._position === null) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly _handleEnd = (): void => this._end();

  private _end(): void {
    clearTimeout(this._timer);
    this._position = null;
    this._touchAt = null;
  }

  private _handleLoad(): void {
    this._ratio = tileRatio(this._sheet);
  }

  static override styles = css`
    :host {
      display: block;
      position: relative;
      touch-action: pan-y;
    }
    .box {
      position: absolute;
      inset: 0;
      overflow: hidden;
      background: #000000;
      pointer-events: none;
    }
    .box[hidden] {
      display: none;
    }
    /* Covers the box as the poster does. */
    .tile {
      position: absolute;
      top: 50%;
      left: 50%;
      width: 100%;
      overflow: hidden;
      transform: translate(-50%, -50%);
    }
    .wide {
      width: auto;
      height: 100%;
    }
    img {
      display: block;
      max-width: none;
    }
    .line {
      position: absolute;
      inset: auto 0 0 0;
      height: 3px;
      background: var(--primary-color);
      transform-origin: left;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-scrub': PtScrub;
  }
}
