import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WireTimelapse } from '../contract.ts';
import { formatDuration } from '../format/format-duration.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import type { SteadyLength } from './plan-length.ts';
import type { RecipeSummary } from './recipe-summary.ts';
import { recipeTexts } from './recipe-texts.ts';
import { renderEstimate } from './render-estimate.ts';

/** Length, rate and number of frames that the recipe comes to, and how long a render takes. */
@customElement('pt-recipe-result')
export class PtRecipeResult extends LocalizedElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;
  @property({ attribute: false }) summary!: RecipeSummary;

  override render() {
    const texts = recipeTexts(this.t);
    const { used, planned, steady } = this.summary;
    if (used === 0 || !Number.isFinite(planned.seconds)) return html`<p class="facts" role="status">–</p>`;
    const all = this._facts({ ...planned, frames: used });
    const chosen = steady && this._facts(steady);
    // Rendered before with every frame, it is likely to be again.
    const { frames_chosen, processing_completed_at } = this.timelapse;
    const isChosen = chosen !== null && (frames_chosen !== null || processing_completed_at === null);
    const facts = isChosen ? chosen : all;
    return html`<p class="facts" role="status" aria-label=${`${texts.result}: ${facts}`}>${facts}</p>
      <p class="quiet">
        ${this._estimate(used)}
        ${chosen === null ? nothing : html`<br />${isChosen ? texts.resultAll(all) : texts.resultSteady(chosen)}`}
      </p>`;
  }

  private _facts({ seconds, fps, frames }: SteadyLength): string {
    const texts = recipeTexts(this.t);
    return [
      texts.resultLength(formatNumber(seconds, this.tag, 1)),
      texts.resultRate(formatNumber(fps, this.tag, 2)),
      this.t.frames(frames, formatNumber(frames, this.tag)),
    ].join(' · ');
  }

  private _estimate(used: number): string {
    const texts = recipeTexts(this.t);
    const seconds = renderEstimate(this.timelapse, used);
    return seconds === null ? texts.estimateUnknown : texts.estimate(formatDuration(seconds, this.tag));
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0;
        line-height: 20px;
      }
      .facts {
        font-weight: 500;
        font-variant-numeric: tabular-nums;
      }
      .quiet {
        font-size: 12px;
        line-height: 16px;
        color: var(--secondary-text-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-recipe-result': PtRecipeResult;
  }
}
