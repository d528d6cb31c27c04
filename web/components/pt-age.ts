import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { formatAge } from '../util/format-age.ts';
import { formatDateTime } from '../util/format-date-time.ts';
import { serverNow } from '../util/server-clock.ts';
import { onEverySecond } from '../util/ticker.ts';

/** How long ago a moment was, kept true; the exact time is its tooltip. */
@customElement('pt-age')
export class PtAge extends LocalizedElement {
  /** The moment, ISO 8601. */
  @property() at = '';

  private _stop: (() => void) | undefined;
  private _shown = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this._stop = onEverySecond(() => {
      if (this._text() !== this._shown) this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._stop?.();
  }

  override render() {
    this._shown = this._text();
    return html`<time datetime=${this.at} title=${formatDateTime(this.at, this.tag)}>${this._shown}</time>`;
  }

  private _text(): string {
    return formatAge(this.at, serverNow(), this.tag);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-age': PtAge;
  }
}
