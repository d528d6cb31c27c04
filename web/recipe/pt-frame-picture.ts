import { mdiImageBrokenVariant } from '@mdi/js';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import { frameSlots } from './load-slots.ts';

/** What is scrolled past faster is never asked for. */
const REST_MS = 80;

/** A small picture of a frame, loaded when it is its turn. */
@customElement('pt-frame-picture')
export class PtFramePicture extends LitElement {
  @property() src = '';

  @state() private _allowed = '';
  @state() private _failed = false;

  @query('img') private _image!: HTMLImageElement | null;

  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _giveBack: (() => void) | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._end();
    // Otherwise the browser goes on loading it.
    this._image?.removeAttribute('src');
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('src')) return;
    this._end();
    this._allowed = '';
    this._failed = false;
    if (this.src === '') return;
    this._timer = setTimeout(() => {
      this._giveBack = frameSlots.ask(() => {
        this._allowed = this.src;
      });
    }, REST_MS);
  }

  override render() {
    if (this._failed) return html`<pt-icon .path=${mdiImageBrokenVariant}></pt-icon>`;
    if (this._allowed === '') return nothing;
    return html`<img
      src=${this._allowed}
      alt=""
      decoding="async"
      draggable="false"
      @load=${this._end}
      @error=${this._handleError}
    />`;
  }

  private _end(): void {
    clearTimeout(this._timer);
    this._giveBack?.();
    this._giveBack = null;
  }

  private _handleError(): void {
    this._end();
    this._failed = true;
  }

  static override styles = css`
    :host {
      --pt-icon-size: 24px;
      display: flex;
      align-items: center;
      justify-content: center;
      overflow: hidden;
      color: var(--pt-poster-icon);
      background: var(--pt-poster-background);
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-frame-picture': PtFramePicture;
  }
}
