import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatAge } from '../format/format-age.ts';
import { formatDateTime } from '../format/format-date-time.ts';
import { serverNow } from '../state/server-clock.ts';
import { TickingElement } from './ticking-element.ts';

/** Kept up to date; the tooltip shows the exact time. */
@customElement('pt-age')
export class PtAge extends TickingElement {
  /** ISO 8601. */
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
