import '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/web-awesome.ts';
import type { WirePreset, WireRecipeView } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { optionTexts } from '../settings/option-texts.ts';
import { fireEvent } from '../util/fire-event.ts';
import { LIMITS, type NumberField } from './check-draft.ts';
import { InTurns } from './in-turns.ts';
import { lengthMode, withLengthMode } from './length-mode.ts';
import { videoValuesStyles } from './pt-video-values-styles.ts';
import { type RecipeDraft, withFields } from './recipe-draft.ts';
import { recipeTexts } from './recipe-texts.ts';
import { recipeValues } from './recipe-values.ts';

/** A select cannot have an empty value. */
const SAME = 'same';
const SPEEDS = [0.25, 0.5, 1, 2, 4, 8];
/** Number of them. */
const FIELDS = 8;
const STEADY = ['off', 'auto', 'strong'];
const STRENGTHS = ['off', 'light', 'strong'];
const HEIGHTS = [480, 720, 1080, 1440, 2160];
const PRESETS = ['veryfast', 'faster', 'medium', 'slow'] as const satisfies readonly RecipeDraft['preset'][];

type SelectField = 'deflicker' | 'steady' | 'speed' | 'max_height' | 'preset';

/** Length, look and size of the video. Fires `pt-draft`. */
@customElement('pt-video-values')
export class PtVideoValues extends LazyElement {
  @property({ attribute: false }) draft: RecipeDraft = {};
  @property({ attribute: false }) preset: WirePreset | null = null;
  @property({ attribute: false }) options!: WireRecipeView['options'];
  /** Frames per second at the moment. */
  @property({ attribute: false }) fps = 25;
  @property({ attribute: false }) unsupported: readonly string[] = [];
  /** Of another video, which stays as it is where nothing is set. */
  @property({ type: Boolean }) ofVideo = false;
  /** What is wrong with a field. */
  @property({ attribute: false }) problems: ReadonlyMap<string, string> = new Map();

  private readonly _turns = new InTurns(this, FIELDS);

  override render() {
    const texts = recipeTexts(this.t);
    const fields = [
      () => this._renderLength(),
      () =>
        this._renderSelect('speed', texts.speed, SPEEDS, (value) => texts.speedValue(this._number(value))),
      () => this._renderNumber('hold_last_frame_seconds', texts.hold, texts.seconds),
      () =>
        this._renderSelect('steady', texts.steady, STEADY, (value) => texts.steadyChoices[value] ?? value),
      () =>
        this._renderSelect('deflicker', texts.deflicker, STRENGTHS, (value) =>
          this._choice('video.deflicker', value),
        ),
      () => this._renderSelect('max_height', texts.maxHeight, HEIGHTS, (value) => texts.pixels(value)),
      () => this._renderNumber('quality', texts.quality, '', texts.qualityHint),
      () =>
        this._renderSelect(
          'preset',
          texts.encoding,
          PRESETS,
          (value) => this._choice('video.preset', value),
          texts.encodingHint,
        ),
    ];
    return fields.slice(0, this._turns.drawn).map((render) => render());
  }

  private _renderLength() {
    const texts = recipeTexts(this.t);
    const mode = lengthMode(this.draft);
    return html`<wa-select
        data-field="length"
        .label=${texts.lengthBy}
        .value=${mode}
        @change=${this._handleMode}
      >
        <wa-option value="same">${this._same(this._otherLength())}</wa-option>
        <wa-option value="target">${texts.lengthTarget}</wa-option>
        <wa-option value="rate">${texts.lengthRate}</wa-option>
      </wa-select>
      ${mode === 'target' ? this._renderNumber('target_seconds', texts.targetSeconds, texts.seconds) : nothing}
      ${mode === 'rate' ? this._renderNumber('fps', texts.fps, texts.perSecond) : nothing}`;
  }

  private _renderNumber(field: NumberField, label: string, unit: string, hint = '') {
    const value = this.draft[field];
    const { min, max } = LIMITS[field];
    return html`<div class="field" data-field=${field}>
      <wa-number-input
        .label=${label}
        .hint=${hint}
        .min=${min}
        .max=${max}
        .step=${'any'}
        .value=${value === undefined || Number.isNaN(value) ? '' : String(value)}
        placeholder=${this._otherNumber(field)}
        inputmode="decimal"
        .withoutSteppers=${true}
        @input=${(event: Event) => this._handleNumber(field, event)}
      >
        ${unit === '' ? nothing : html`<span slot="end" class="unit">${unit}</span>`}
      </wa-number-input>
      ${this._renderProblem(field)}
    </div>`;
  }

  private _renderSelect<Value extends string | number>(
    field: SelectField,
    label: string,
    known: readonly Value[],
    text: (value: string) => string,
    hint = '',
  ) {
    const value = this.draft[field];
    const choices = [...new Set([...known.map(String), ...(value === undefined ? [] : [String(value)])])];
    const isUnsupported = this.unsupported.includes(field);
    const other = this._otherChoice(field);
    return html`<div class="field" data-field=${field}>
      <wa-select
        .label=${label}
        .value=${value === undefined ? SAME : String(value)}
        .disabled=${isUnsupported}
        .hint=${isUnsupported ? recipeTexts(this.t).unsupported : hint}
        @change=${(event: Event) => this._handleSelect(field, event)}
      >
        ${
          field === 'speed'
            ? nothing
            : html`<wa-option value=${SAME}>${this._same(other === null ? null : text(other))}</wa-option>`
        }
        ${choices.map(
          (choice) =>
            html`<wa-option value=${field === 'speed' && choice === other ? SAME : choice}>
              ${text(choice)}
            </wa-option>`,
        )}
      </wa-select>
      ${this._renderProblem(field)}
    </div>`;
  }

  private _renderProblem(field: string) {
    return html`<p class="problem" role="alert">${this.problems.get(field) ?? ''}</p>`;
  }

  /** Names what counts without the recipe. */
  private _same(value: string | null): string {
    const texts = recipeTexts(this.t);
    if (this.ofVideo) return texts.asItIs;
    if (value === null) return texts.asSettingsPlain;
    const isOfPreset = this.preset !== null && Object.keys(this.preset.recipe).length > 0;
    return isOfPreset ? texts.asPreset(value) : texts.asSettings(value);
  }

  private _otherLength(): string {
    const texts = recipeTexts(this.t);
    const { targetSeconds, fps } = this._others;
    return targetSeconds > 0
      ? texts.resultLength(this._number(targetSeconds))
      : texts.resultRate(this._number(fps));
  }

  private _otherNumber(field: NumberField): string {
    const { targetSeconds, fps, holdSeconds, quality } = this._others;
    const values = { target_seconds: targetSeconds, fps, hold_last_frame_seconds: holdSeconds, quality };
    return String(values[field]);
  }

  private _otherChoice(field: SelectField): string | null {
    const { deflicker, speed, maxHeight, steady, preset } = this._others;
    const values = { preset, deflicker, speed: String(speed), max_height: String(maxHeight), steady };
    return values[field];
  }

  private get _others() {
    return recipeValues({}, this.preset, this.options);
  }

  /** As in the settings. */
  private _choice(option: string, value: string): string {
    return optionTexts(this.t).choices[option]?.[value] ?? value;
  }

  private _number(value: string | number): string {
    return formatNumber(Number(value), this.tag, 2);
  }

  private _handleMode(event: Event): void {
    const mode = (event.target as HTMLSelectElement).value as ReturnType<typeof lengthMode>;
    this._tell(withLengthMode(this.draft, mode, { ...this._others, planned: this.fps }));
  }

  private _handleNumber(field: NumberField, event: Event): void {
    const text = (event.target as HTMLInputElement).value ?? '';
    // Empty is a step towards another length, but the default of everything else.
    const isLength = field === 'target_seconds' || field === 'fps';
    const empty = isLength ? Number.NaN : null;
    this._tell(withFields(this.draft, { [field]: text === '' ? empty : Number(text) }));
  }

  private _handleSelect(field: SelectField, event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const isNumber = field === 'speed' || field === 'max_height';
    const chosen = isNumber ? Number(value) : value;
    this._tell(withFields(this.draft, { [field]: value === SAME ? null : chosen }));
  }

  private _tell(draft: RecipeDraft): void {
    fireEvent<RecipeDraft>(this, 'pt-draft', draft);
  }

  static override styles = videoValuesStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-video-values': PtVideoValues;
  }
}
