import { mdiAlertCircle, mdiCheckCircle, mdiCogSync, mdiTimerSandEmpty, mdiTrayFull } from '@mdi/js';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import type { Status } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';

const ICONS: Record<Status, string> = {
  discovered: mdiTimerSandEmpty,
  pending: mdiTrayFull,
  processing: mdiCogSync,
  completed: mdiCheckCircle,
  failed: mdiAlertCircle,
};

/** Word, colour and icon; never colour alone. */
@customElement('pt-status-badge')
export class PtStatusBadge extends LocalizedElement {
  @property({ reflect: true }) status: Status = 'discovered';

  /** The icon alone; the word for screen readers only. */
  @property({ type: Boolean, reflect: true }) compact = false;

  override render() {
    return html`<pt-icon .path=${ICONS[this.status]}></pt-icon
      ><span class=${this.compact ? 'visually-hidden' : ''}>${this.t.status[this.status]}</span>`;
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        --pt-icon-size: 16px;
        display: inline-flex;
        align-items: center;
        gap: 4px;
        padding: 3px 10px 3px 6px;
        border-radius: 9999px;
        font-size: 12px;
        font-weight: 500;
        line-height: 18px;
        color: #ffffff;
      }
      :host([status='discovered']) {
        background: #0277bd;
      }
      :host([status='pending']) {
        color: #141414;
        background: #ffa600;
      }
      :host([status='processing']) {
        background: #5b3fb5;
      }
      :host([status='completed']) {
        background: #2e7d32;
      }
      :host([status='failed']) {
        background: #c62828;
      }
      :host([compact]) {
        padding: 4px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-status-badge': PtStatusBadge;
  }
}
