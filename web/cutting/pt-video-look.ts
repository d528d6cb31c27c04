import { mdiCrosshairsGps, mdiFlashOffOutline, mdiTuneVariant } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import type { WireRecipeView } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { problemsByField } from '../recipe/problems-by-field.ts';
import '../recipe/pt-video-values.ts';
import { type RecipeDraft, withFields } from '../recipe/recipe-draft.ts';
import { recipeTexts } from '../recipe/recipe-texts.ts';
import { baseStyles, chipStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';

/** What is done to the pictures of a video. Fires `pt-draft`. */
@customElement('pt-video-look')
export class PtVideoLook extends LocalizedElement {
  @property({ attribute: false }) look: RecipeDraft = {};
  @property({ attribute: false }) options!: WireRecipeView['options'];
  /** Frames per second. */
  @property({ attribute: false }) fps = 25;

  @state() private _isOpen = false;

  override render() {
    const texts = recipeTexts(this.t);
    return html`<h3 id="look">${texts.cut.look}</h3>
      <div class="row" role="group" aria-labelledby="look">
        ${this._renderSwitch('deflicker', texts.deflicker, mdiFlashOffOutline)}
        ${this._renderSwitch('steady', texts.steady, mdiCrosshairsGps)}
        <button class="chip" aria-expanded=${this._isOpen} aria-controls="more" @click=${this._handleMore}>
          <pt-icon .path=${mdiTuneVariant}></pt-icon>${texts.cut.more}
        </button>
      </div>
      <div id="more">
        ${
          this._isOpen
            ? html`<pt-video-values
                .ofVideo=${true}
                .draft=${this.look}
                .options=${this.options}
                .fps=${this.fps}
                .problems=${problemsByField({ draft: this.look, refused: new Map(), used: 1 }, this.t, this.tag)}
              ></pt-video-values>`
            : nothing
        }
      </div>`;
  }

  private _renderSwitch(field: 'deflicker' | 'steady', label: string, icon: string) {
    const isOn = (this.look[field] ?? 'off') !== 'off';
    return html`<button
      class="chip"
      data-look=${field}
      aria-pressed=${isOn}
      @click=${() => this._tell(withFields(this.look, { [field]: isOn ? null : 'strong' }))}
    >
      <pt-icon .path=${icon}></pt-icon>${label}
    </button>`;
  }

  private _handleMore(): void {
    this._isOpen = !this._isOpen;
  }

  private _tell(look: RecipeDraft): void {
    fireEvent<RecipeDraft>(this, 'pt-draft', look);
  }

  static override styles = [
    baseStyles,
    chipStyles,
    css`
      :host {
        display: block;
      }
      h3 {
        margin: 4px 0 8px;
        font-size: 16px;
        font-weight: 500;
        line-height: 24px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .chip {
        --pt-icon-size: 18px;
      }
      pt-video-values {
        margin-top: 16px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-video-look': PtVideoLook;
  }
}
