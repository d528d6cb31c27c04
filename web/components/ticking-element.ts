import { LocalizedElement } from '../i18n/localized-element.ts';
import { onEverySecond } from '../util/ticker.ts';

/** A small element that shows a time and is looked at anew each second, so that what is around it is not. */
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

  /** A second has gone by. */
  protected tick(): void {
    this.requestUpdate();
  }
}
