import { mdiArrowLeft } from '@mdi/js';
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import type { PtSearchField } from '../components/pt-search-field.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { GalleryFilter } from '../state/route.ts';

/** Fires `pt-filter` and `pt-search-close`. */
@customElement('pt-search')
export class PtSearch extends LazyElement {
  @property() text = '';

  @query('pt-search-field') private _field!: PtSearchField;

  override render() {
    return html`<button
        class="icon-button"
        aria-label=${this.t.clear_search}
        title=${this.t.clear_search}
        @click=${this._handleClose}
      >
        <pt-icon .path=${mdiArrowLeft}></pt-icon>
      </button>
      <pt-search-field
        .label=${this.t.search_label}
        .value=${this.text}
        @pt-text=${(event: CustomEvent<string>) => this._search(event.detail)}
        @keydown=${this._handleKeydown}
      ></pt-search-field>`;
  }

  override async firstUpdated(): Promise<void> {
    await import('../components/pt-search-field.ts');
    await this._field.focus();
  }

  private _handleKeydown(event: KeyboardEvent): void {
    if (event.key === 'Escape') this._handleClose();
  }

  private _handleClose(): void {
    this._search('');
    fireEvent(this, 'pt-search-close', undefined);
  }

  private _search(text: string): void {
    fireEvent<Partial<GalleryFilter>>(this, 'pt-filter', { text });
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
      }
      pt-search-field {
        flex: 1;
        min-width: 0;
        max-width: 560px;
      }
      pt-search-field:not(:defined) {
        visibility: hidden;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-search': PtSearch;
  }
}
