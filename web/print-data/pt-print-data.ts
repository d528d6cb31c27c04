import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type PrintMoment, PrintTimeline, type SeriesKey, type WirePrintData } from '../contract.ts';
import { formatClock } from '../format/format-clock.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { printDataTexts } from './print-data-texts.ts';
import './pt-layer-field.ts';
import { printDataStyles } from './pt-print-data-styles.ts';
import './pt-temperature-curve.ts';
import { TEMPERATURES, type TemperatureCurves, temperatureCurves } from './temperature-curves.ts';

/** About as many as a player is wide. */
const COLUMNS = 480;

/**
 * What the printer did at the picture that is shown. Fires `pt-seek` with seconds of the video, and `pt-hold` while
 * the curve is dragged.
 */
@customElement('pt-print-data')
export class PtPrintData extends LocalizedElement {
  @property({ attribute: false }) data!: WirePrintData;
  @property({ attribute: false }) video!: { fps: number; seconds: number };
  /** Where the video is, in seconds. */
  @property({ attribute: false }) momentOf: () => number = () => 0;

  @state() private _frame = 0;

  private _timeline!: PrintTimeline;
  private _curves: TemperatureCurves | null = null;
  private _next = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this._next = requestAnimationFrame(this._follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this._next);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('data') && !changed.has('video')) return;
    this._timeline = new PrintTimeline(this.data, this.video);
    this._curves = temperatureCurves(this.data, this._timeline, COLUMNS);
  }

  override render() {
    const moment = this._timeline.momentAt(this._frame);
    const facts = this._factsOf(moment);
    return html`<h3 class="visually-hidden">${printDataTexts(this.t).title}</h3>
      <dl>
        ${this._renderLayer(moment)}
        ${facts.map(
          ({ key, name, text }) =>
            html`<div class=${key}>
              <dt>${name}</dt>
              <dd>${text ?? '–'}</dd>
            </div>`,
        )}
      </dl>
      <pt-temperature-curve
        .curves=${this._curves}
        .frames=${this._timeline.frames}
        .frame=${this._frame}
        .values=${moment.values}
        .summary=${this._summaryOf(moment, facts)}
        @pt-frame=${(event: CustomEvent<number>) => this._seek(event.detail)}
      ></pt-temperature-curve>`;
  }

  private _renderLayer({ layer }: PrintMoment) {
    const { layers, layer_count } = this.data;
    if (layers.length === 0) return nothing;
    return html`<div class="layer">
      <dt>${printDataTexts(this.t).layer}</dt>
      <dd>
        <pt-layer-field
          .layer=${layer}
          .layers=${layer_count}
          .hasPrevious=${this._timeline.besideLayer(this._frame, -1) !== null}
          .hasNext=${this._timeline.besideLayer(this._frame, 1) !== null}
          @pt-layer=${(event: CustomEvent<number>) => this._seek(this._timeline.frameOfLayer(event.detail))}
          @pt-layer-step=${(event: CustomEvent<1 | -1>) =>
            this._seek(this._timeline.besideLayer(this._frame, event.detail))}
        ></pt-layer-field>
      </dd>
    </div>`;
  }

  /** Whatever is known somewhere in the video; without a text, not in this picture. */
  private _factsOf({ elapsed, values }: PrintMoment): { key: string; name: string; text: string | null }[] {
    const texts = printDataTexts(this.t);
    const has = (key: SeriesKey): boolean => this.data.series.some((each) => each.key === key);
    const textOf = (key: SeriesKey, unit: (value: string) => string): string | null => {
      const value = values[key] ?? null;
      return value === null ? null : unit(formatNumber(value, this.tag));
    };
    const { pictures, started_at } = this.data;
    const isTimed = started_at !== null && pictures.length > 0;
    return [
      ...(isTimed
        ? [{ key: 'elapsed', name: texts.elapsed, text: elapsed === null ? null : formatClock(elapsed) }]
        : []),
      ...(has('progress')
        ? [{ key: 'progress', name: texts.progress, text: textOf('progress', this.t.percent) }]
        : []),
      ...TEMPERATURES.filter(has).map((key) => ({ key, name: texts[key], text: textOf(key, texts.celsius) })),
    ];
  }

  private _summaryOf({ layer }: PrintMoment, facts: { name: string; text: string | null }[]): string {
    const texts = printDataTexts(this.t);
    const ofLayer = layer === null ? [] : [`${texts.layer} ${formatNumber(layer, this.tag)}`];
    return [...ofLayer, ...facts.map(({ name, text }) => `${name} ${text ?? texts.unknown}`)].join(', ');
  }

  private _seek(frame: number | null): void {
    if (frame === null) return;
    this._frame = frame;
    fireEvent(this, 'pt-seek', this._timeline.secondsOf(frame));
  }

  private readonly _follow = (): void => {
    this._frame = this._timeline?.frameAt(this.momentOf()) ?? 0;
    this._next = requestAnimationFrame(this._follow);
  };

  static override styles = [baseStyles, printDataStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-print-data': PtPrintData;
  }
}
