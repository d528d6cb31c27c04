import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { mdiClose } from '@mdi/js';
import { html, nothing, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { LazyElement } from '../i18n/lazy-element.ts';
import { deepActiveElement } from '../util/deep-active-element.ts';
import './pt-icon.ts';
import './pt-toasts.ts';
import type { PtToasts } from './pt-toasts.ts';
import './web-awesome.ts';

interface FrameExtras {
  tools?: TemplateResult;
  /** A click outside closes it: only if nothing can be lost. */
  lightDismiss?: boolean;
}

/**
 * Added to the page when opened, and removed when closed. `render()` contains one `<wa-dialog>` with
 * `@wa-after-hide=${this.handleAfterHide}` and a `<pt-toasts>`; `renderFrame()` makes the usual one.
 */
export abstract class DialogElement extends LazyElement {
  @query('wa-dialog') protected dialog!: WaDialog;
  @query('pt-toasts') private _toasts!: PtToasts;

  private _returnFocus: HTMLElement | null = null;
  private _resolveClosed!: () => void;
  private readonly _closed = new Promise<void>((resolve) => {
    this._resolveClosed = resolve;
  });

  /** Resolves when the dialog has left the page. */
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
    // Otherwise earlier messages would be behind the dialog.
    this._toasts.raise();
  }

  /** Like Escape. */
  close(): void {
    this.dialog.open = false;
  }

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

  /** In the dialog's own shadow root, so that the focus is kept; Web Awesome's header is in another. */
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
    // Menus and selects inside the dialog fire the same event.
    if (event.target !== this.dialog) return;
    this.remove();
    // Chromium and Firefox restore the focus automatically; other browsers may not.
    this._returnFocus?.focus();
    this._resolveClosed();
  }
}
