import { mdiCompareHorizontal, mdiSwapHorizontal } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import '../components/pt-menu.ts';
import type { WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles, chipStyles } from '../styles/shared.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { Pace } from './in-step.ts';
import { type Layout, LAYOUTS, type PlayerAddress } from './player-address.ts';
import { togetherTexts } from './together-texts.ts';

/** Chooses a second video and how both are shown. Fires `pt-address` and `pt-pace`. */
@customElement('pt-together')
export class PtTogether extends LocalizedElement {
  @property({ attribute: false }) address!: PlayerAddress;
  /** What can be compared. */
  @property({ attribute: false }) others: readonly WireTimelapse[] = [];
  @property({ attribute: false }) paces: readonly Pace[] = [];
  @property() pace: Pace = 'share';

  override render() {
    const { beside } = this.address;
    if (beside === null) return this.others.length === 0 ? nothing : this._renderChoice();
    const texts = togetherTexts(this.t);
    return html`<div role="group" aria-label=${texts.group}>
      ${LAYOUTS.map((layout) => this._renderLayout(layout))}
      <button class="chip" @click=${() => this._go({ beside: null })}>${texts.one}</button>
      <button class="chip" @click=${() => this._go({ id: beside, beside: this.address.id })}>
        <pt-icon .path=${mdiSwapHorizontal}></pt-icon>${texts.swap}
      </button>
      ${this.paces.length < 2 ? nothing : this._renderPaces()}
    </div>`;
  }

  private _renderChoice() {
    const { compare } = togetherTexts(this.t);
    return html`<div>
      <pt-icon class="sign" .path=${mdiCompareHorizontal}></pt-icon>
      <pt-menu
        placement="top-start"
        .chip=${'off'}
        .label=${compare}
        .text=${compare}
        .items=${this.others.map((other) => ({ value: other.id, label: titleOf(other) }))}
        @pt-menu-select=${(event: CustomEvent<string>) => this._go({ beside: event.detail })}
      ></pt-menu>
    </div>`;
  }

  private _renderLayout(layout: Layout) {
    return html`<button
      class="chip"
      aria-pressed=${layout === this.address.layout}
      data-layout=${layout}
      @click=${() => this._go({ layout })}
    >
      ${togetherTexts(this.t).layout[layout]}
    </button>`;
  }

  private _renderPaces() {
    const { pace_is, pace_by } = togetherTexts(this.t);
    const text = pace_is(pace_by[this.pace]);
    return html`<pt-menu
      placement="top-start"
      .chip=${'off'}
      .label=${text}
      .text=${text}
      .items=${this.paces.map((pace) => ({
        value: pace,
        label: pace_by[pace],
        checked: pace === this.pace,
      }))}
      @pt-menu-select=${(event: CustomEvent<Pace>) => fireEvent(this, 'pt-pace', event.detail)}
    ></pt-menu>`;
  }

  private _go(change: Partial<PlayerAddress>): void {
    fireEvent<PlayerAddress>(this, 'pt-address', { ...this.address, ...change });
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    css`
      :host {
        --pt-icon-size: 20px;
        display: block;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 8px 24px;
        border-top: 1px solid var(--divider-color);
      }
      .sign {
        color: var(--secondary-text-color);
      }
      @media (max-width: 450px), (max-height: 500px) {
        div {
          padding: 8px 16px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-together': PtTogether;
  }
}
