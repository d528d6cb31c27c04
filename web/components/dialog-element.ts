import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { mdiClose } from '@mdi/js';
import { html, nothing, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { deepActiveElement } from '../util/deep-active-element.ts';
import './pt-icon.ts';
import './pt-toasts.ts';
import type { PtToasts } from './pt-toasts.ts';
import './web-awesome.ts';

/** What a frame may have beside its title and content. */
interface FrameExtras {
  /** Buttons beside the one that closes. */
  tools?: TemplateResult;
  /** A press beside the dialog closes it: for those in which nothing can be lost. */
  lightDismiss?: boolean;
}

/**
 * A dialog that is put into the page to be open and leaves it when closed. Its `render()` holds one `<wa-dialog>` with
 * `@wa-after-hide=${this.handleAfterHide}` and a `<pt-toasts>` in it; `renderFrame()` makes the usual one.
 */
export abstract class DialogElement extends LocalizedElement {
  @query('wa-dialog') protected dialog!: WaDialog;
  @query('pt-toasts') private _toasts!: PtToasts;

  private _returnFocus: HTMLElement | null = null;
  private _resolveClosed!: () => void;
  private readonly _closed = new Promise<void>((resolve) => {
    this._resolveClosed = resolve;
  });

  /** Settles when the dialog has left the page. */
  get closed(): Promise<void> {
    return this._closed;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this._returnFocus = deepActiveElement();
  }

  override async firstUpdated(): Promise<void> {
    await this.dialog.updateComplete;
    this.dialog.open = true;
    await this.dialog.updateComplete;
    // Messages from before would lie behind what has just been opened.
    this._toasts.raise();
  }

  /** Closes the dialog, as Escape does. */
  close(): void {
    this.dialog.open = false;
  }

  /** The dialog itself: title and close button stay at the top, the content scrolls below. */
  protected renderFrame(title: string, content: unknown, extras: FrameExtras = {}): TemplateResult {
    return html`<wa-dialog
      label=${title}
      .withoutHeader=${true}
      .lightDismiss=${extras.lightDismiss === true}
      @wa-after-hide=${this.handleAfterHide}
    >
      ${this.renderHeader(title, extras.tools)} ${content}
      <pt-toasts></pt-toasts>
    </wa-dialog>`;
  }

  /** In a shadow root of its own, where the focus is kept; Web Awesome's header is in another. */
  protected renderHeader(title: string, tools?: TemplateResult): TemplateResult {
    return html`<div class="header">
      <h2>${title}</h2>
      ${tools ?? nothing}
      <button class="icon-button" aria-label=${this.t.close} title=${this.t.close} @click=${this.close}>
        <pt-icon .path=${mdiClose}></pt-icon>
      </button>
    </div>`;
  }

  protected handleAfterHide(event: Event): void {
    // Menus and selects inside the dialog say the same when they close.
    if (event.target !== this.dialog) return;
    this.remove();
    // Chromium and Firefox find back by themselves, also through shadow roots; others are not relied on to.
    this._returnFocus?.focus();
    this._resolveClosed();
  }
}
