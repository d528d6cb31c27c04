import { mdiAutoFix, mdiRestore } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import '../components/pt-icon.ts';
import { showToast } from '../components/toasts.ts';
import type { Crop, WireFrame, WirePreset, WireRecipe } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { autoRange } from './auto-range.ts';
import { roundedCrop, toPicture, toShown, withRatio } from './crop-geometry.ts';
import { type FrameRange, withRange, withToggled } from './frame-fates.ts';
import { type Framing, isWhole, withFraming } from './framing.ts';
import './pt-film-strip.ts';
import type { FrameRequest } from './pt-film-strip.ts';
import './pt-frame-actions.ts';
import './pt-framing.ts';
import './pt-presets.ts';
import { recipeEditorStyles } from './pt-recipe-editor-styles.ts';
import './pt-stage.ts';
import './pt-trim-bar.ts';
import './pt-video-values.ts';
import { type RatioName, ratioInParts } from './ratios.ts';
import { type RecipeDraft, withFields, withPreset } from './recipe-draft.ts';
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
  @state() private _hasPanel = false;
  @state() private _cropping = false;
  @state() private _ratio: RatioName = 'free';
  /** Width by height of the upright picture. */
  @state() private _upright = 16 / 9;

  override firstUpdated(): void {
    // In a task of its own, after the pictures.
    setTimeout(() => {
      this._hasPanel = true;
    });
  }

  override render() {
    const frame = this.recipe.frames[this._index];
    if (frame === undefined) return nothing;
    return html`${this._renderStage(frame)}
      <div class="film" @pt-frame=${this._handleFrame} @pt-frame-request=${this._handleRequest}>
        ${this._renderFilm(frame)}
      </div>
      <div class="panel" @pt-draft=${this._handleDraft}>
        ${this._hasPanel ? this._renderPanel() : nothing}
      </div>`;
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

  private _renderFilm(frame: WireFrame) {
    const texts = recipeTexts(this.t);
    const { frames, view } = this.recipe;
    const { fates, range, used } = this.summary;
    const number = (value: number): string => formatNumber(value, this.tag);
    return html`<pt-frame-actions
        .frame=${frame}
        .fate=${fates[this._index] ?? 'used'}
        .total=${frames.length}
        .steady=${this.steady}
        .unsupported=${view?.unsupported ?? []}
      ></pt-frame-actions>
      <pt-trim-bar
        .timelapseId=${this.timelapseId}
        .frames=${frames}
        .fates=${fates}
        .range=${range}
        .at=${this._index}
        @pt-range=${(event: CustomEvent<FrameRange>) => this._trim(event.detail)}
      ></pt-trim-bar>
      <pt-film-strip
        .timelapseId=${this.timelapseId}
        .frames=${frames}
        .fates=${fates}
        .steady=${this.steady}
        .at=${this._index}
      ></pt-film-strip>
      <div class="row">
        <p class="quiet" role="status">${texts.filmHint(number(used), number(frames.length))}</p>
        <button class="button" title=${texts.autoHint} @click=${this._handleAuto}>
          <pt-icon .path=${mdiAutoFix}></pt-icon>${texts.auto}
        </button>
        ${
          used === frames.length
            ? nothing
            : html`<button class="button" @click=${this._handleAll}>
                <pt-icon .path=${mdiRestore}></pt-icon>${texts.allFrames}
              </button>`
        }
      </div>
      <p class="keys">${texts.stripKeys}</p>
      ${this._renderProblems(['first_frame', 'last_frame', 'excluded_frames', 'included_frames'])}
      ${this._renderMissing()}`;
  }

  private _renderMissing() {
    const missing = this.recipe.view?.missing_frames ?? [];
    if (missing.length === 0) return nothing;
    const names = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ' …' : '');
    return html`<p class="note">
      ${recipeTexts(this.t).missing(missing.length, formatNumber(missing.length, this.tag), names)}
    </p>`;
  }

  private _renderPanel() {
    const texts = recipeTexts(this.t);
    const { view, draft, presets } = this.recipe;
    const unsupported = view?.unsupported ?? [];
    return html`<section aria-labelledby="crop">
        <h3 id="crop">${texts.crop}</h3>
        <pt-framing
          .framing=${this.summary.framing}
          .ratio=${this._ratio}
          .cropping=${this._cropping}
          .unsupported=${unsupported}
          .problem=${this.problems.get('crop') ?? ''}
          @pt-framing=${(event: CustomEvent<Framing>) => this._frame(event.detail)}
          @pt-crop-toggle=${this._handleCropToggle}
          @pt-ratio=${this._handleRatio}
        ></pt-framing>
      </section>
      <section aria-labelledby="video">
        <h3 id="video">${texts.video}</h3>
        <pt-presets .presets=${presets} .preset=${this.preset} @pt-preset=${this._handlePreset}></pt-presets>
        ${this._renderProblems(['preset_id'])} ${this._renderProblems(['preset_id'])}
        <pt-video-values
          .draft=${draft}
          .preset=${this.preset}
          .options=${view!.options}
          .fps=${this.summary.planned.fps}
          .unsupported=${unsupported}
          .problems=${this.problems}
        ></pt-video-values>
      </section>
      <slot></slot>`;
  }

  private _renderProblems(fields: readonly string[]) {
    const found = fields.map((field) => this.problems.get(field)).filter((problem) => problem !== undefined);
    return html`<p class="problem" role="alert">${found.join(' ')}</p>`;
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
    return { ...cut, rotate, flip, deflicker: values.deflicker };
  }

  private get _shownRatio(): number {
    return this.summary.framing.rotate % 180 === 0 ? this._upright : 1 / this._upright;
  }

  private _trim(range: FrameRange): void {
    this._tell(withRange(this.recipe.frames, this.recipe.draft, range));
  }

  private _frame(framing: Framing): void {
    this._tell(withFraming(this.recipe.draft, this.preset, { ...framing, crop: roundedCrop(framing.crop) }));
  }

  private _cropTo(shown: Crop): void {
    const { framing } = this.summary;
    this._frame({ ...framing, crop: toPicture(shown, framing) });
  }

  private _tell(draft: RecipeDraft): void {
    fireEvent<RecipeDraft>(this, 'pt-draft', draft);
  }

  private _handleFrame(event: CustomEvent<number>): void {
    this._at = event.detail;
  }

  private _handleRequest(event: CustomEvent<FrameRequest>): void {
    const { range, fates } = this.summary;
    const at = this._index;
    const frame = this.recipe.frames[at]!;
    switch (event.detail) {
      case 'toggle':
        if (fates[at] !== 'trimmed' && fates[at] !== 'unreadable')
          this._tell(withToggled(this.recipe.draft, frame, fates[at] ?? 'used'));
        break;
      case 'start':
        this._trim({ first: at, last: Math.max(at, range.last) });
        break;
      case 'end':
        this._trim({ first: Math.min(at, range.first), last: at });
    }
  }

  private _handleAll(): void {
    this._tell(withFields(this.recipe.draft, { first_frame: null, last_frame: null, excluded_frames: null }));
  }

  private _handleAuto(): void {
    const texts = recipeTexts(this.t);
    const { frames, job } = this.recipe;
    const range = autoRange(frames, job);
    if (range === null) {
      showToast(texts.autoUnknown);
      return;
    }
    const isAll = range.first === 0 && range.last === frames.length - 1;
    const number = (index: number): string => formatNumber(index + 1, this.tag);
    showToast(isAll ? texts.autoNothing : texts.autoDone(number(range.first), number(range.last)));
    this._trim(range);
    this._at = range.first;
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

  private _handlePreset(event: CustomEvent<WirePreset | null>): void {
    const { draft } = this.recipe;
    this._tell(
      event.detail === null ? withFields(draft, { preset_id: null }) : withPreset(draft, event.detail),
    );
  }

  private _handleDraft(event: CustomEvent<RecipeDraft>): void {
    event.stopPropagation();
    this._tell(event.detail);
  }

  static override styles = [baseStyles, buttonStyles, recipeEditorStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-recipe-editor': PtRecipeEditor;
  }
}
