import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** Hidden from screen readers; the button around it has a label. */
@customElement('pt-icon')
export class PtIcon extends LitElement {
  @property({ attribute: false }) path = '';

  override render() {
    return html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${this.path}></path>`}</svg>`;
  }

  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
      width: var(--pt-icon-size, 24px);
      height: var(--pt-icon-size, 24px);
    }
    svg {
      width: 100%;
      height: 100%;
      fill: currentColor;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-icon': PtIcon;
  }
}
