import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WirePreset } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { InTurns } from './in-turns.ts';
import './pt-framing.ts';
import './pt-overlay.ts';
import './pt-presets.ts';
import './pt-video-values.ts';
import type { RatioName } from './ratios.ts';
import { type RecipeDraft, withFields, withPreset } from './recipe-draft.ts';
import type { RecipeState } from './recipe-session.ts';
import type { RecipeSummary } from './recipe-summary.ts';
import { recipeTexts } from './recipe-texts.ts';

/**
 * How the picture is framed and the video made. Fires `pt-draft`, and passes on what its parts fire about cropping and
 * presets.
 */
@customElement('pt-recipe-panel')
export class PtRecipePanel extends LocalizedElement {
  @property({ attribute: false }) recipe!: RecipeState;
  @property({ attribute: false }) preset: WirePreset | null = null;
  @property({ attribute: false }) summary!: RecipeSummary;
  @property({ attribute: false }) ratio: RatioName = 'free';
  @property({ type: Boolean }) cropping = false;
  /** What is wrong, by field. */
  @property({ attribute: false }) problems: ReadonlyMap<string, string> = new Map();

  private readonly _turns = new InTurns(this, 4);

  override render() {
    const texts = recipeTexts(this.t);
    return html`<section aria-labelledby="crop">
        <h3 id="crop">${texts.crop}</h3>
        <pt-framing
          .framing=${this.summary.framing}
          .ratio=${this.ratio}
          .cropping=${this.cropping}
          .unsupported=${this.recipe.view?.unsupported ?? []}
          .problem=${this.problems.get('crop') ?? ''}
        ></pt-framing>
      </section>
      ${this._turns.drawn > 1 ? this._renderOverlay() : nothing}
      ${this._turns.drawn > 2 ? this._renderVideo() : nothing}`;
  }

  private _renderOverlay() {
    const { view, draft } = this.recipe;
    return html`<section aria-labelledby="overlay">
      <h3 id="overlay">${recipeTexts(this.t).overlay}</h3>
      <pt-overlay
        .draft=${draft}
        .preset=${this.preset}
        .unsupported=${view?.unsupported.includes('overlay') ?? false}
        .problem=${this.problems.get('overlay') ?? ''}
      ></pt-overlay>
    </section>`;
  }

  private _renderVideo() {
    const texts = recipeTexts(this.t);
    const { presets } = this.recipe;
    return html`<section aria-labelledby="video">
        <h3 id="video">${texts.video}</h3>
        <pt-presets .presets=${presets} .preset=${this.preset} @pt-preset=${this._handlePreset}></pt-presets>
        <p class="problem" role="alert">${this.problems.get('preset_id') ?? ''}</p>
        ${this._turns.drawn > 3 ? this._renderValues() : nothing}
      </section>
      <slot></slot>`;
  }

  private _renderValues() {
    const { view, draft } = this.recipe;
    return html`<pt-video-values
      .draft=${draft}
      .preset=${this.preset}
      .options=${view!.options}
      .fps=${this.summary.planned.fps}
      .unsupported=${view!.unsupported}
      .problems=${this.problems}
    ></pt-video-values>`;
  }

  private _handlePreset(event: CustomEvent<WirePreset | null>): void {
    const { draft } = this.recipe;
    const changed =
      event.detail === null ? withFields(draft, { preset_id: null }) : withPreset(draft, event.detail);
    fireEvent<RecipeDraft>(this, 'pt-draft', changed);
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      h3 {
        margin: 16px 0 8px;
        font-size: 16px;
        font-weight: 500;
        line-height: 24px;
      }
      pt-presets {
        margin-bottom: 12px;
      }
      .problem {
        margin: 0 0 12px;
        line-height: 20px;
        color: var(--pt-error-text);
      }
      .problem:empty {
        display: none;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-recipe-panel': PtRecipePanel;
  }
}
