import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { formatDuration } from '../util/format-duration.ts';
import { serverNow } from '../util/server-clock.ts';
import { onEverySecond } from '../util/ticker.ts';

/** Time left until the expected end of a render: "1 min 20 sec left". */
@customElement('pt-time-left')
export class PtTimeLeft extends LocalizedElement {
  /** Expected end, ISO 8601. */
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
