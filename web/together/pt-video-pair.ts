import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import type { Layout } from './player-address.ts';
import { togetherTexts } from './together-texts.ts';

const STEP = 5;

/** The slots `main` and `beside`; without a layout only the first. */
@customElement('pt-video-pair')
export class PtVideoPair extends LocalizedElement {
  @property({ reflect: true }) layout: Layout | null = null;
  /** Of both videos. */
  @property({ attribute: false }) names: readonly [string, string] = ['', ''];

  /** Of the width, in percent. */
  @state() private _divider = 50;

  override render() {
    const clip = this.layout === 'divider' ? `inset(0 0 0 ${this._divider}%)` : null;
    return html`<div class="main"><slot name="main"></slot>${this._renderName(0)}</div>
      ${
        this.layout === null
          ? nothing
          : html`<div class="beside" style=${styleMap({ clipPath: clip })}>
              <slot name="beside"></slot>${this._renderName(1)}
            </div>`
      }
      ${this.layout === 'divider' ? this._renderDivider() : nothing}`;
  }

  private _renderName(index: 0 | 1) {
    return this.layout === null ? nothing : html`<span class="name">${this.names[index]}</span>`;
  }

  private _renderDivider() {
    const texts = togetherTexts(this.t);
    return html`<div
      class="divider"
      role="slider"
      tabindex="0"
      aria-label=${texts.divider}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(this._divider)}
      aria-valuetext=${texts.percent(formatNumber(this._divider, this.tag))}
      style=${styleMap({ left: `${this._divider}%` })}
      @pointerdown=${this._handleDown}
      @keydown=${this._handleKeydown}
    ></div>`;
  }

  private _handleDown(event: PointerEvent): void {
    // Not a swipe.
    event.stopPropagation();
    event.preventDefault();
    (event.currentTarget as HTMLElement).focus();
    const move = ({ clientX }: PointerEvent): void => {
      const { left, width } = this.getBoundingClientRect();
      this._put(((clientX - left) / width) * 100);
    };
    const end = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
  }

  private _handleKeydown(event: KeyboardEvent): void {
    if (event.key === 'ArrowLeft') this._put(this._divider - STEP);
    else if (event.key === 'ArrowRight') this._put(this._divider + STEP);
    else if (event.key === 'Home') this._put(0);
    else if (event.key === 'End') this._put(100);
    else return;
    event.preventDefault();
  }

  private _put(percent: number): void {
    this._divider = Math.min(100, Math.max(0, percent));
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        position: relative;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        width: 100%;
        height: 100%;
      }
      :host([layout='side']) {
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 2px;
      }
      .main,
      .beside {
        position: relative;
        min-height: 0;
      }
      ::slotted(*) {
        width: 100%;
        height: 100%;
      }
      :host([layout='divider']) > div {
        grid-area: 1 / 1;
      }
      :host([layout='divider']) .beside .name {
        right: 8px;
        left: auto;
      }
      :host([layout='inset']) .beside {
        position: absolute;
        right: 3%;
        bottom: 4%;
        width: 34%;
        height: 34%;
        overflow: hidden;
        border-radius: 8px;
        box-shadow: 0 2px 12px rgba(0, 0, 0, 0.6);
      }
      .name {
        position: absolute;
        top: 8px;
        left: 8px;
        max-width: calc(100% - 16px);
        padding: 1px 8px;
        overflow: hidden;
        border-radius: 4px;
        font-size: 12px;
        line-height: 20px;
        white-space: nowrap;
        text-overflow: ellipsis;
        color: #ffffff;
        background: rgba(0, 0, 0, 0.7);
        pointer-events: none;
      }
      .divider {
        position: relative;
        z-index: 1;
        width: 44px;
        height: 100%;
        margin-left: -22px;
        cursor: ew-resize;
        touch-action: none;
        outline: none;
      }
      .divider::before {
        content: '';
        position: absolute;
        inset: 0 calc(50% - 1px);
        background: #ffffff;
        box-shadow: 0 0 4px rgba(0, 0, 0, 0.6);
      }
      .divider::after {
        content: '⇔';
        position: absolute;
        inset: calc(50% - 16px) calc(50% - 16px) auto;
        height: 32px;
        border-radius: 50%;
        line-height: 32px;
        text-align: center;
        color: #000000;
        background: #ffffff;
        box-shadow: 0 0 4px rgba(0, 0, 0, 0.6);
      }
      .divider:focus-visible::after {
        outline: 3px solid var(--primary-color);
      }
      /* Upright there is no room beside. */
      @media (max-width: 600px) and (orientation: portrait) {
        :host([layout='side']) {
          grid-template: repeat(2, minmax(0, 1fr)) / minmax(0, 1fr);
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-video-pair': PtVideoPair;
  }
}
