import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { mdiArrowLeft, mdiMagnify } from '@mdi/js';
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { GalleryFilter } from '../util/route.ts';

/** So long after the last key the search is made; browsers allow only so many changes of the address. */
const PAUSE_MS = 200;

/** The search field. Asks by `pt-filter` for what is typed, and by `pt-search-close` to go. */
@customElement('pt-search')
export class PtSearch extends LocalizedElement {
  @property() text = '';

  @query('wa-input') private _input!: WaInput;

  private _timer: ReturnType<typeof setTimeout> | undefined;

  override render() {
    return html`<button
        class="icon-button"
        aria-label=${this.t.clear_search}
        title=${this.t.clear_search}
        @click=${this._handleClose}
      >
        <pt-icon .path=${mdiArrowLeft}></pt-icon>
      </button>
      <wa-input
        type="search"
        size="m"
        .label=${this.t.search_label}
        placeholder=${this.t.search_label}
        autocomplete="off"
        enterkeyhint="search"
        .withClear=${true}
        .value=${this.text}
        @input=${this._handleInput}
        @wa-clear=${this._handleInput}
        @keydown=${this._handleKeydown}
      >
        <pt-icon slot="start" .path=${mdiMagnify}></pt-icon>
      </wa-input>`;
  }

  override async firstUpdated(): Promise<void> {
    await Promise.all([
      import('../components/web-awesome.ts'),
      import('@awesome.me/webawesome/dist/components/input/input.js'),
    ]);
    await this._input.updateComplete;
    this._input.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this._timer);
  }

  private _handleInput(): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._search(this._input.value ?? ''), PAUSE_MS);
  }

  private _handleKeydown(event: KeyboardEvent): void {
    if (event.key === 'Escape') this._handleClose();
  }

  private _handleClose(): void {
    clearTimeout(this._timer);
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
      wa-input {
        flex: 1;
        min-width: 0;
        max-width: 560px;
      }
      wa-input:not(:defined) {
        visibility: hidden;
      }
      wa-input::part(form-control-label) {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      wa-input pt-icon {
        --pt-icon-size: 20px;
        color: var(--secondary-text-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-search': PtSearch;
  }
}
