import { html, nothing, type PropertyValues, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { WireFrame } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { curvePath, curveRange } from '../player/curve-path.ts';
import { baseStyles } from '../styles/shared.ts';
import type { Fate, FrameRange } from './frame-fates.ts';
import { badColumns, lightCurve, unusedRuns } from './frame-marks.ts';
import { frameUrl } from './frame-url.ts';
import './pt-frame-picture.ts';
import './pt-range-bar.ts';
import { trimBarStyles } from './pt-trim-bar-styles.ts';
import { recipeTexts } from './recipe-texts.ts';

const WIDTH = 480;
const HEIGHT = 40;
/** Of one of the pictures that stand for the whole folder, in CSS pixels. */
const SAMPLE_WIDTH = 64;

/**
 * The whole folder in one row, with a handle at either end and the brightness below. Passes on what `pt-range-bar`
 * fires.
 */
@customElement('pt-trim-bar')
export class PtTrimBar extends LocalizedElement {
  @property() timelapseId = '';
  @property({ attribute: false }) frames: readonly WireFrame[] = [];
  @property({ attribute: false }) fates: readonly Fate[] = [];
  @property({ attribute: false }) range: FrameRange = { first: 0, last: 0 };
  @property({ attribute: false }) at = 0;

  @state() private _samples = 6;

  private _curve: string | null = null;
  private _bad = '';

  private readonly _resize = new ResizeObserver(() => {
    this._samples = Math.max(4, Math.round(this.clientWidth / SAMPLE_WIDTH));
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this._resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._resize.disconnect();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('frames')) return;
    const light = lightCurve(this.frames);
    this._curve = light && curvePath(light, curveRange(light), WIDTH, HEIGHT);
    this._bad = badColumns(this.frames, WIDTH / 2)
      .map((column) => `M${column * 2} ${HEIGHT}h2v-7h-2z`)
      .join('');
  }

  override render() {
    return html`<pt-range-bar
        .total=${this.frames.length}
        .range=${this.range}
        .at=${this.at}
        .describe=${this._describe}
      >
        <div class="samples" aria-hidden="true">${this._renderSamples()}</div>
        ${this._renderCurve()}
      </pt-range-bar>
      ${this._curve === null ? html`<p>${recipeTexts(this.t).noLight}</p>` : nothing}`;
  }

  private _renderSamples() {
    const count = Math.min(this._samples, this.frames.length);
    return Array.from({ length: count }, (_, index) => {
      const frame = this.frames[Math.floor(((index + 0.5) / count) * this.frames.length)]!;
      return html`<pt-frame-picture .src=${frameUrl(this.timelapseId, frame)}></pt-frame-picture>`;
    });
  }

  private _renderCurve() {
    const x = (index: number): number => (index / this.frames.length) * WIDTH;
    const out = unusedRuns(this.fates)
      .filter(({ fate }) => fate !== 'trimmed')
      .map(
        ({ start, end }) =>
          `M${x(start)} 0h${Math.max(1, x(end) - x(start))}v${HEIGHT}h-${Math.max(1, x(end) - x(start))}z`,
      );
    return html`<svg
      class=${this._curve === null && this._bad === '' ? 'flat' : ''}
      viewBox=${`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label=${recipeTexts(this.t).light}
    >
      ${svg`<path class="out" d=${out.join('')}></path><path class="bad" d=${this._bad}></path>
      ${this._curve === null ? nothing : svg`<path class="curve" d=${this._curve}></path>`}`}
    </svg>`;
  }

  private readonly _describe = (index: number): string => {
    const number = (value: number): string => formatNumber(value, this.tag);
    return recipeTexts(this.t).rangeValue(number(index + 1), number(this.frames.length));
  };

  static override styles = [baseStyles, trimBarStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-trim-bar': PtTrimBar;
  }
}
