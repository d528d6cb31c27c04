import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatClock } from '../format/format-clock.ts';
import { serverNow } from '../state/server-clock.ts';
import { TickingElement } from './ticking-element.ts';

@customElement('pt-countdown')
export class PtCountdown extends TickingElement {
  /** ISO 8601. */
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
