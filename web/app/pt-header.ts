import {
  mdiArrowLeft,
  mdiCheckboxMultipleMarkedOutline,
  mdiDotsVertical,
  mdiMagnify,
  mdiMenu,
  mdiSortVariant,
} from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import '../components/pt-menu.ts';
import type { MenuItem, PtMenu } from '../components/pt-menu.ts';
import { SORT_KEYS } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { DENSITIES, type Density, density, isPhone, setDensity } from '../state/density.ts';
import type { GalleryFilter, View } from '../state/route.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { barStyles } from './bar-styles.ts';

/** In the order of the menu. */
const PLACES = [
  'printers',
  'capture',
  'jobs',
  'cleanup',
  'ignored',
  'statistics',
  'settings',
  'address',
  'shortcuts',
] as const;
export type Place = (typeof PLACES)[number];

/** Only useful for those who can make changes. */
const CHANGING: ReadonlySet<Place> = new Set(['capture', 'cleanup', 'ignored']);

/** Fires `pt-filter`, `pt-search-open`, `pt-select-mode`, `pt-toggle-menu`, `pt-back` and `pt-place`. */
@customElement('pt-header')
export class PtHeader extends LocalizedElement {
  @property({ attribute: false }) filter!: GalleryFilter;
  @property({ attribute: false }) view!: View;
  /** There is something to search, sort and select. */
  @property({ type: Boolean }) full = false;
  @property({ type: Boolean }) searching = false;
  /** Home Assistant leaves the menu button to this page. */
  @property({ type: Boolean }) menu = false;

  private readonly _density = new CollectionController(this, () => density);
  private readonly _viewer = new CollectionController(this, () => viewer);

  override render() {
    return html`<header class=${this.view.name === 'gallery' && this.searching ? 'searching' : ''}>
      ${this.menu ? this._renderButton(this.t.menu, mdiMenu, 'pt-toggle-menu') : nothing}
      ${this.view.name === 'gallery' ? this._renderGallery() : this._renderView(this.view.name)}
      <pt-menu
        .label=${this.t.more_views}
        .icon=${mdiDotsVertical}
        .items=${this._placeItems()}
        @pt-menu-select=${this._handlePlace}
      ></pt-menu>
    </header>`;
  }

  private _renderGallery() {
    return html`<h1 class=${this.searching ? 'visually-hidden' : ''}>${this.t.app_title}</h1>
      ${this.searching ? html`<pt-search .text=${this.filter.text}></pt-search>` : nothing}
      ${this.full ? this._renderTools() : nothing}`;
  }

  private _renderView(name: 'printers' | 'jobs' | 'statistics' | 'settings') {
    return html`${this._renderButton(this.t.back, mdiArrowLeft, 'pt-back')}
      <h1>${this.t.view[name]}</h1>`;
  }

  /** Called when what the button opened is gone. */
  async focusButton(event: 'pt-search-open' | 'pt-select-mode' | 'pt-back'): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-event=${event}]`)?.focus();
  }

  /** Of the views and dialogs, which is always there. */
  focusPlaces(): void {
    this.renderRoot.querySelector<PtMenu>('header > pt-menu:last-of-type')?.focus();
  }

  private _renderTools() {
    return html`${this.searching ? nothing : this._renderButton(this.t.search, mdiMagnify, 'pt-search-open')}
      <pt-menu
        .label=${this.t.sort_label}
        .icon=${mdiSortVariant}
        .items=${[...this._sortItems(), ...this._densityItems()]}
        @pt-menu-select=${this._handleSort}
      ></pt-menu>
      ${
        this._viewer.value.may_change
          ? this._renderButton(this.t.select, mdiCheckboxMultipleMarkedOutline, 'pt-select-mode')
          : nothing
      }`;
  }

  private _renderButton(label: string, icon: string, event: string) {
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      data-event=${event}
      @click=${() => fireEvent(this, event, undefined)}
    >
      <pt-icon .path=${icon}></pt-icon>
    </button>`;
  }

  private _sortItems(): MenuItem[] {
    const { sort } = this.filter;
    return SORT_KEYS.flatMap((key) => {
      const both = [
        { value: `-${key}`, label: this.t.sort_reverse[key], checked: sort === `-${key}` },
        { value: key, label: this.t.sort[key], checked: sort === key },
      ];
      // Names are mostly sorted from A to Z, sizes and times from the largest.
      return key === 'name' ? both.reverse() : both;
    });
  }

  private _densityItems(): MenuItem[] {
    // On a phone, a large card is as wide as a medium one.
    const offered = DENSITIES.filter((each) => each !== 'large' || !isPhone());
    return offered.map((each, index) => ({
      value: each,
      label: this.t.density[each],
      checked: this._density.value === each,
      divided: index === 0,
    }));
  }

  private _placeItems(): MenuItem[] {
    return PLACES.filter((place) => place !== this.view.name && this._isOffered(place)).map((place) => ({
      value: place,
      label: this.t.view[place],
      icon: place,
    }));
  }

  private _isOffered(place: Place): boolean {
    return this._viewer.value.may_change || !CHANGING.has(place);
  }

  private _handlePlace(event: CustomEvent<Place>): void {
    fireEvent(this, 'pt-place', event.detail);
  }

  private _handleSort({ detail }: CustomEvent<GalleryFilter['sort'] | Density>): void {
    const chosen = DENSITIES.find((each) => each === detail);
    if (chosen !== undefined) setDensity(chosen);
    else fireEvent<Partial<GalleryFilter>>(this, 'pt-filter', { sort: detail as GalleryFilter['sort'] });
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    barStyles,
    css`
      h1 {
        flex: 1;
        min-width: 0;
        margin: 0 0 0 8px;
        overflow: hidden;
        font-size: 20px;
        font-weight: 400;
        line-height: 28px;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      pt-search {
        flex: 1;
      }
      /* What is typed has to be seen; what is found can still be selected. */
      @media (max-width: 600px) {
        .searching > pt-menu {
          display: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-header': PtHeader;
  }
}
