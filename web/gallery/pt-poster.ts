import { mdiMovieOffOutline } from '@mdi/js';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/pt-icon.ts';

/** Its size is known before the picture is loaded. */
@customElement('pt-poster')
export class PtPoster extends LitElement {
  @property() src = '';
  @property({ attribute: false }) icon = '';

  @state() private _failed = false;
  @state() private _loaded = false;

  override render() {
    if (this.src === '' || this._failed) {
      return html`<pt-icon .path=${this.icon === '' ? mdiMovieOffOutline : this.icon}></pt-icon>`;
    }
    return html`<img
      class=${this._loaded ? 'loaded' : ''}
      src=${this.src}
      alt=""
      loading="lazy"
      decoding="async"
      draggable="false"
      @load=${this._handleLoad}
      @error=${this._handleError}
    />`;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('src')) this._failed = false;
  }

  private _handleLoad(): void {
    this._loaded = true;
  }

  private _handleError(): void {
    this._failed = true;
  }

  static override styles = css`
    :host {
      --pt-icon-size: 48px;
      display: flex;
      align-items: center;
      justify-content: center;
      overflow: hidden;
      aspect-ratio: 16 / 9;
      color: var(--pt-poster-icon);
      background: var(--pt-poster-background);
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: cover;
      opacity: 0;
      transition: opacity var(--pt-slow);
    }
    img.loaded {
      opacity: 1;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-poster': PtPoster;
  }
}
