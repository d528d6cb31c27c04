import { LocalizedElement } from '../i18n/localized-element.ts';
import { onEverySecond } from '../state/ticker.ts';

/** Updates itself every second without rendering its parent. */
export abstract class TickingElement extends LocalizedElement {
  private _stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this._stop = onEverySecond(() => this.tick());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._stop?.();
  }

  protected tick(): void {
    this.requestUpdate();
  }
}
