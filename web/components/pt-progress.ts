import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';

/** Indeterminate without a value. */
@customElement('pt-progress')
export class PtProgress extends LitElement {
  @property({ attribute: false }) value: number | null = null;
  @property() label = '';

  override render() {
    const share = Math.min(100, Math.max(0, this.value ?? 0)) / 100;
    return html`<div
      class=${this.value === null ? 'track open' : 'track'}
      role="progressbar"
      aria-label=${this.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${this.value === null ? 0 : Math.round(this.value)}
    >
      <div class="bar" style=${styleMap({ '--share': String(share) })}></div>
    </div>`;
  }

  static override styles = css`
    :host {
      display: block;
    }
    .track {
      height: var(--pt-progress-height, 6px);
      overflow: hidden;
      border-radius: 3px;
      background: var(--secondary-background-color);
    }
    .bar {
      height: 100%;
      border-radius: 3px;
      background: var(--primary-color);
      transform-origin: left;
      transform: scaleX(var(--share));
      transition: transform 1s linear;
    }
    .open .bar {
      transform: scaleX(0.3);
      animation: to-and-fro 1.6s ease-in-out infinite alternate;
    }
    @keyframes to-and-fro {
      to {
        transform: translateX(70%) scaleX(0.3);
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .bar,
      .open .bar {
        transition: none;
        animation: none;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-progress': PtProgress;
  }
}
