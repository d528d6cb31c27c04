import {
  mdiClose,
  mdiCompareHorizontal,
  mdiDeleteOutline,
  mdiDotsVertical,
  mdiDownload,
  mdiSelectAll,
} from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { archive } from '../api/viewer.ts';
import { BULK_ACTIONS, type BulkAction } from '../bulk/bulk-actions.ts';
import { bulkTexts } from '../bulk/bulk-texts.ts';
import type { MenuIcon } from '../components/menu-icons.ts';
import '../components/pt-icon.ts';
import '../components/pt-menu.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { deepActiveElement } from '../util/deep-active-element.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { barStyles } from './bar-styles.ts';

const ICONS: Record<BulkAction, MenuIcon> = {
  pin: 'pin',
  unpin: 'unpin',
  link: 'link',
  preset: 'recipe',
  render_again: 'render_again',
  archive: 'archive',
};

/** Shown in select mode. Fires `pt-select-*`. */
@customElement('pt-select-bar')
export class PtSelectBar extends LazyElement {
  @property({ type: Number }) count = 0;
  /** Of the selected videos. */
  @property({ type: Number }) bytes = 0;
  @property({ type: Boolean }) busy = false;
  /** Two videos. */
  @property({ type: Boolean }) comparable = false;

  override render() {
    const count = this.t.selected(this.count, formatNumber(this.count, this.tag));
    const size = this.bytes === 0 ? '' : ` · ${formatBytes(this.bytes, this.tag)}`;
    return html`<header>
      <h1 class="visually-hidden">${this.t.app_title}</h1>
      ${this._renderButton(this.t.select_done, mdiClose, 'pt-select-end')}
      <p role="status">${count}${size}</p>
      ${
        this.comparable
          ? this._renderButton(this.t.compare_selected, mdiCompareHorizontal, 'pt-select-compare')
          : nothing
      }
      ${this._renderButton(this.t.select_all, mdiSelectAll, 'pt-select-all')}
      ${this._renderButton(this.t.download_selected, mdiDownload, 'pt-select-download', this.bytes === 0)}
      ${this._renderButton(
        this.t.delete_selected,
        mdiDeleteOutline,
        'pt-select-delete',
        this.count === 0 || this.busy,
      )}
      ${this.count === 0 || this.busy ? nothing : this._renderMore()}
    </header>`;
  }

  private _renderMore() {
    const texts = bulkTexts(this.t);
    return html`<pt-menu
      .label=${texts.more}
      .icon=${mdiDotsVertical}
      .items=${BULK_ACTIONS.filter((action) => action !== 'archive' || archive.state.folder !== null).map((action) => ({ value: action, label: texts.action[action], icon: ICONS[action] }))}
      @pt-menu-select=${({ detail }: CustomEvent<BulkAction>) => fireEvent(this, 'pt-select-action', detail)}
    ></pt-menu>`;
  }

  override firstUpdated(): void {
    // The bar replaces the one with the pressed button, so the focus would be lost. Keys keep it on the card.
    if (deepActiveElement()?.localName !== 'article') this.renderRoot.querySelector('button')?.focus();
  }

  private _renderButton(label: string, icon: string, event: string, disabled = false) {
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${() => fireEvent(this, event, undefined)}
    >
      <pt-icon .path=${icon}></pt-icon>
    </button>`;
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    barStyles,
    css`
      p {
        flex: 1;
        min-width: 0;
        margin: 0 0 0 8px;
        overflow: hidden;
        font-size: 20px;
        line-height: 28px;
        white-space: nowrap;
        text-overflow: ellipsis;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-select-bar': PtSelectBar;
  }
}
