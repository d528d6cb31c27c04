import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatDuration } from '../util/format-duration.ts';
import { serverNow } from '../util/server-clock.ts';
import { TickingElement } from './ticking-element.ts';

/** Time left until the expected end of a render: "1 min 20 sec left". */
@customElement('pt-time-left')
export class PtTimeLeft extends TickingElement {
  /** Expected end, ISO 8601. */
  @property() until = '';

  override render() {
    // An estimate that has run out says nothing more; it never shows zero or less.
    const seconds = Math.max(1, (Date.parse(this.until) - serverNow()) / 1000);
    return html`${this.t.time_left(formatDuration(seconds, this.tag))}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-time-left': PtTimeLeft;
  }
}
