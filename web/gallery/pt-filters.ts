import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { STATUSES, type WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatNumber } from '../util/format-number.ts';
import type { GalleryFilter } from '../util/route.ts';

/** Which records are shown, in chips: only those that would show any. Asks for another filter by `pt-filter`. */
@customElement('pt-filters')
export class PtFilters extends LocalizedElement {
  @property({ attribute: false }) filter!: GalleryFilter;
  @property({ attribute: false }) records: ReadonlyMap<string, WireTimelapse> = new Map();

  override render() {
    const { status, pinned, linked } = this.filter;
    const all = [...this.records.values()];
    const count = (passes: (record: WireTimelapse) => boolean): number => all.filter(passes).length;
    const none = { status: null, pinned: null, linked: null };
    return html`<div role="group" aria-label=${this.t.filter_group}>
      ${this._renderChip(this.t.filter_all, all.length, status === null && pinned === null && linked === null, none)}
      ${STATUSES.map((one) =>
        this._renderChip(
          this.t.status[one],
          count((record) => record.status === one),
          status === one,
          { status: status === one ? null : one },
        ),
      )}
      ${this._renderChip(
        this.t.filter_pinned,
        count((record) => record.pinned),
        pinned === true,
        { pinned: pinned === true ? null : true },
      )}
      ${this._renderChip(
        this.t.filter_linked,
        count((record) => record.job_id !== null),
        linked === true,
        { linked: linked === true ? null : true },
      )}
    </div>`;
  }

  private _renderChip(
    label: string,
    count: number,
    active: boolean,
    filter: Partial<GalleryFilter>,
  ): TemplateResult | string {
    if (count === 0 && !active) return '';
    return html`<button
      class="chip"
      aria-pressed=${active}
      @click=${() => fireEvent<Partial<GalleryFilter>>(this, 'pt-filter', filter)}
    >
      ${label} <span>${formatNumber(count, this.tag)}</span>
    </button>`;
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      div {
        display: flex;
        gap: 8px;
        margin: -4px;
        padding: 4px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .chip {
        display: inline-flex;
        flex: none;
        align-items: center;
        gap: 6px;
        min-height: 36px;
        padding: 0 14px;
        border: 1px solid var(--divider-color);
        border-radius: 9999px;
        background: var(--card-background-color);
        transition: background-color var(--pt-fast);
      }
      .chip span {
        color: var(--secondary-text-color);
        font-variant-numeric: tabular-nums;
      }
      .chip[aria-pressed='true'] {
        border-color: transparent;
        color: var(--pt-on-primary);
        background: var(--pt-primary-fill);
      }
      .chip[aria-pressed='true'] span {
        color: inherit;
      }
      @media (hover: hover) {
        .chip[aria-pressed='false']:hover {
          background: var(--secondary-background-color);
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-filters': PtFilters;
  }
}
