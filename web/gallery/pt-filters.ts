import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-menu.ts';
import type { MenuItem } from '../components/pt-menu.ts';
import { STATUSES, type WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles, chipStyles } from '../styles/shared.ts';
import { countRecords, type RecordCounts } from '../timelapse/count-records.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatNumber } from '../format/format-number.ts';
import { AGES, type Age, type GalleryFilter, NO_FILTER } from '../state/route.ts';

/** Value of the menu item that removes the filter; no printer has this name. */
const ANY = '';

/** Only chips with results are shown. Fires `pt-filter`. */
@customElement('pt-filters')
export class PtFilters extends LocalizedElement {
  @property({ attribute: false }) filter!: GalleryFilter;
  @property({ attribute: false }) records: ReadonlyMap<string, WireTimelapse> = new Map();

  private _counts: RecordCounts = countRecords([]);

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('records')) this._counts = countRecords(this.records.values());
  }

  override render() {
    const { status, pinned, linked } = this.filter;
    const counts = this._counts;
    const { text, sort, ...none } = NO_FILTER;
    return html`<div role="group" aria-label=${this.t.filter_group}>
      ${this._renderChip(this.t.filter_all, counts.all, this._isUnfiltered(), none)}
      ${STATUSES.map((one) =>
        this._renderChip(this.t.status[one], counts.status[one], status === one, {
          status: status === one ? null : one,
        }),
      )}
      ${this._renderChip(this.t.filter_pinned, counts.pinned, pinned === true, {
        pinned: pinned === true ? null : true,
      })}
      ${this._renderChip(this.t.filter_linked, counts.linked, linked === true, {
        linked: linked === true ? null : true,
      })}
      ${this._renderAges()} ${this._renderPrinters(counts.printers)}
    </div>`;
  }

  /** Scrolls the active chip into view. */
  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('filter')) return;
    const bar = this.renderRoot.querySelector<HTMLElement>('[role=group]');
    const chosen = bar?.querySelector<HTMLElement>('[aria-pressed=true]');
    if (bar === null || !chosen) return;
    const { offsetLeft, offsetWidth } = chosen;
    if (offsetLeft >= bar.scrollLeft && offsetLeft + offsetWidth <= bar.scrollLeft + bar.clientWidth) return;
    bar.scrollLeft = offsetLeft - (bar.clientWidth - offsetWidth) / 2;
  }

  private _isUnfiltered(): boolean {
    const { text, sort, ...filters } = this.filter;
    return Object.values(filters).every((value) => value === null);
  }

  private _renderChip(
    label: string,
    count: number,
    active: boolean,
    filter: Partial<GalleryFilter>,
  ): TemplateResult | typeof nothing {
    if (count === 0 && !active) return nothing;
    return html`<button class="chip" aria-pressed=${active} @click=${() => this._ask(filter)}>
      ${label} <span>${formatNumber(count, this.tag)}</span>
    </button>`;
  }

  private _renderAges(): TemplateResult {
    const { age } = this.filter;
    const names = AGES.map((one): [string, string] => [one, this.t.age[one]]);
    const choose = (value: string): void => this._ask({ age: AGES.find((one) => one === value) ?? null });
    return this._renderMenu(this.t.age_label, this.t.age_any, names, age, choose);
  }

  private _renderPrinters(known: ReadonlySet<string>): TemplateResult | typeof nothing {
    const { printer } = this.filter;
    const printers = new Set(known);
    if (printer !== null) printers.add(printer);
    if (printers.size === 0) return nothing;
    const names = [...printers]
      .sort((a, b) => a.localeCompare(b, this.tag, { numeric: true }))
      .map((name): [string, string] => [name, name]);
    const choose = (value: string): void => this._ask({ printer: value === ANY ? null : value });
    return this._renderMenu(this.t.printer_label, this.t.printer_any, names, printer, choose);
  }

  private _renderMenu(
    label: string,
    any: string,
    names: readonly [string, string][],
    chosen: Age | string | null,
    choose: (value: string) => void,
  ): TemplateResult {
    const text = names.find(([value]) => value === chosen)?.[1] ?? label;
    const items: MenuItem[] = [
      { value: ANY, label: any, checked: chosen === null },
      ...names.map(([value, name]) => ({ value, label: name, checked: value === chosen })),
    ];
    return html`<pt-menu
      placement="bottom-start"
      .label=${chosen === null ? label : `${label}: ${text}`}
      .text=${text}
      .chip=${chosen === null ? 'off' : 'on'}
      .items=${items}
      @pt-menu-select=${(event: CustomEvent<string>) => choose(event.detail)}
    ></pt-menu>`;
  }

  private _ask(filter: Partial<GalleryFilter>): void {
    fireEvent<Partial<GalleryFilter>>(this, 'pt-filter', filter);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      div {
        position: relative;
        display: flex;
        gap: 8px;
        margin: -4px calc(-1 * var(--pt-gutter, 4px));
        padding: 4px var(--pt-gutter, 4px);
        overflow-x: auto;
        scrollbar-width: none;
      }
      pt-menu {
        flex: none;
      }
      .chip span {
        color: var(--secondary-text-color);
        font-variant-numeric: tabular-nums;
      }
      .chip[aria-pressed='true'] span {
        color: inherit;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-filters': PtFilters;
  }
}
