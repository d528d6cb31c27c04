import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles } from '../styles/shared.ts';
import { Watched } from '../util/watched.ts';
import { toasts } from './toasts.ts';

/** The messages at the lower edge, read out by screen readers as they come. */
@customElement('pt-toasts')
export class PtToasts extends LitElement {
  private readonly _toasts = new Watched(this, () => toasts);
  private _open = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // A popover lies above open dialogs, which a plain element cannot.
    this.popover = 'manual';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._open = false;
  }

  override render() {
    return html`<div class="list" role="status" aria-live="polite">
      ${repeat(
        this._toasts.value,
        (toast) => toast.id,
        (toast) => html`<div class="toast ${toast.kind}">${toast.text}</div>`,
      )}
    </div>`;
  }

  override updated(): void {
    // Shown anew each time, so that it is above a dialog that was opened since; never left hidden, since a live
    // region that appears together with its text is not read out.
    if (!('showPopover' in this) || !this.isConnected) return;
    if (this._open) this.hidePopover();
    this.showPopover();
    this._open = true;
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        position: fixed;
        inset: auto 0 calc(16px + var(--pt-safe-bottom)) 0;
        width: auto;
        margin: 0;
        padding: 0 16px;
        border: 0;
        background: none;
        overflow: visible;
        pointer-events: none;
      }
      .list {
        display: grid;
        gap: 8px;
        justify-items: center;
      }
      .toast {
        max-width: 560px;
        padding: 14px 16px;
        border-radius: 8px;
        color: var(--primary-background-color);
        background: var(--primary-text-color);
        box-shadow: var(--pt-shadow-raised);
        overflow-wrap: anywhere;
        animation: rise var(--pt-slow) ease;
      }
      .error {
        color: #ffffff;
        background: var(--pt-danger-fill);
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(16px);
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-toasts': PtToasts;
  }
}
