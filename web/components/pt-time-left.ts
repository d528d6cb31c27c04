import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatDuration } from '../format/format-duration.ts';
import { serverNow } from '../state/server-clock.ts';
import { TickingElement } from './ticking-element.ts';

@customElement('pt-time-left')
export class PtTimeLeft extends TickingElement {
  /** ISO 8601. */
  @property() until = '';

  override render() {
    // An expired estimate never shows zero or less.
    const seconds = Math.max(1, (Date.parse(this.until) - serverNow()) / 1000);
    return html`${this.t.time_left(formatDuration(seconds, this.tag))}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-time-left': PtTimeLeft;
  }
}
