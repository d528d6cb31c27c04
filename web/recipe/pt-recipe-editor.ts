import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { Crop, WireFrame, WirePreset, WireRecipe } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { roundedCrop, toPicture, toShown, withRatio } from './crop-geometry.ts';
import { type Framing, isWhole, withFraming } from './framing.ts';
import { InTurns } from './in-turns.ts';
import './pt-film.ts';
import { recipeEditorStyles } from './pt-recipe-editor-styles.ts';
import './pt-recipe-panel.ts';
import './pt-stage.ts';
import { type RatioName, ratioInParts } from './ratios.ts';
import type { RecipeDraft } from './recipe-draft.ts';
import type { RecipeState } from './recipe-session.ts';
import type { RecipeSummary } from './recipe-summary.ts';
import { recipeTexts } from './recipe-texts.ts';

/** Decides nothing about saving. Fires `pt-draft` with the whole recipe, and what its parts fire about presets. */
@customElement('pt-recipe-editor')
export class PtRecipeEditor extends LocalizedElement {
  @property() timelapseId = '';
  @property({ attribute: false }) recipe!: RecipeState;
  @property({ attribute: false }) preset: WirePreset | null = null;
  @property({ attribute: false }) summary!: RecipeSummary;
  /** The video shows chosen frames. */
  @property({ type: Boolean }) steady = false;
  /** What is wrong, by field. */
  @property({ attribute: false }) problems: ReadonlyMap<string, string> = new Map();

  /** Index of the frame that is shown large; the middle one at first. */
  @state() private _at: number | null = null;
  @state() private _cropping = false;
  @state() private _ratio: RatioName = 'free';
  /** Width by height of the upright picture. */
  @state() private _upright = 16 / 9;

  private readonly _turns = new InTurns(this, 3);

  override render() {
    const frame = this.recipe.frames[this._index];
    if (frame === undefined) return nothing;
    return html`${this._renderStage(frame)}
      <div class="film">${this._turns.drawn > 1 ? this._renderFilm() : nothing}</div>
      <div class="panel">${this._turns.drawn > 2 ? this._renderPanel() : nothing}</div>`;
  }

  private _renderStage(frame: WireFrame) {
    const texts = recipeTexts(this.t);
    const { framing } = this.summary;
    const number = (value: number): string => formatNumber(value, this.tag);
    return html`<pt-stage
      class=${this._cropping ? 'cropping' : ''}
      style=${styleMap({ '--whole': String(this._shownRatio) })}
      .timelapseId=${this.timelapseId}
      .frame=${frame}
      .recipe=${this._previewed}
      .label=${texts.stage(number(frame.n), number(this.recipe.frames.length))}
      .crop=${this._cropping ? toShown(framing.crop, framing) : null}
      .cropRatio=${ratioInParts(this._ratio, this._shownRatio)}
      @pt-crop=${this._handleCrop}
      @pt-upright-ratio=${this._handleUpright}
    ></pt-stage>`;
  }

  private _renderFilm() {
    const fields = ['first_frame', 'last_frame', 'excluded_frames', 'included_frames'];
    const found = fields.map((field) => this.problems.get(field)).filter((problem) => problem !== undefined);
    return html`<pt-film
      .timelapseId=${this.timelapseId}
      .recipe=${this.recipe}
      .summary=${this.summary}
      .steady=${this.steady}
      .at=${this._index}
      .problem=${found.join(' ')}
      @pt-frame=${this._handleFrame}
    ></pt-film>`;
  }

  private _renderPanel() {
    return html`<pt-recipe-panel
      .recipe=${this.recipe}
      .preset=${this.preset}
      .summary=${this.summary}
      .ratio=${this._ratio}
      .cropping=${this._cropping}
      .problems=${this.problems}
      @pt-framing=${(event: CustomEvent<Framing>) => this._frame(event.detail)}
      @pt-crop-toggle=${this._handleCropToggle}
      @pt-ratio=${this._handleRatio}
    >
      <slot></slot>
    </pt-recipe-panel>`;
  }

  private get _index(): number {
    const { frames } = this.recipe;
    return Math.min(frames.length - 1, this._at ?? Math.floor(frames.length / 2));
  }

  /** What is not seen in a single picture would only make new previews. */
  private get _previewed(): WireRecipe {
    const { framing, values } = this.summary;
    const { crop, rotate, flip } = framing;
    const cut = this._cropping || isWhole(crop) ? {} : { crop };
    return { ...cut, rotate, flip, deflicker: values.deflicker, ...this._drawn };
  }

  /** What is drawn depends on which frames there are; while the picture is cropped, it would be in the way. */
  private get _drawn(): WireRecipe {
    const { overlay, values, used } = this.summary;
    if (overlay === null || this._cropping) return {};
    const { first_frame, last_frame, excluded_frames } = this.recipe.draft;
    return {
      overlay,
      max_height: values.maxHeight,
      ...(used === 0 ? {} : { first_frame, last_frame, excluded_frames }),
    };
  }

  private get _shownRatio(): number {
    return this.summary.framing.rotate % 180 === 0 ? this._upright : 1 / this._upright;
  }

  private _frame(framing: Framing): void {
    const next = { ...framing, crop: roundedCrop(framing.crop) };
    fireEvent<RecipeDraft>(this, 'pt-draft', withFraming(this.recipe.draft, this.preset, next));
  }

  private _cropTo(shown: Crop): void {
    const { framing } = this.summary;
    this._frame({ ...framing, crop: toPicture(shown, framing) });
  }

  private _handleFrame(event: CustomEvent<number>): void {
    this._at = event.detail;
  }

  private _handleUpright(event: CustomEvent<number>): void {
    this._upright = event.detail;
  }

  private _handleCropToggle(): void {
    this._cropping = !this._cropping;
  }

  private _handleCrop(event: CustomEvent<Crop>): void {
    this._cropTo(event.detail);
  }

  private _handleRatio(event: CustomEvent<RatioName>): void {
    this._ratio = event.detail;
    const { framing } = this.summary;
    const ratio = ratioInParts(this._ratio, this._shownRatio);
    if (ratio !== null) this._cropTo(withRatio(toShown(framing.crop, framing), ratio));
  }

  static override styles = [baseStyles, recipeEditorStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-recipe-editor': PtRecipeEditor;
  }
}
