import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { consume } from '@lit/context';
import { html, type LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../api/client.ts';
import { DialogElement } from '../components/dialog-element.ts';
import { showToast } from '../components/toasts.ts';
import type { WireEntity } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { moreStyles } from '../styles/more-styles.ts';
import {
  camerasFirst,
  CAPTURE_LIMITS,
  type CaptureDraft,
  type CaptureField,
  FIRST_DRAFT,
  invalidFields,
  onlyCamera,
  toNewCapture,
} from './capture-draft.ts';
import { captureTexts } from './capture-texts.ts';
import { type FieldProblems, problemsOfFields, refusedFields } from './field-problems.ts';
import { captureDialogStyles } from './pt-capture-dialog-styles.ts';

/** A select cannot have a value of null. */
const BY_ADDRESS = 'address';
const NO_PROBLEMS: FieldProblems = new Map();

/** Starts a capture without a print. */
@customElement('pt-capture-dialog')
export class PtCaptureDialog extends DialogElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  /** Known when the dialog has closed. */
  isStarted = false;

  @state() private _draft: CaptureDraft = FIRST_DRAFT;
  /** Null = not known yet. */
  @state() private _cameras: readonly WireEntity[] | null = null;
  @state() private _problems: FieldProblems = NO_PROBLEMS;
  @state() private _error: string | null = null;
  @state() private _moreOpen = false;
  @state() private _busy = false;
  private _isNameTyped = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this._change({ name: captureTexts(this.t).defaultName });
    void this._readCameras();
  }

  override render() {
    const texts = captureTexts(this.t);
    return this.renderFrame(
      texts.title,
      html`<form novalidate @submit=${this._handleSubmit} @keydown=${this._handleKeydown}>
        <div class="body">
          <p class="quiet">${texts.intro}</p>
          ${this._renderCamera()} ${this._renderName()} ${this._renderInterval()} ${this._renderMore()}
          ${this._error === null ? nothing : html`<p class="error" role="alert">${this._error}</p>`}
        </div>
        <div class="foot">
          <button type="button" class="button" @click=${this.close}>${this.t.cancel}</button>
          <button type="submit" class="button filled" ?disabled=${this._busy}>${texts.begin}</button>
        </div>
      </form>`,
    );
  }

  private _renderName() {
    return html`<div class="field" data-field="name">
      <wa-input
        maxlength="200"
        .label=${captureTexts(this.t).name}
        .value=${this._draft.name}
        autocomplete="off"
        enterkeyhint="go"
        @input=${this._handleName}
      ></wa-input>
      ${this._renderProblem('name')}
    </div>`;
  }

  private _renderCamera() {
    if (this._cameras?.length === 0) return this._renderAddress();
    const texts = captureTexts(this.t);
    const { camera } = this._draft;
    return html`<div class="field" data-field="camera">
        <wa-select
          .label=${texts.camera}
          placeholder=${this._cameras === null ? this.t.wait : texts.chooseCamera}
          .value=${camera ?? BY_ADDRESS}
          .disabled=${this._cameras === null}
          @change=${this._handleCamera}
        >
          ${(this._cameras ?? []).map(
            ({ entity_id: id, name }) =>
              html`<wa-option value=${id} .label=${name}>${name}<small>${id}</small></wa-option>`,
          )}
          ${this._cameras === null ? nothing : html`<wa-option value=${BY_ADDRESS}>${texts.byAddress}</wa-option>`}
        </wa-select>
        ${this._renderProblem('camera')}
      </div>
      ${camera === null && this._cameras !== null ? this._renderAddress() : nothing}`;
  }

  private _renderAddress() {
    const texts = captureTexts(this.t);
    return html`<div class="field" data-field="still_image_url">
      <wa-input
        type="url"
        maxlength="2000"
        .label=${texts.address}
        .hint=${texts.addressHint}
        .value=${this._draft.address}
        autocomplete="off"
        autocapitalize="off"
        .spellcheck=${false}
        enterkeyhint="go"
        @input=${(event: Event) => this._change({ address: enteredIn(event) })}
      ></wa-input>
      ${this._renderProblem('still_image_url')}
    </div>`;
  }

  private _renderInterval() {
    const texts = captureTexts(this.t);
    const { interval } = this._draft;
    const perHour = Math.round(3600 / interval);
    const hint = Number.isFinite(perHour) ? texts.perHour(perHour, formatNumber(perHour, this.tag)) : '';
    return this._renderNumber('interval_seconds', texts.interval, interval, {
      unit: texts.seconds,
      hint,
      take: (value) => ({ interval: value }),
    });
  }

  private _renderMore() {
    const texts = captureTexts(this.t);
    return html`<details ?open=${this._moreOpen} @toggle=${this._handleMore}>
      <summary>${texts.more}</summary>
      ${this._renderNumber('max_pictures', texts.most, this._draft.most, {
        hint: texts.mostHint,
        take: (value) => ({ most: value }),
      })}
    </details>`;
  }

  private _renderNumber(
    field: keyof typeof CAPTURE_LIMITS,
    label: string,
    value: number,
    more: { unit?: string; hint: string; take: (value: number) => Partial<CaptureDraft> },
  ) {
    const { min, max } = CAPTURE_LIMITS[field];
    return html`<div class="field" data-field=${field}>
      <wa-number-input
        .label=${label}
        .hint=${more.hint}
        .min=${min}
        .max=${max}
        .step=${'any'}
        .value=${Number.isNaN(value) ? '' : String(value)}
        inputmode="decimal"
        .withoutSteppers=${true}
        @input=${(event: Event) => this._change(more.take(numberOf(event)))}
      >
        ${more.unit === undefined ? nothing : html`<span slot="end" class="unit">${more.unit}</span>`}
      </wa-number-input>
      ${this._renderProblem(field)}
    </div>`;
  }

  private _renderProblem(field: CaptureField) {
    const problem = this._problems.get(field);
    return problem === undefined ? nothing : html`<p class="error" role="alert">${problem}</p>`;
  }

  private async _readCameras(): Promise<void> {
    // Without them, an address still works.
    const entities = await api.listEntities({ query: { domain: ['camera', 'image'] } }).catch(() => []);
    this._cameras = camerasFirst(entities);
    if (entities.length > 0) this._choose(onlyCamera(entities)?.entity_id ?? '');
    await this.updateComplete;
    // Unless something else is being entered by now.
    if (this.renderRoot.querySelector('.field :focus') === null) await this._focusField('.field');
  }

  /** An untouched name follows the camera. */
  private _choose(camera: string | null): void {
    const named = this._cameras?.find(({ entity_id }) => entity_id === camera)?.name;
    const name = named ?? captureTexts(this.t).defaultName;
    this._change(this._isNameTyped ? { camera } : { camera, name });
  }

  /** What was wrong may be right now. */
  private _change(change: Partial<CaptureDraft>): void {
    this._draft = { ...this._draft, ...change };
    if (this._problems.size > 0) this._problems = this._ownProblems;
  }

  private get _ownProblems(): FieldProblems {
    return problemsOfFields(invalidFields(this._draft), this.t, this.tag);
  }

  private _handleName(event: Event): void {
    this._isNameTyped = true;
    this._change({ name: enteredIn(event) });
  }

  private _handleCamera(event: Event): void {
    const value = enteredIn(event);
    this._choose(value === BY_ADDRESS ? null : value);
  }

  private _handleMore(event: Event): void {
    this._moreOpen = (event.target as HTMLDetailsElement).open;
  }

  private _handleKeydown(event: KeyboardEvent): void {
    const isField = (event.target as Element).matches('wa-input, wa-number-input');
    if (event.key !== 'Enter' || event.isComposing || !isField) return;
    event.preventDefault();
    void this._start();
  }

  private _handleSubmit(event: Event): void {
    event.preventDefault();
    void this._start();
  }

  private async _start(): Promise<void> {
    if (this._busy || this._cameras === null) return;
    this._error = null;
    this._problems = this._ownProblems;
    if (this._problems.size > 0) return this._showProblems();
    this._busy = true;
    try {
      const body = toNewCapture(this._draft);
      await this.page.captures.start(body);
      this.isStarted = true;
      showToast(captureTexts(this.t).started(body.name));
      this.close();
    } catch (error) {
      this._problems = refusedFields(error, this.t, this.tag);
      if (this._problems.size > 0) await this._showProblems();
      else this._error = describeError(error, this.t);
    } finally {
      this._busy = false;
    }
  }

  private async _showProblems(): Promise<void> {
    if (this._problems.has('max_pictures')) this._moreOpen = true;
    await this.updateComplete;
    await this._focusField('.field:has(> .error)');
  }

  private async _focusField(selector: string): Promise<void> {
    const field = this.renderRoot.querySelector(selector);
    const control = field?.querySelector<LitElement>('wa-input, wa-number-input, wa-select');
    // What is new cannot be focused before it is drawn.
    await control?.updateComplete;
    control?.focus();
  }

  static override styles = [dialogStyles, moreStyles, captureDialogStyles];
}

function enteredIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

function numberOf(event: Event): number {
  const text = enteredIn(event);
  return text === '' ? Number.NaN : Number(text);
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-capture-dialog': PtCaptureDialog;
  }
}
