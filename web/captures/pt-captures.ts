import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { WireCapture } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { deepActiveElement } from '../util/deep-active-element.ts';
import { fireEvent } from '../util/fire-event.ts';
import { captureTexts } from './capture-texts.ts';
import './pt-capture.ts';
import type { PtCapture } from './pt-capture.ts';

/** Everything that is being captured. Fires `pt-captures-left` when the focused one has ended and was the last. */
@customElement('pt-captures')
export class PtCaptures extends LocalizedElement {
  @property({ attribute: false }) captures: readonly WireCapture[] = [];

  /** Takes no space. Only set here, since what is not drawn loses the focus before it can be given away. */
  @property({ type: Boolean, reflect: true }) empty = false;

  private _focused: { element: PtCapture; index: number } | null = null;

  override render() {
    return html`<section aria-label=${captureTexts(this.t).running}>
      ${repeat(
        this.captures,
        ({ id }) => id,
        (capture) => html`<pt-capture .capture=${capture}></pt-capture>`,
      )}
    </section>`;
  }

  override willUpdate(): void {
    const elements = this._elements();
    const active = deepActiveElement();
    const index = elements.findIndex(({ renderRoot }) => renderRoot.contains(active));
    this._focused = index < 0 ? null : { element: elements[index]!, index };
    this.empty = this.captures.length === 0;
  }

  override updated(): void {
    if (this._focused === null || this._focused.element.isConnected) return;
    const elements = this._elements();
    const next = elements[Math.min(this._focused.index, elements.length - 1)];
    if (next) next.focus();
    else fireEvent(this, 'pt-captures-left', undefined);
  }

  private _elements(): PtCapture[] {
    return [...this.renderRoot.querySelectorAll('pt-capture')];
  }

  static override styles = [
    baseStyles,
    css`
      :host([empty]) {
        display: none;
      }
      section {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr));
        gap: 16px;
      }
      @media (max-width: 600px) {
        section {
          gap: 8px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-captures': PtCaptures;
  }
}
