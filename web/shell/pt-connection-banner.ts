import { mdiCloudOffOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LiveState } from '../api/live.ts';
import '../components/pt-icon.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';

/** Says that the connection is lost, why, and how to get it back. Asks to try now as `pt-reconnect`. */
@customElement('pt-connection-banner')
export class PtConnectionBanner extends LocalizedElement {
  @property({ attribute: false }) connection!: LiveState;

  override render() {
    return html`<div role="status" aria-live="polite">${this._renderBanner()}</div>`;
  }

  private _renderBanner() {
    if (this.connection.kind !== 'lost') return nothing;
    const { reason } = this.connection;
    const { title, text } = this.t.lost[reason];
    const button = reason === 'session' ? this.t.reload : this.t.try_again;
    return html`<div class="banner">
      <pt-icon .path=${mdiCloudOffOutline}></pt-icon>
      <p><strong>${title}.</strong> ${text}</p>
      <button class="button" @click=${this._handleClick}>${button}</button>
    </div>`;
  }

  private _handleClick(): void {
    if (this.connection.kind === 'lost' && this.connection.reason === 'session') location.reload();
    else fireEvent(this, 'pt-reconnect', undefined);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        position: sticky;
        z-index: 2;
        top: calc(57px + var(--pt-safe-top));
      }
      .banner {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 8px 16px;
        border-bottom: 1px solid var(--divider-color);
        color: var(--primary-text-color);
        background: color-mix(in srgb, var(--warning-color) 18%, var(--card-background-color));
      }
      pt-icon {
        color: var(--warning-color);
      }
      p {
        flex: 1;
        margin: 0;
        line-height: 20px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-connection-banner': PtConnectionBanner;
  }
}
