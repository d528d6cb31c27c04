import {
  mdiCrop,
  mdiFlipHorizontal,
  mdiFlipVertical,
  mdiRotateLeftVariant,
  mdiRotateRightVariant,
} from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles, chipStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { toShown, WHOLE } from './crop-geometry.ts';
import { type Framing, isWhole, UNFRAMED } from './framing.ts';
import { type RatioName, RATIOS } from './ratios.ts';
import { recipeTexts } from './recipe-texts.ts';

/** Crop, rotate and flip. Fires `pt-framing`, `pt-crop-toggle` and `pt-ratio`. */
@customElement('pt-framing')
export class PtFraming extends LocalizedElement {
  @property({ attribute: false }) framing: Framing = UNFRAMED;
  @property({ attribute: false }) ratio: RatioName = 'free';
  @property({ type: Boolean }) cropping = false;
  @property({ attribute: false }) unsupported: readonly string[] = [];
  @property() problem = '';

  override render() {
    const texts = recipeTexts(this.t);
    const [noCrop, noRotate, noFlip] = ['crop', 'rotate', 'flip'].map((one) =>
      this.unsupported.includes(one),
    );
    return html`<div class="row">
        <button
          class="chip"
          aria-pressed=${this.cropping}
          ?disabled=${noCrop}
          @click=${() => fireEvent(this, 'pt-crop-toggle', undefined)}
        >
          <pt-icon .path=${mdiCrop}></pt-icon>${this.cropping ? texts.cropEnd : texts.cropStart}
        </button>
        ${this._renderTurn(texts.rotateLeft, mdiRotateLeftVariant, noRotate, () => this._rotate(270))}
        ${this._renderTurn(texts.rotateRight, mdiRotateRightVariant, noRotate, () => this._rotate(90))}
        ${this._renderTurn(texts.flipAcross, mdiFlipHorizontal, noFlip, () => this._flip('horizontal'))}
        ${this._renderTurn(texts.flipDown, mdiFlipVertical, noFlip, () => this._flip('vertical'))}
      </div>
      ${this.cropping ? this._renderShapes() : nothing} ${this._renderSize()}
      ${noCrop || noRotate || noFlip ? html`<p class="quiet">${texts.unsupported}</p>` : nothing}
      <p class="problem" role="alert">${this.problem}</p>`;
  }

  private _renderTurn(label: string, icon: string, disabled: boolean | undefined, act: () => void) {
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${act}
    >
      <pt-icon .path=${icon}></pt-icon>
    </button>`;
  }

  private _renderShapes() {
    const texts = recipeTexts(this.t);
    return html`<div class="row" role="group" aria-label=${texts.ratio}>
      ${(Object.keys(RATIOS) as RatioName[]).map(
        (name) =>
          html`<button
            class="chip"
            aria-pressed=${name === this.ratio}
            @click=${() => fireEvent<RatioName>(this, 'pt-ratio', name)}
          >
            ${name === 'free' ? texts.ratioFree : name}
          </button>`,
      )}
    </div>`;
  }

  private _renderSize() {
    if (isWhole(this.framing.crop)) return nothing;
    const texts = recipeTexts(this.t);
    const { width, height } = toShown(this.framing.crop, this.framing);
    const percent = (part: number): string => formatNumber(part * 100, this.tag);
    return html`<div class="row size">
      <p class="quiet" role="status">${texts.cropSize(percent(width), percent(height))}</p>
      <button class="button" @click=${() => this._tell({ crop: WHOLE })}>${texts.cropWhole}</button>
    </div>`;
  }

  /** A mirrored picture turns the other way round, since it is mirrored last. */
  private _rotate(by: 90 | 270): void {
    const { rotate, flip } = this.framing;
    const turn = flip === 'none' ? by : 360 - by;
    this._tell({ rotate: ((rotate + turn) % 360) as Framing['rotate'] });
  }

  private _flip(to: 'horizontal' | 'vertical'): void {
    const { rotate, flip } = this.framing;
    if (flip === 'none' || flip === to) this._tell({ flip: flip === to ? 'none' : to });
    // Both at once is half a turn.
    else this._tell({ flip: 'none', rotate: ((rotate + 180) % 360) as Framing['rotate'] });
  }

  private _tell(change: Partial<Framing>): void {
    fireEvent<Framing>(this, 'pt-framing', { ...this.framing, ...change });
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    css`
      :host {
        display: block;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 6px;
        margin-bottom: 8px;
      }
      .chip {
        --pt-icon-size: 18px;
      }
      .chip:disabled {
        opacity: 0.5;
      }
      .size {
        justify-content: space-between;
      }
      .size .button {
        margin: -8px -16px -8px auto;
      }
      p {
        margin: 0;
        line-height: 20px;
      }
      .quiet {
        color: var(--secondary-text-color);
      }
      .problem {
        color: var(--pt-error-text);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-framing': PtFraming;
  }
}
