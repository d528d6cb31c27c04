import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { previewRecipe } from '../api/client.ts';
import type { Crop, WireFrame, WireRecipe } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { frameUrl } from './frame-url.ts';
import './pt-crop.ts';
import { describeRefusal } from './refusal.ts';

/** A change pauses so long before the preview is asked for. */
const PAUSE_MS = 150;

/**
 * One frame, large, as the recipe shows it; until that has come, as the camera took it. Fires `pt-upright-ratio` with
 * width by height of the frame as it was taken.
 */
@customElement('pt-stage')
export class PtStage extends LocalizedElement {
  @property() timelapseId = '';
  @property({ attribute: false }) frame: WireFrame | null = null;
  /** What the preview depends on. */
  @property({ attribute: false }) recipe: WireRecipe = {};
  @property() label = '';
  /** In parts of the picture as it is shown; null = not being cropped. */
  @property({ attribute: false }) crop: Crop | null = null;
  @property({ attribute: false }) cropRatio: number | null = null;

  /** Address of the newest preview, and what it shows. */
  @state() private _preview: { url: string; key: string } | null = null;
  @state() private _ratio = 16 / 9;
  @state() private _problem: string | null = null;

  private _asking: AbortController | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _key = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._stop();
    if (this._preview !== null) URL.revokeObjectURL(this._preview.url);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('frame') && !changed.has('recipe')) return;
    const key = JSON.stringify([this.frame?.n, this.recipe]);
    if (key === this._key || this.frame === null) return;
    this._key = key;
    this._stop();
    this._problem = null;
    this._timer = setTimeout(() => void this._ask(this.frame!.n, key), PAUSE_MS);
  }

  override render() {
    const isNew = this._preview?.key === this._key;
    return html`<div class="fit" style=${styleMap({ '--ratio': String(this._ratio) })} aria-busy=${!isNew}>
      ${this._renderOriginal(isNew)}
      ${
        this._preview === null || (!isNew && this._isPlain())
          ? nothing
          : html`<img
              class="preview"
              src=${this._preview.url}
              alt=${this.label}
              @load=${this._handlePreview}
            />`
      }
      ${this.crop === null ? nothing : html`<pt-crop .crop=${this.crop} .ratio=${this.cropRatio}></pt-crop>`}
      ${this._problem === null ? nothing : html`<p role="alert">${this._problem}</p>`}
    </div>`;
  }

  /** Also says what shape the frame has. */
  private _renderOriginal(hasPreview: boolean) {
    if (this.frame === null) return nothing;
    const isHidden = hasPreview || !this._isPlain();
    return html`<img
      class=${isHidden ? 'original behind' : 'original'}
      src=${frameUrl(this.timelapseId, this.frame)}
      alt=${isHidden ? '' : this.label}
      @load=${this._handleOriginal}
    />`;
  }

  /** The frame itself is like its preview. */
  private _isPlain(): boolean {
    const { crop, rotate, flip } = this.recipe;
    return !crop && !rotate && (flip ?? 'none') === 'none';
  }

  private async _ask(n: number, key: string): Promise<void> {
    const asking = new AbortController();
    this._asking = asking;
    try {
      const picture = await previewRecipe({
        params: { id: this.timelapseId },
        query: { frame: n },
        body: this.recipe,
        signal: asking.signal,
      });
      const before = this._preview;
      this._preview = { url: URL.createObjectURL(picture), key };
      if (before !== null) URL.revokeObjectURL(before.url);
    } catch (error) {
      if (!asking.signal.aborted) this._problem = describeRefusal(error, this.t, this.tag);
    }
  }

  /** A newer request replaces the one before. */
  private _stop(): void {
    clearTimeout(this._timer);
    this._asking?.abort();
    this._asking = null;
  }

  private _handlePreview(event: Event): void {
    this._ratio = ratioOf(event) ?? this._ratio;
  }

  private _handleOriginal(event: Event): void {
    const ratio = ratioOf(event);
    if (ratio === null) return;
    fireEvent(this, 'pt-upright-ratio', ratio);
    if (this._isPlain()) this._ratio = ratio;
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        container-type: size;
        display: flex;
        align-items: center;
        justify-content: center;
        background: #000000;
      }
      .fit {
        position: relative;
        width: min(
          100cqw - 2 * var(--pt-stage-margin, 0px),
          (100cqh - 2 * var(--pt-stage-margin, 0px)) * var(--ratio)
        );
        aspect-ratio: var(--ratio);
      }
      img {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .behind {
        visibility: hidden;
      }
      p {
        position: absolute;
        inset: auto 0 0;
        margin: 0;
        padding: 8px 16px;
        color: #ffffff;
        background: rgba(0, 0, 0, 0.7);
      }
    `,
  ];
}

function ratioOf(event: Event): number | null {
  const { naturalWidth, naturalHeight } = event.target as HTMLImageElement;
  return naturalWidth > 0 && naturalHeight > 0 ? naturalWidth / naturalHeight : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-stage': PtStage;
  }
}
