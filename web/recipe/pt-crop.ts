import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { Crop } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { type Corner, CORNERS, cornerPoint, moved, type Point, WHOLE, withCorner } from './crop-geometry.ts';
import { cropStyles } from './pt-crop-styles.ts';
import { recipeTexts } from './recipe-texts.ts';

const STEP = 0.01;
const LONG_STEP = 0.05;

const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

interface Drag {
  grip: Corner | null;
  /** Where the pointer and the crop were. */
  from: Point;
  crop: Crop;
}

/** Lies over a picture. Fires `pt-crop` with parts of the picture as it is shown. */
@customElement('pt-crop')
export class PtCrop extends LocalizedElement {
  @property({ attribute: false }) crop: Crop = WHOLE;
  /** Width by height in parts of the picture; null = free. */
  @property({ attribute: false }) ratio: number | null = null;

  private _drag: Drag | null = null;

  override render() {
    const texts = recipeTexts(this.t);
    const { x, y, width, height } = this.crop;
    const percent = (part: number): string => `${part * 100}%`;
    return html`<div
      class="layer"
      style=${styleMap({
        '--x': percent(x),
        '--y': percent(y),
        '--width': percent(width),
        '--height': percent(height),
      })}
      @pointerdown=${this._handleDown}
      @pointermove=${this._handleMove}
      @pointerup=${this._handleUp}
      @pointercancel=${this._handleUp}
    >
      <div class="clip"><div class="shade"></div></div>
      <button class="area" aria-label=${texts.cropArea} @keydown=${this._handleKeydown}></button>
      ${CORNERS.map(
        (corner) =>
          html`<button
            class="corner ${corner}"
            data-corner=${corner}
            aria-label=${texts.corner[corner]}
            @keydown=${this._handleKeydown}
          ></button>`,
      )}
    </div>`;
  }

  private _handleDown(event: PointerEvent): void {
    const target = event.target as HTMLElement;
    if (target.localName !== 'button') return;
    const grip = (target.dataset.corner as Corner | undefined) ?? null;
    this._drag = { grip, from: this._pointOf(event), crop: this.crop };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }

  private _handleMove(event: PointerEvent): void {
    if (this._drag === null) return;
    const { grip, from, crop } = this._drag;
    const point = this._pointOf(event);
    this._change(grip, crop, { x: point.x - from.x, y: point.y - from.y });
  }

  private _handleUp(): void {
    this._drag = null;
  }

  private _handleKeydown(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    if (arrow === undefined) return;
    event.preventDefault();
    const step = event.shiftKey ? LONG_STEP : STEP;
    const { corner } = (event.currentTarget as HTMLElement).dataset;
    const by = { x: arrow.x * step, y: arrow.y * step };
    this._change((corner as Corner | undefined) ?? null, this.crop, by);
  }

  private _change(grip: Corner | null, crop: Crop, by: Point): void {
    fireEvent<Crop>(this, 'pt-crop', grip === null ? moved(crop, by) : this._pulled(crop, grip, by));
  }

  private _pulled(crop: Crop, corner: Corner, by: Point): Crop {
    const { x, y } = cornerPoint(crop, corner);
    return withCorner(crop, corner, { x: x + by.x, y: y + by.y }, this.ratio);
  }

  private _pointOf({ clientX, clientY }: PointerEvent): Point {
    const { left, top, width, height } = this.getBoundingClientRect();
    return { x: (clientX - left) / Math.max(1, width), y: (clientY - top) / Math.max(1, height) };
  }

  static override styles = [baseStyles, cropStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-crop': PtCrop;
  }
}
