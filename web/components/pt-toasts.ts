import { css, html, LitElement, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { Collection } from '../state/collection.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { dismissToast, holdToasts, type Toast, toasts } from './toasts.ts';

/**
 * The page and its open dialogs, topmost last. Only the topmost shows messages, since an open dialog makes everything
 * else inert.
 */
const places = new Collection<readonly PtToasts[]>([]);

export function isDialogOpen(): boolean {
  return places.state.length > 1;
}

/** Announced by screen readers. */
@customElement('pt-toasts')
export class PtToasts extends LitElement {
  private readonly _toasts = new CollectionController(this, () => toasts);
  private readonly _places = new CollectionController(this, () => places);
  private _open = false;
  private _pointed = false;

  @query('.list') private _list!: HTMLElement;

  override connectedCallback(): void {
    super.connectedCallback();
    // A popover can be above the content of a dialog, unlike a plain element.
    this.popover = 'manual';
    places.update((all) => [...all, this]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._open = false;
    holdToasts(false);
    places.update((all) => all.filter((place) => place !== this));
  }

  override render() {
    return html`<div
      class="list"
      role="status"
      aria-live="polite"
      @focusin=${this._hold}
      @focusout=${this._hold}
      @pointerenter=${this._handlePointer}
      @pointerleave=${this._handlePointer}
    >
      ${repeat(
        this._isTop() ? this._toasts.value : [],
        (toast) => toast.id,
        (toast) => this._renderToast(toast),
      )}
    </div>`;
  }

  private _isTop(): boolean {
    return this._places.value.at(-1) === this;
  }

  private _renderToast(toast: Toast) {
    const { text, kind, action } = toast;
    return html`<div class="toast ${kind}">
      <span>${text}</span>
      ${
        action === null
          ? nothing
          : html`<button class="button" @click=${() => this._handleAction(toast)}>${action.label}</button>`
      }
    </div>`;
  }

  private _handleAction({ id, action }: Toast): void {
    dismissToast(id);
    action?.run();
  }

  /** Messages stay while they have the focus or the pointer. */
  private _hold(): void {
    holdToasts(this._pointed || this._list.matches(':focus-within'));
  }

  private _handlePointer(event: PointerEvent): void {
    this._pointed = event.type === 'pointerenter';
    this._hold();
  }

  override updated(): void {
    // Never hidden, since a live region that appears together with its text is not announced.
    this.raise();
    // A message with the focus may be gone.
    if (this._isTop()) this._hold();
  }

  /** Moves messages above newer dialogs, unless that would take the focus from them. */
  raise(): void {
    if (!('showPopover' in this) || !this.isConnected || this.matches(':focus-within')) return;
    if (this._open) this.hidePopover();
    this.showPopover();
    this._open = true;
  }

  static override styles = [
    baseStyles,
    buttonStyles,
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
        display: flex;
        align-items: center;
        gap: 8px;
        max-width: 560px;
        min-height: 48px;
        padding: 2px 16px;
        overflow-wrap: anywhere;
        border-radius: 8px;
        color: var(--primary-background-color);
        background: var(--primary-text-color);
        box-shadow: var(--pt-shadow-raised);
        animation: rise var(--pt-slow) ease;
      }
      /* Only a toast with something to press may lie in the way of what is below. */
      .toast:has(button) {
        pointer-events: auto;
      }
      .toast span {
        padding: 8px 0;
      }
      .toast .button {
        margin-right: -12px;
        color: inherit;
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .toast .button:focus-visible {
        outline-color: currentColor;
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
