import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { columnStyles } from '../styles/column-styles.ts';
import type { Density } from '../state/density.ts';
import { baseStyles, cardStyles } from '../styles/shared.ts';

const CARDS = 8;

/** Cards of the final size, so that nothing jumps. */
@customElement('pt-skeleton')
export class PtSkeleton extends LocalizedElement {
  @property({ reflect: true }) density: Density = 'medium';

  override render() {
    return html`<p class="visually-hidden" role="status">${this.t.loading}</p>
      <div class="overview" aria-hidden="true">
        <div class="card"></div>
        <div class="card"></div>
      </div>
      <div class="chips" aria-hidden="true"></div>
      <div class="grid" aria-hidden="true">
        ${Array.from(
          { length: CARDS },
          () =>
            html`<div class="card">
              <div class="poster"></div>
              <div class="line wide"></div>
              <div class="line"></div>
              <div class="foot"></div>
            </div>`,
        )}
      </div>`;
  }

  static override styles = [
    baseStyles,
    cardStyles,
    columnStyles,
    css`
      .overview .card {
        height: 64px;
      }
      .chips {
        height: 36px;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(var(--narrowest, 280px), 100%), 1fr));
        gap: 16px;
      }
      .card {
        overflow: hidden;
      }
      .poster {
        aspect-ratio: 16 / 9;
      }
      .line {
        width: 45%;
        height: 14px;
        margin: 16px 16px 0;
        border-radius: 7px;
      }
      .wide {
        width: 70%;
      }
      .foot {
        height: 94px;
      }
      :host([density='small']) {
        --narrowest: 200px;
      }
      :host([density='large']) {
        --narrowest: 420px;
      }
      :host([density='list']) .grid {
        grid-template-columns: 1fr;
        gap: 4px;
      }
      :host([density='list']) .poster {
        float: left;
        width: 136px;
      }
      :host([density='list']) .card {
        height: 78px;
      }
      :host([density='list']) .line {
        margin-left: 152px;
      }
      @media (pointer: coarse) {
        .foot {
          height: 98px;
        }
        .chips {
          height: 44px;
        }
      }
      @media (max-width: 600px) {
        .grid {
          gap: 8px;
        }
        .overview .card:last-child {
          height: 48px;
        }
        :host([density='small']) {
          --narrowest: 150px;
        }
        :host([density='list']) .poster {
          width: 120px;
        }
      }
      .poster,
      .line {
        background: linear-gradient(
          100deg,
          var(--pt-poster-background) 40%,
          var(--secondary-background-color) 50%,
          var(--pt-poster-background) 60%
        );
        background-size: 300% 100%;
        animation: shine 1.6s linear infinite;
      }
      @keyframes shine {
        from {
          background-position: 100% 0;
        }
        to {
          background-position: -50% 0;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .poster,
        .line {
          animation: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-skeleton': PtSkeleton;
  }
}
