import '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import '@awesome.me/webawesome/dist/components/switch/switch.js';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { api } from '../api/client.ts';
import type { PrinterOption } from '../api/printers.ts';
import '../components/web-awesome.ts';
import type { CaptureOutcome, PrinterOptions, WireEntity, WirePrinter } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import '../settings/pt-entity-input.ts';
import { CollectionController } from '../state/collection-controller.ts';
import {
  fromTyped,
  isLight,
  NUMBER_FIELDS,
  type NumberOption,
  numbersOfPace,
  toShown,
} from './option-fields.ts';
import { optionProblemText } from './option-problem-text.ts';
import type { OptionSaver } from './option-saver.ts';
import { printerTexts } from './printer-texts.ts';
import { optionsStyles } from './pt-printer-options-styles.ts';

const OUTCOMES: CaptureOutcome[] = ['render', 'keep', 'delete'];
/** The integration that fetches them from its printers. */
const WITH_VIDEOS = 'bambu_lab';
const IN_SECONDS: ReadonlySet<NumberOption> = new Set(['delay_ms', 'light_seconds', 'linger_seconds']);

/** What else can be set for the pictures of a printer. Each change is saved at once. */
@customElement('pt-printer-options')
export class PtPrinterOptions extends LocalizedElement {
  @property({ attribute: false }) printer!: WirePrinter;
  @property({ attribute: false }) saver!: OptionSaver;
  @property({ type: Boolean }) readOnly = false;

  @state() private _lights: readonly WireEntity[] = [];

  private readonly _saved = new CollectionController(this, () => this.saver.state);

  override render() {
    const { options } = this.printer;
    return html`<div class="fields">
        ${this._renderMode()} ${numbersOfPace(this._mode).map((name) => this._renderNumber(name))}
        ${this._renderNumber('linger_seconds')} ${this._renderOutcome('when_failed')}
        ${this._renderOutcome('when_cancelled')} ${this._renderLight()}
        ${
          options.light_entity === null
            ? nothing
            : html`${this._renderNumber('light_seconds')} ${this._renderSwitch('light_only_when_dark')}`
        }
        ${this.printer.integration === WITH_VIDEOS ? this._renderSwitch('own_videos') : nothing}
      </div>
      ${this.readOnly ? nothing : html`<p class="quiet" role="status">${this._status}</p>`}`;
  }

  override firstUpdated(_changed: PropertyValues<this>): void {
    // Typing works without them.
    void api
      .listEntities({ query: { domain: ['light', 'switch'] } })
      .then((lights) => (this._lights = ownFirst(lights, this.printer.lights)))
      .catch(() => {});
  }

  /** Without layers, the server goes by time too. */
  private get _mode(): PrinterOptions['mode'] {
    return this.printer.has_layers ? this.printer.options.mode : 'interval';
  }

  private get _status(): string {
    const texts = printerTexts(this.t);
    const { progress, problems } = this._saved.value;
    if (progress === 'saving') return texts.saving;
    const first = progress === 'saved' && problems.size === 0 ? `${texts.saved}.` : texts.savedAtOnce;
    return this.printer.captures.length === 0 ? first : `${first} ${texts.fromNextPrint}`;
  }

  private _renderMode() {
    const texts = printerTexts(this.t);
    return this._renderField(
      'mode',
      html`<wa-select
        .label=${texts.option.mode.label}
        .hint=${this.printer.has_layers ? '' : texts.noLayers}
        .value=${live(this._mode)}
        .disabled=${this.readOnly}
        @change=${(event: Event) => this._choose('mode', enteredIn(event) as PrinterOptions['mode'])}
      >
        <wa-option value="interval">${texts.mode.interval}</wa-option>
        <wa-option value="layer" .disabled=${!this.printer.has_layers}>${texts.mode.layer}</wa-option>
      </wa-select>`,
    );
  }

  private _renderNumber(name: NumberOption) {
    const texts = printerTexts(this.t);
    const { min, max, isWhole } = NUMBER_FIELDS[name];
    return this._renderField(
      name,
      html`<wa-number-input
        .label=${texts.option[name].label}
        .hint=${texts.option[name].hint}
        .min=${min}
        .max=${max}
        .step=${'any'}
        .value=${String(toShown(name, this.printer.options[name]))}
        inputmode=${isWhole ? 'numeric' : 'decimal'}
        .withoutSteppers=${true}
        .disabled=${this.readOnly}
        @change=${(event: Event) => this._takeNumber(name, enteredIn(event))}
      >
        ${IN_SECONDS.has(name) ? html`<span slot="end" class="unit">${texts.seconds}</span>` : nothing}
      </wa-number-input>`,
    );
  }

  private _renderOutcome(name: 'when_failed' | 'when_cancelled') {
    const texts = printerTexts(this.t);
    return this._renderField(
      name,
      html`<wa-select
        .label=${texts.option[name].label}
        .value=${live(this.printer.options[name])}
        .disabled=${this.readOnly}
        @change=${(event: Event) => this._choose(name, enteredIn(event) as CaptureOutcome)}
      >
        ${OUTCOMES.map((outcome) => html`<wa-option value=${outcome}>${texts.outcome[outcome]}</wa-option>`)}
      </wa-select>`,
    );
  }

  private _renderLight() {
    const { label, hint } = printerTexts(this.t).option.light_entity;
    return this._renderField(
      'light_entity',
      html`<pt-entity-input
        .label=${label}
        .hint=${hint}
        .value=${this.printer.options.light_entity ?? ''}
        .disabled=${this.readOnly}
        .entities=${this._lights}
        @change=${(event: Event) => this._takeLight(enteredIn(event).trim())}
      ></pt-entity-input>`,
    );
  }

  private _renderSwitch(name: 'light_only_when_dark' | 'own_videos') {
    const { label, hint } = printerTexts(this.t).option[name];
    return this._renderField(
      name,
      html`<wa-switch
        .hint=${hint}
        .checked=${live(this.printer.options[name])}
        .disabled=${this.readOnly}
        @change=${(event: Event) => this._choose(name, (event.target as HTMLInputElement).checked)}
        >${label}</wa-switch
      >`,
    );
  }

  private _renderField(name: PrinterOption, control: unknown) {
    const problem = this._saved.value.problems.get(name);
    return html`<div class="field" data-field=${name}>
      ${control}
      ${
        problem === undefined
          ? nothing
          : html`<p class="error" role="alert">${optionProblemText(name, problem, this.t, this.tag)}</p>`
      }
    </div>`;
  }

  private _choose<Option extends PrinterOption>(option: Option, value: PrinterOptions[Option]): void {
    if (value === this.printer.options[option]) this.saver.clear(option);
    else void this.saver.save(option, value).then(() => this.requestUpdate());
  }

  private _takeNumber(name: NumberOption, text: string): void {
    const value = fromTyped(name, text);
    if (value === null) this.saver.refuse(name);
    else this._choose(name, value);
  }

  private _takeLight(text: string): void {
    if (isLight(text)) this._choose('light_entity', text === '' ? null : text);
    else this.saver.refuse('light_entity');
  }

  static override styles = optionsStyles;
}

function enteredIn(event: Event): string {
  return (event.currentTarget as HTMLInputElement).value;
}

/** @param own entities, best first */
function ownFirst(lights: readonly WireEntity[], own: readonly string[]): WireEntity[] {
  const rank = ({ entity_id: id }: WireEntity): number => {
    const at = own.indexOf(id);
    return at < 0 ? own.length : at;
  };
  return lights.toSorted((a, b) => rank(a) - rank(b) || a.domain.localeCompare(b.domain));
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-printer-options': PtPrinterOptions;
  }
}
