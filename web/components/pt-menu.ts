import type WaDropdown from '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import type { WaSelectEvent } from '@awesome.me/webawesome/dist/events/events.js';
import { mdiMenuDown } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LitElement } from 'lit';
import { baseStyles, buttonStyles, chipStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { MENU_ICONS, MenuIcon } from './menu-icons.ts';
import './pt-icon.ts';

export interface MenuItem {
  value: string;
  label: string;
  icon?: MenuIcon;
  /** Only for items of which one is chosen. */
  checked?: boolean;
  destroys?: boolean;
  /** The first of another kind. */
  divided?: boolean;
}

/** Fires `pt-menu-select`. The code of the menu is loaded when the first one is about to be used. */
@customElement('pt-menu')
export class PtMenu extends LitElement {
  @property() label = '';
  /** Without an icon, the button shows its label as a chip. */
  @property({ attribute: false }) icon = '';
  @property() text = '';
  @property({ attribute: false }) chip: 'on' | 'off' | null = null;
  @property() placement: WaDropdown['placement'] = 'bottom-end';
  @property({ attribute: false }) items: MenuItem[] = [];

  /** Null = not loaded. */
  @state() private _icons: typeof MENU_ICONS | null = null;

  @query('wa-dropdown') private _dropdown!: WaDropdown;

  override render() {
    return html`<wa-dropdown placement=${this.placement} @wa-select=${this._handleSelect}>
      <button
        slot="trigger"
        class=${this._buttonClass()}
        aria-label=${this.label}
        title=${this.label}
        aria-haspopup="menu"
        @click=${this._handleClick}
        @pointerenter=${this._handleApproach}
        @focus=${this._handleApproach}
      >
        ${this.icon === '' ? this.text : html`<pt-icon .path=${this.icon}></pt-icon>`}
        ${this.chip === null ? nothing : html`<pt-icon class="arrow" .path=${mdiMenuDown}></pt-icon>`}
      </button>
      ${this._icons === null ? nothing : this.items.map((item) => this._renderItem(item, this._icons!))}
    </wa-dropdown>`;
  }

  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  private _buttonClass(): string {
    if (this.chip !== null) return `chip ${this.chip}`;
    return this.icon === '' ? 'button' : 'icon-button';
  }

  private _renderItem(item: MenuItem, icons: typeof MENU_ICONS) {
    const { value, label, icon, checked, destroys, divided } = item;
    return html`<wa-dropdown-item
      class=${divided === true ? 'divided' : ''}
      value=${value}
      type=${checked === undefined ? 'normal' : 'checkbox'}
      .checked=${checked === true}
      variant=${destroys === true ? 'danger' : 'default'}
    >
      ${icon === undefined ? nothing : html`<pt-icon slot="icon" .path=${icons[icon]}></pt-icon>`} ${label}
    </wa-dropdown-item>`;
  }

  private async _handleClick(): Promise<void> {
    if (this._icons !== null) return;
    this._icons = await loadMenu();
    await this.updateComplete;
    this._dropdown.open = true;
  }

  private _handleApproach(): void {
    void loadMenu();
  }

  private _handleSelect(event: WaSelectEvent): void {
    fireEvent(this, 'pt-menu-select', (event.detail.item as HTMLElement & { value: string }).value);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    css`
      .button {
        min-width: 56px;
        padding: 0 8px;
      }
      .arrow {
        --pt-icon-size: 18px;
        margin: 0 -6px 0 -4px;
      }
      wa-dropdown-item {
        --pt-icon-size: 20px;
        min-height: 44px;
        font-size: 14px;
      }
      .divided {
        margin-top: 9px;
      }
      .divided::before {
        content: '';
        position: absolute;
        inset: -5px 0 auto;
        border-top: 1px solid var(--divider-color);
      }
    `,
  ];
}

async function loadMenu(): Promise<typeof MENU_ICONS> {
  const [icons] = await Promise.all([
    import('./menu-icons.ts'),
    import('./web-awesome.ts'),
    import('@awesome.me/webawesome/dist/components/dropdown/dropdown.js'),
    import('@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js'),
  ]);
  return icons.MENU_ICONS;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-menu': PtMenu;
  }
}
