import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatAge } from '../util/format-age.ts';
import { formatDateTime } from '../util/format-date-time.ts';
import { serverNow } from '../util/server-clock.ts';
import { TickingElement } from './ticking-element.ts';

/** How long ago a moment was, kept true; the exact time is its tooltip. */
@customElement('pt-age')
export class PtAge extends TickingElement {
  /** The moment, ISO 8601. */
  @property() at = '';

  private _shown = '';

  override render() {
    this._shown = this._text();
    return html`<time datetime=${this.at} title=${formatDateTime(this.at, this.tag)}>${this._shown}</time>`;
  }

  protected override tick(): void {
    if (this._text() !== this._shown) this.requestUpdate();
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
