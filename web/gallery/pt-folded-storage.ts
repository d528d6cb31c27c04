import { mdiChevronDown, mdiChevronUp, mdiHarddisk } from '@mdi/js';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import type { WireStats } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { isStorageLow } from '../timelapse/clean-up.ts';
import './pt-storage.ts';

/** One line on a small screen, which opens the rest; everything on others, and where the disk is almost full. */
@customElement('pt-folded-storage')
export class PtFoldedStorage extends LocalizedElement {
  @property({ attribute: false }) stats!: WireStats;
  @property({ type: Boolean, reflect: true }) open = false;

  override render() {
    return html`<button class="card" aria-expanded=${this.open} @click=${this._handleClick}>
        <pt-icon .path=${mdiHarddisk}></pt-icon>
        <span class="text">${this._renderText()}</span>
        <pt-icon .path=${this.open ? mdiChevronUp : mdiChevronDown}></pt-icon>
      </button>
      <pt-storage .stats=${this.stats}></pt-storage>`;
  }

  override willUpdate(): void {
    this.toggleAttribute('low', isStorageLow(this.stats));
  }

  private _renderText() {
    const { total_size_bytes, source_size_bytes, free_bytes } = this.stats;
    const used = `${this.t.storage}: ${formatBytes(total_size_bytes + source_size_bytes, this.tag)}`;
    return free_bytes === null
      ? used
      : `${used} · ${this.t.storage_free}: ${formatBytes(free_bytes, this.tag)}`;
  }

  private _handleClick(): void {
    this.open = !this.open;
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      :host {
        gap: 8px;
      }
      pt-storage {
        display: grid;
      }
      .card {
        --pt-icon-size: 20px;
        display: none;
        align-items: center;
        gap: 12px;
        min-height: 48px;
        padding: 0 16px;
        text-align: start;
        color: var(--secondary-text-color);
      }
      .text {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 600px) {
        :host(:not([low])) .card {
          display: flex;
        }
        :host(:not([open], [low])) pt-storage {
          display: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-folded-storage': PtFoldedStorage;
  }
}
