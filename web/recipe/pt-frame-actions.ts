import { mdiEyeOffOutline, mdiEyeOutline, mdiRayEndArrow, mdiRayStartArrow } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import type { WireFrame } from '../contract.ts';
import { formatDateTime } from '../format/format-date-time.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { Fate } from './frame-fates.ts';
import { frameFacts } from './frame-text.ts';
import type { FrameRequest } from './pt-film-strip.ts';
import { recipeTexts } from './recipe-texts.ts';

/** What the frame that is shown large is, and what can be done with it. Fires `pt-frame-request`. */
@customElement('pt-frame-actions')
export class PtFrameActions extends LocalizedElement {
  @property({ attribute: false }) frame!: WireFrame;
  @property({ attribute: false }) fate: Fate = 'used';
  @property({ attribute: false }) total = 0;
  /** The video shows chosen frames. */
  @property({ type: Boolean }) steady = false;
  @property({ attribute: false }) unsupported: readonly string[] = [];

  override render() {
    const texts = recipeTexts(this.t);
    const facts = frameFacts(this.frame, this.fate, texts, this.steady);
    const position = formatNumber(this.frame.n, this.tag);
    return html`<p role="status">
        <strong>${texts.stage(position, formatNumber(this.total, this.tag))}</strong>
        <span>${formatDateTime(this.frame.taken_at, this.tag)}</span>
        ${facts === '' ? nothing : html`<span class="facts">${facts}</span>`}
      </p>
      <div class="buttons">
        ${this._renderToggle()} ${this._renderButton('start', texts.startHere, mdiRayStartArrow)}
        ${this._renderButton('end', texts.endHere, mdiRayEndArrow)}
      </div>`;
  }

  private _renderToggle() {
    const texts = recipeTexts(this.t);
    switch (this.fate) {
      case 'used':
        return this._renderButton('toggle', texts.leaveOut, mdiEyeOffOutline);
      case 'left_out':
        return this._renderButton('toggle', texts.takeIn, mdiEyeOutline);
      case 'automatic':
        return this.unsupported.includes('included_frames')
          ? nothing
          : this._renderButton('toggle', texts.takeIn, mdiEyeOutline);
      case 'trimmed':
      case 'unreadable':
        return nothing;
    }
  }

  private _renderButton(request: FrameRequest, label: string, icon: string) {
    return html`<button
      class="button"
      data-request=${request}
      @click=${() => fireEvent<FrameRequest>(this, 'pt-frame-request', request)}
    >
      <pt-icon .path=${icon}></pt-icon>${label}
    </button>`;
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 16px;
      }
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        min-width: 0;
        margin: 0;
        line-height: 20px;
      }
      strong {
        font-weight: 500;
      }
      span {
        color: var(--secondary-text-color);
      }
      .facts {
        color: var(--primary-text-color);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        margin: 0 -8px;
      }
      .button {
        --pt-icon-size: 20px;
        padding: 0 10px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-frame-actions': PtFrameActions;
  }
}
