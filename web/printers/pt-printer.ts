import '@awesome.me/webawesome/dist/components/switch/switch.js';
import { mdiPlus, mdiPrinter3d } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PrinterCollection } from '../api/printers.ts';
import { viewer } from '../api/viewer.ts';
import '../captures/pt-capture.ts';
import '../components/pt-icon.ts';
import '../components/web-awesome.ts';
import type { WireCapture, WireEntity, WirePrinter } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { fireEvent } from '../util/fire-event.ts';
import { cameraChoices } from './camera-choices.ts';
import { optionProblemText } from './option-problem-text.ts';
import { OptionSaver } from './option-saver.ts';
import { printerLine } from './printer-line.ts';
import { printerTexts } from './printer-texts.ts';
import './pt-printer-camera.ts';
import './pt-printer-options.ts';
import { printerStyles } from './pt-printer-styles.ts';

/** As the server has it. */
const MAX_CAMERAS = 8;

/**
 * A printer: what it does, its cameras, and whether and how pictures are taken. Fires `pt-place` and
 * `pt-cameras-wanted`.
 */
@customElement('pt-printer')
export class PtPrinter extends LocalizedElement {
  @property({ attribute: false }) printers!: PrinterCollection;
  @property({ attribute: false }) printer!: WirePrinter;
  /** That are running, as they are now. */
  @property({ attribute: false }) captures: readonly WireCapture[] = [];
  /** Cameras that Home Assistant knows; null = not known yet. */
  @property({ attribute: false }) cameras: readonly WireEntity[] | null = null;

  /** One more camera is about to be chosen. */
  @state() private _isAdding = false;
  @state() private _moreOpen = false;
  private _saver: OptionSaver | null = null;

  private readonly _saved = new CollectionController(this, () => this._options.state);
  private readonly _viewer = new CollectionController(this, () => viewer);

  override render() {
    const { name } = this.printer;
    return html`<article class="card" aria-labelledby="name">
      <header>
        <pt-icon .path=${mdiPrinter3d}></pt-icon>
        <div class="names">
          <h2 id="name">${name}</h2>
          <p class="quiet">${printerLine(this.printer, this.t, this.tag)}</p>
        </div>
        ${this._renderSwitch()}
      </header>
      ${this._renderProblem()}
      ${repeat(
        this.captures,
        ({ id }) => id,
        (capture) =>
          html`<pt-capture
            flat
            .capture=${capture}
            .cameraName=${this._nameOf(capture.camera)}
          ></pt-capture>`,
      )}
      <div class="body">${this._renderCameras()} ${this._renderMore()}</div>
    </article>`;
  }

  /** Its key never changes. */
  private get _options(): OptionSaver {
    this._saver ??= new OptionSaver(this.printers, this.printer.key);
    return this._saver;
  }

  private get _isReadOnly(): boolean {
    return !this._viewer.value.may_change;
  }

  /** None to choose from either. */
  private get _isWithoutCameras(): boolean {
    const { cameras, options } = this.printer;
    return options.cameras.length === 0 && cameras.length === 0 && this.cameras?.length === 0;
  }

  private _nameOf(entity: string): string {
    const choices = cameraChoices(this.printer, this.cameras, entity);
    return choices.find((each) => each.entity === entity)?.name ?? entity;
  }

  private _renderSwitch() {
    const { options, name } = this.printer;
    const { take } = printerTexts(this.t);
    return html`<wa-switch
      .checked=${live(options.capture_enabled)}
      .disabled=${this._isReadOnly || (options.cameras.length === 0 && !options.capture_enabled)}
      @change=${this._handleSwitch}
      >${take}<span class="visually-hidden">: ${name}</span></wa-switch
    >`;
  }

  /** Of the switch. */
  private _renderProblem() {
    const problem = this._saved.value.problems.get('capture_enabled');
    const { capture_enabled: isOn, cameras } = this.printer.options;
    if (problem !== undefined) {
      const text = optionProblemText('capture_enabled', problem, this.t, this.tag);
      return html`<p class="error line" role="alert">${text}</p>`;
    }
    if (cameras.length > 0 || this._isWithoutCameras) return nothing;
    const texts = printerTexts(this.t);
    return isOn
      ? html`<p class="error line">${texts.noneChosen}</p>`
      : html`<p class="quiet line">${texts.needsCamera}</p>`;
  }

  private _renderCameras() {
    const { cameras } = this.printer.options;
    if (this._isWithoutCameras) return this._renderNoCameras();
    const texts = printerTexts(this.t);
    const shown = cameras.length === 0 || this._isAdding ? [...cameras, ''] : cameras;
    const mayAdd = !this._isReadOnly && shown === cameras && cameras.length < MAX_CAMERAS;
    return html`${shown.map((entity, index) => this._renderCamera(entity, index, shown.length))}
      <div class="add">
        ${
          mayAdd
            ? html`<button class="button" @click=${this._handleAdd}>
                <pt-icon .path=${mdiPlus}></pt-icon>${texts.addCamera}
              </button>`
            : nothing
        }
        ${shown.length > 1 ? html`<p class="quiet">${texts.several}</p>` : nothing}
      </div>`;
  }

  private _renderCamera(entity: string, index: number, count: number) {
    const texts = printerTexts(this.t);
    const problem = this._saved.value.problems.get('cameras');
    const isLast = index === count - 1;
    return html`<pt-printer-camera
      .printerKey=${this.printer.key}
      .entity=${entity}
      .label=${count === 1 ? texts.camera : texts.cameraNumber(formatNumber(index + 1, this.tag))}
      .choices=${cameraChoices(this.printer, this.cameras, entity)}
      .problem=${problem && isLast ? optionProblemText('cameras', problem, this.t, this.tag) : ''}
      ?removable=${count > 1 && !this._isReadOnly}
      ?readOnly=${this._isReadOnly}
      ?auto=${this.captures.length === 0 && this.printer.captures.length === 0}
      @pt-camera=${(event: CustomEvent<string>) => this._handleCamera(index, event.detail)}
      @pt-camera-remove=${() => this._handleRemove(index)}
    ></pt-printer-camera>`;
  }

  private _renderNoCameras() {
    const texts = printerTexts(this.t);
    return html`<div class="none">
      <p class="quiet">${texts.noCameras}</p>
      ${
        this._isReadOnly
          ? nothing
          : html`<button class="button filled" @click=${() => fireEvent(this, 'pt-place', 'capture')}>
              ${texts.start}
            </button>`
      }
    </div>`;
  }

  private _renderMore() {
    const texts = printerTexts(this.t);
    return html`<details ?open=${this._moreOpen} @toggle=${this._handleMore}>
      <summary>${texts.more}<span class="visually-hidden">: ${this.printer.name}</span></summary>
      ${
        this._moreOpen
          ? html`<pt-printer-options
              .printer=${this.printer}
              .saver=${this._options}
              ?readOnly=${this._isReadOnly}
            ></pt-printer-options>`
          : nothing
      }
    </details>`;
  }

  private async _handleSwitch(event: Event): Promise<void> {
    await this._options.save('capture_enabled', (event.target as HTMLInputElement).checked);
    // Shows what is saved, also where that is what it was before.
    this.requestUpdate();
  }

  private async _handleCamera(index: number, entity: string): Promise<void> {
    const { cameras } = this.printer.options;
    await this._options.save('cameras', [...cameras.slice(0, index), entity, ...cameras.slice(index + 1)]);
    if (!this._saved.value.problems.has('cameras')) this._isAdding = false;
    this._redrawCameras();
  }

  private async _handleRemove(index: number): Promise<void> {
    const { cameras } = this.printer.options;
    if (index === cameras.length) this._isAdding = false;
    else await this._options.save('cameras', cameras.toSpliced(index, 1));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.add button, pt-printer-camera')?.focus();
  }

  private async _handleAdd(): Promise<void> {
    this._isAdding = true;
    await this.updateComplete;
    const added = this.renderRoot.querySelector('pt-printer-camera:last-of-type');
    await (added as HTMLElement & { updateComplete: Promise<boolean> }).updateComplete;
    (added as HTMLElement).focus();
  }

  /** A choice that was not saved is not shown as if it were. */
  private _redrawCameras(): void {
    for (const each of this.renderRoot.querySelectorAll('pt-printer-camera')) each.requestUpdate();
  }

  private _handleMore(event: Event): void {
    this._moreOpen = (event.target as HTMLDetailsElement).open;
  }

  static override styles = printerStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-printer': PtPrinter;
  }
}
