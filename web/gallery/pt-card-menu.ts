import { mdiDotsVertical, mdiPinOffOutline } from '@mdi/js';
import type WaDropdown from '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import type { WaSelectEvent } from '@awesome.me/webawesome/dist/events/events.js';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import type { Action } from '../util/card-actions.ts';
import { fireEvent } from '../util/fire-event.ts';
import { ACTION_ICONS } from './action-icons.ts';

/** The menu behind the three dots of a card. What it is made of is loaded when the first one is about to be used. */
@customElement('pt-card-menu')
export class PtCardMenu extends LocalizedElement {
  @property() label = '';
  @property({ attribute: false }) actions: Action[] = [];
  @property({ type: Boolean }) pinned = false;

  @state() private _ready = false;

  @query('wa-dropdown') private _dropdown!: WaDropdown;

  override render() {
    return html`<wa-dropdown placement="bottom-end" @wa-select=${this._handleSelect}>
      <button
        slot="trigger"
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        @click=${this._handleClick}
        @pointerenter=${this._handleApproach}
        @focus=${this._handleApproach}
      >
        <pt-icon .path=${mdiDotsVertical}></pt-icon>
      </button>
      ${this._ready ? this.actions.map((action) => this._renderItem(action)) : nothing}
    </wa-dropdown>`;
  }

  private _renderItem(action: Action) {
    const unpin = action === 'pin' && this.pinned;
    return html`<wa-dropdown-item value=${action} variant=${action === 'delete' ? 'danger' : 'default'}>
      <pt-icon slot="icon" .path=${unpin ? mdiPinOffOutline : ACTION_ICONS[action]}></pt-icon>
      ${unpin ? this.t.unpin : this.t.action[action]}
    </wa-dropdown-item>`;
  }

  private async _handleClick(): Promise<void> {
    if (this._ready) return;
    await this._load();
    await this.updateComplete;
    this._dropdown.open = true;
  }

  private _handleApproach(): void {
    void loadMenu();
  }

  private async _load(): Promise<void> {
    await loadMenu();
    this._ready = true;
  }

  private _handleSelect(event: WaSelectEvent): void {
    fireEvent(this, 'pt-menu-select', (event.detail.item as HTMLElement & { value: Action }).value);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      wa-dropdown-item {
        --pt-icon-size: 20px;
        min-height: 44px;
        font-size: 14px;
      }
    `,
  ];
}

function loadMenu(): Promise<unknown> {
  return Promise.all([
    import('@awesome.me/webawesome/dist/components/dropdown/dropdown.js'),
    import('@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js'),
  ]);
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-card-menu': PtCardMenu;
  }
}
