import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { PREVIEW_COLUMNS, PREVIEW_ROWS } from '../contract.ts';
import { baseStyles } from '../styles/shared.ts';
import { previewTile, tileRatio } from '../timelapse/preview-tile.ts';

/** Of one moment, in CSS pixels. */
const MOMENT_WIDTH = 72;
const HEIGHT = 56;

/** Moments of a video in a row, out of its sprite sheet. */
@customElement('pt-cut-strip')
export class PtCutStrip extends LitElement {
  /** Address of the sheet. */
  @property() src = '';

  /** Width by height of a tile; null = the sheet is not there yet. */
  @state() private _ratio: number | null = null;

  @state() private _width = 6 * MOMENT_WIDTH;

  private readonly _resize = new ResizeObserver(() => {
    this._width = this.clientWidth;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this._resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._resize.disconnect();
  }

  override render() {
    const count = Math.max(4, Math.round(this._width / MOMENT_WIDTH));
    // A tile covers its place, whatever the shape of the video.
    const ratio = this._ratio ?? MOMENT_WIDTH / HEIGHT;
    const width = Math.max(this._width / count, HEIGHT * ratio);
    const size = { width: `${width}px`, height: `${width / ratio}px` };
    return Array.from({ length: count }, (_, index) => this._renderMoment((index + 0.5) / count, size));
  }

  private _renderMoment(position: number, size: { width: string; height: string }) {
    const { column, row } = previewTile(position);
    return html`<div class="moment">
      <div class="tile" style=${styleMap(size)}>
        <img
          src=${this.src}
          alt=""
          draggable="false"
          ?hidden=${this._ratio === null}
          style=${styleMap({
            width: `${PREVIEW_COLUMNS * 100}%`,
            height: `${PREVIEW_ROWS * 100}%`,
            transform: `translate(${(-column / PREVIEW_COLUMNS) * 100}%, ${(-row / PREVIEW_ROWS) * 100}%)`,
          })}
          @load=${this._handleLoad}
        />
      </div>
    </div>`;
  }

  private _handleLoad(event: Event): void {
    this._ratio = tileRatio(event.target as HTMLImageElement);
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        height: ${HEIGHT}px;
        overflow: hidden;
        border-radius: 4px;
        background: var(--pt-poster-background);
        pointer-events: none;
      }
      .moment {
        flex: 1;
        display: flex;
        align-items: center;
        justify-content: center;
        min-width: 0;
        overflow: hidden;
      }
      .tile {
        flex: none;
        overflow: hidden;
      }
      img {
        display: block;
        max-width: none;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-cut-strip': PtCutStrip;
  }
}
