import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { ShareCollection, ShareCrop } from '../api/shares.ts';
import type { WireTimelapse } from '../contract.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { roundedCrop, WHOLE, withRatio } from '../recipe/crop-geometry.ts';
import '../recipe/pt-crop.ts';
import { ratioInParts } from '../recipe/ratios.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { posterUrl } from '../timelapse/media-urls.ts';
import { fireEvent } from '../util/fire-event.ts';
import { shareTexts } from './share-texts.ts';

const ASPECT = '9:16';

/** The part that an upright copy shows, over the poster. Fires `pt-share-crop` or `pt-share-cancel`. */
@customElement('pt-share-crop')
export class PtShareCrop extends LazyElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;
  @property({ attribute: false }) shares!: ShareCollection;

  /** Null = not known yet. */
  @state() private _crop: ShareCrop | null = null;

  private readonly _gone = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    void this._find();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._gone.abort();
  }

  override render() {
    const texts = shareTexts(this.t);
    const isFound = this._crop !== null;
    return html`<h4>${texts.cropTitle}</h4>
      <p class="quiet" role="status">${isFound ? texts.cropHint : texts.finding}</p>
      <div class="picture" style=${styleMap({ 'aspect-ratio': String(this._shape) })}>
        <img src=${posterUrl(this.timelapse)} alt="" draggable="false" />
        ${
          isFound
            ? html`<pt-crop
                .crop=${this._crop!}
                .ratio=${this._ratio}
                @pt-crop=${this._handleCrop}
              ></pt-crop>`
            : nothing
        }
      </div>
      <div class="actions">
        <button class="button" @click=${() => fireEvent(this, 'pt-share-cancel', undefined)}>
          ${texts.cancel}
        </button>
        <button class="button filled" ?disabled=${!isFound} @click=${this._handleMake}>${texts.make}</button>
      </div>`;
  }

  private get _shape(): number {
    const { width, height } = this.timelapse;
    return width && height ? width / height : 16 / 9;
  }

  private get _ratio(): number {
    return ratioInParts(ASPECT, this._shape)!;
  }

  /** The middle where the server cannot say. */
  private async _find(): Promise<void> {
    const middle = withRatio(WHOLE, this._ratio);
    this._crop = await this.shares.cropFor(ASPECT, this._gone.signal).catch(() => middle);
  }

  private _handleCrop(event: CustomEvent<ShareCrop>): void {
    this._crop = event.detail;
  }

  private _handleMake(): void {
    fireEvent<ShareCrop>(this, 'pt-share-crop', roundedCrop(this._crop!));
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        padding: 0 0 12px;
      }
      h4 {
        margin: 0;
        font-size: 14px;
        font-weight: 500;
        line-height: 20px;
      }
      p {
        margin: 0 0 8px;
        line-height: 20px;
      }
      .quiet {
        color: var(--secondary-text-color);
      }
      .picture {
        position: relative;
        max-width: 100%;
        max-height: min(50dvh, 420px);
        margin: 0 auto;
        background: var(--pt-poster-background);
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
      }
      .actions {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
        margin-top: 12px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-share-crop': PtShareCrop;
  }
}
