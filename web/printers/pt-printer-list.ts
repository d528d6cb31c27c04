import { consume } from '@lit/context';
import { mdiPrinter3d, mdiPrinter3dOff } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api/client.ts';
import { PrinterCollection } from '../api/printers.ts';
import { viewer } from '../api/viewer.ts';
import '../components/pt-empty.ts';
import { requestError } from '../components/request-error.ts';
import type { WireEntity, WirePrinter } from '../contract.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { printerTexts } from './printer-texts.ts';
import './pt-printer.ts';

/** Printers that Home Assistant knows. Fires `pt-place`. */
@customElement('pt-printer-list')
export class PtPrinterList extends LazyElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  /** Null = not known yet. */
  @state() private _cameras: readonly WireEntity[] | null = null;

  private readonly _collection = new PrinterCollection();
  private _undo: (() => void)[] = [];

  private readonly _printers = new CollectionController(this, () => this._collection.printers);
  private readonly _error = new CollectionController(this, () => this._collection.error);
  private readonly _captures = new CollectionController(this, () => this.page.captures.running);
  private readonly _system = new CollectionController(this, () => this.page.system.state);
  private readonly _viewer = new CollectionController(this, () => viewer);

  override connectedCallback(): void {
    super.connectedCallback();
    const { live } = this.page;
    this._undo = [this._collection.connect(live), live.onGap(() => void this._readCameras())];
    void this._readCameras();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this._undo) undo();
  }

  override render() {
    const printers = this._printers.value;
    if (printers === null) return this._renderUnread();
    if (printers.length === 0) return this._renderNone();
    return html`${repeat(
        printers,
        ({ key }) => key,
        (printer) => this._renderPrinter(printer),
      )}
      <p class="quiet">${printerTexts(this.t).missing} ${this._renderSettings()}</p>`;
  }

  private _renderUnread() {
    const error = this._error.value;
    if (error === null) return html`<p class="quiet" role="status">${this.t.wait}</p>`;
    const { loadError } = printerTexts(this.t);
    return requestError(loadError, describeError(error, this.t), () => this._collection.read(), this.t);
  }

  private _renderPrinter(printer: WirePrinter) {
    return html`<pt-printer
      .printers=${this._collection}
      .printer=${printer}
      .captures=${this._captures.value.filter(({ printer_key: key }) => key === printer.key)}
      .cameras=${this._cameras}
      @pt-cameras-wanted=${this._readCameras}
    ></pt-printer>`;
  }

  private _renderNone() {
    const { home_assistant: home = null } = this._system.value.health ?? {};
    const texts = printerTexts(this.t);
    const kind = home === null ? 'standAlone' : home.state === 'connected' ? 'none' : 'homeAway';
    return html`<pt-empty
      .icon=${kind === 'none' ? mdiPrinter3d : mdiPrinter3dOff}
      .heading=${texts[kind].title}
      .text=${texts[kind].text}
    >
      ${
        this._viewer.value.may_change
          ? html`<button class="button filled" @click=${() => fireEvent(this, 'pt-place', 'capture')}>
              ${texts.start}
            </button>`
          : nothing
      }
      ${kind === 'none' ? this._renderSettings() : nothing}
    </pt-empty>`;
  }

  private _renderSettings() {
    return html`<button class="button" @click=${() => fireEvent(this, 'pt-place', 'settings')}>
      ${this.t.open_settings}
    </button>`;
  }

  /** Again when one is to be chosen, since Home Assistant may know more by now. */
  private async _readCameras(): Promise<void> {
    const query = { domain: ['camera', 'image'] };
    const cameras = await api.listEntities({ query }).catch(() => null);
    if (cameras !== null) this._cameras = cameras;
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        width: 100%;
        max-width: 800px;
        margin: 0 auto;
      }
      .quiet {
        margin: 0;
        padding: 0 8px;
        line-height: 20px;
        color: var(--secondary-text-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-printer-list': PtPrinterList;
  }
}
