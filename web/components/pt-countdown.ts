import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatClock } from '../util/format-clock.ts';
import { serverNow } from '../util/server-clock.ts';
import { TickingElement } from './ticking-element.ts';

/** Time until a moment, counting down. */
@customElement('pt-countdown')
export class PtCountdown extends TickingElement {
  /** The moment, ISO 8601. */
  @property() until = '';

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
