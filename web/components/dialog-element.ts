import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css } from 'lit';
import { query } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { deepActiveElement } from '../util/deep-active-element.ts';

/**
 * A dialog that is put into the page to be open and leaves it when closed. Its `render()` holds one `<wa-dialog>` with
 * `@wa-after-hide=${this.handleAfterHide}`.
 */
export abstract class DialogElement extends LocalizedElement {
  @query('wa-dialog') protected dialog!: WaDialog;

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
  }

  /** Closes the dialog, as Escape does. */
  close(): void {
    this.dialog.open = false;
  }

  protected handleAfterHide(event: Event): void {
    // Menus and selects inside the dialog say the same when they close.
    if (event.target !== this.dialog) return;
    this.remove();
    // The dialog part itself cannot find its way back through shadow roots.
    this._returnFocus?.focus();
    this._resolveClosed();
  }
}

/** On a small screen a dialog takes all of it, as Home Assistant's own do. */
export const fullScreenStyles = css`
  @media (max-width: 450px), (max-height: 500px) {
    wa-dialog::part(dialog) {
      width: 100%;
      height: 100%;
      max-width: none;
      max-height: none;
      border-radius: 0;
    }
  }
`;
