import { mdiCloudOffOutline, mdiUpdate } from '@mdi/js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LiveState, LostReason } from '../api/live.ts';
import '../components/pt-icon.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';

/** Says that the connection is lost, why, and what to do, or that the page is outdated. Fires `pt-reconnect`. */
@customElement('pt-connection-banner')
export class PtConnectionBanner extends LocalizedElement {
  @property({ attribute: false }) connection!: LiveState;
  @property({ attribute: false }) outdated = false;

  /** What sticks to the top sticks below it. */
  private readonly _resize = new ResizeObserver(() => {
    const { height } = this.getBoundingClientRect();
    document.documentElement.style.setProperty('--pt-banner', `${height}px`);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this._resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._resize.disconnect();
  }

  override render() {
    return html`<div role="status" aria-live="polite">${this._renderBanner()}</div>`;
  }

  private _renderBanner() {
    if (this.connection.kind === 'lost') return this._renderLost(this.connection.reason);
    if (!this.outdated) return nothing;
    return html`<div class="banner outdated">
      <pt-icon .path=${mdiUpdate}></pt-icon>
      <p>${this.t.updated}</p>
      ${this._renderReload()}
    </div>`;
  }

  private _renderLost(reason: LostReason) {
    const { title, text } = this.t.lost[reason];
    return html`<div class="banner">
      <pt-icon .path=${mdiCloudOffOutline}></pt-icon>
      <p><strong>${title}.</strong> ${text}</p>
      ${
        reason === 'session'
          ? this._renderReload()
          : html`<button class="button" @click=${this._handleTryAgain}>${this.t.try_again}</button>`
      }
    </div>`;
  }

  private _renderReload(): TemplateResult {
    return html`<button class="button" @click=${() => location.reload()}>${this.t.reload}</button>`;
  }

  private _handleTryAgain(): void {
    fireEvent(this, 'pt-reconnect', undefined);
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
      .outdated {
        background: color-mix(in srgb, var(--info-color) 10%, var(--card-background-color));
      }
      .outdated pt-icon {
        color: var(--info-color);
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
