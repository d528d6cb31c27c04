import { mdiAutoFix, mdiRestore } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import { showToast } from '../components/toasts.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { autoRange } from './auto-range.ts';
import { type FrameRange, withRange, withToggled } from './frame-fates.ts';
import { InTurns } from './in-turns.ts';
import './pt-film-strip.ts';
import type { FrameRequest } from './pt-film-strip.ts';
import { filmStyles } from './pt-film-styles.ts';
import './pt-frame-actions.ts';
import './pt-trim-bar.ts';
import { type RecipeDraft, withFields } from './recipe-draft.ts';
import type { RecipeState } from './recipe-session.ts';
import type { RecipeSummary } from './recipe-summary.ts';
import { recipeTexts } from './recipe-texts.ts';

/** Which frames the video is made of. Fires `pt-draft`, and `pt-frame` with the index of the frame to show large. */
@customElement('pt-film')
export class PtFilm extends LocalizedElement {
  @property() timelapseId = '';
  @property({ attribute: false }) recipe!: RecipeState;
  @property({ attribute: false }) summary!: RecipeSummary;
  /** The video shows chosen frames. */
  @property({ type: Boolean }) steady = false;
  /** Index of the frame that is shown large. */
  @property({ attribute: false }) at = 0;
  /** What is wrong with the selection. */
  @property() problem = '';

  private readonly _turns = new InTurns(this, 3);

  constructor() {
    super();
    this.addEventListener('pt-frame-request', this._handleRequest as EventListener);
  }

  override render() {
    const texts = recipeTexts(this.t);
    const { frames, view } = this.recipe;
    const { fates } = this.summary;
    return html`<pt-frame-actions
        .frame=${frames[this.at]!}
        .fate=${fates[this.at] ?? 'used'}
        .total=${frames.length}
        .steady=${this.steady}
        .unsupported=${view?.unsupported ?? []}
      ></pt-frame-actions>
      ${this._renderFrames()} ${this._renderCount()}
      <p class="keys">${texts.stripKeys}</p>
      <p class="problem" role="alert">${this.problem}</p>
      ${this._renderMissing()}`;
  }

  private _renderFrames() {
    const { frames } = this.recipe;
    const { fates, range } = this.summary;
    return html`<div class="bar">
        ${
          this._turns.drawn < 2
            ? nothing
            : html`<pt-trim-bar
                .timelapseId=${this.timelapseId}
                .frames=${frames}
                .fates=${fates}
                .range=${range}
                .at=${this.at}
                @pt-range=${(event: CustomEvent<FrameRange>) => this._trim(event.detail)}
              ></pt-trim-bar>`
        }
      </div>
      <div class="strip">
        ${
          this._turns.drawn < 3
            ? nothing
            : html`<pt-film-strip
                .timelapseId=${this.timelapseId}
                .frames=${frames}
                .fates=${fates}
                .steady=${this.steady}
                .at=${this.at}
              ></pt-film-strip>`
        }
      </div>`;
  }

  private _renderCount() {
    const texts = recipeTexts(this.t);
    const { used, fates } = this.summary;
    const total = this.recipe.frames.length;
    // What is left out automatically can only be taken in one by one.
    const canUseAll = fates.some((fate) => fate === 'trimmed' || fate === 'left_out');
    return html`<div class="row">
      <p class="quiet" role="status">${texts.filmHint(this._number(used), this._number(total))}</p>
      <div class="buttons">
        <button class="button" title=${texts.autoHint} @click=${this._handleAuto}>
          <pt-icon .path=${mdiAutoFix}></pt-icon>${texts.auto}
        </button>
        ${
          canUseAll
            ? html`<button class="button" @click=${this._handleAll}>
                <pt-icon .path=${mdiRestore}></pt-icon>${texts.allFrames}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  private _renderMissing() {
    const missing = this.recipe.view?.missing_frames ?? [];
    if (missing.length === 0) return nothing;
    const names = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ' …' : '');
    return html`<p class="note">
      ${recipeTexts(this.t).missing(missing.length, this._number(missing.length), names)}
    </p>`;
  }

  private _number(value: number): string {
    return formatNumber(value, this.tag);
  }

  private _trim(range: FrameRange): void {
    this._tell(withRange(this.recipe.frames, this.recipe.draft, range));
  }

  private _tell(draft: RecipeDraft): void {
    fireEvent<RecipeDraft>(this, 'pt-draft', draft);
  }

  private readonly _handleRequest = (event: CustomEvent<FrameRequest>): void => {
    const { range, fates } = this.summary;
    const { at } = this;
    switch (event.detail) {
      case 'toggle':
        if (fates[at] !== 'trimmed' && fates[at] !== 'unreadable')
          this._tell(withToggled(this.recipe.draft, this.recipe.frames[at]!, fates[at] ?? 'used'));
        break;
      case 'start':
        this._trim({ first: at, last: Math.max(at, range.last) });
        break;
      case 'end':
        this._trim({ first: Math.min(at, range.first), last: at });
    }
  };

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
    const position = (index: number): string => this._number(index + 1);
    showToast(isAll ? texts.autoNothing : texts.autoDone(position(range.first), position(range.last)));
    this._trim(range);
    fireEvent(this, 'pt-frame', range.first);
  }

  static override styles = [baseStyles, buttonStyles, filmStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-film': PtFilm;
  }
}
