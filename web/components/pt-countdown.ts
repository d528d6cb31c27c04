import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { formatClock } from '../util/format-clock.ts';
import { serverNow } from '../util/server-clock.ts';
import { onEverySecond } from '../util/ticker.ts';

/** Time until a moment, counting down. Only this small element renders each second, not the card around it. */
@customElement('pt-countdown')
export class PtCountdown extends LocalizedElement {
  /** The moment, ISO 8601. */
  @property() until = '';

  private _stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this._stop = onEverySecond(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._stop?.();
  }

  override render() {
    const seconds = (Date.parse(this.until) - serverNow()) / 1000;
    if (seconds <= 0) return html`${this.t.starts_now}`;
    return html`${this.t.starts_in} <span role="timer">${formatClock(seconds)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-countdown': PtCountdown;
  }
}
