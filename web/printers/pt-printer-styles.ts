import { css } from 'lit';
import { moreStyles } from '../styles/more-styles.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';

export const printerStyles = [
  baseStyles,
  buttonStyles,
  cardStyles,
  moreStyles,
  css`
    :host {
      display: block;
      min-width: 0;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
      padding: 12px 16px;
    }
    header pt-icon {
      color: var(--secondary-text-color);
    }
    .names {
      flex: 1 1 200px;
      min-width: 0;
    }
    h2,
    p {
      margin: 0;
      line-height: 20px;
      overflow-wrap: anywhere;
    }
    h2 {
      font-size: 16px;
      font-weight: 500;
      line-height: 24px;
    }
    .quiet {
      color: var(--secondary-text-color);
    }
    .error {
      color: var(--pt-error-text);
    }
    .line {
      padding: 0 16px 12px;
    }
    wa-switch:state(checked)::part(thumb) {
      background-color: var(--pt-on-primary);
    }
    /* Below the name, where there is no room beside it. */
    @media (max-width: 450px) {
      wa-switch {
        margin-left: 40px;
      }
    }
    pt-capture {
      border-top: 1px solid var(--divider-color);
    }
    .body {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
      padding: 16px;
      border-top: 1px solid var(--divider-color);
    }
    .add,
    .none {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
    }
    .add:empty {
      display: none;
    }
    .add .button {
      --pt-icon-size: 20px;
      margin-left: -12px;
      padding: 0 12px;
    }
    .none .quiet {
      flex: 1 1 240px;
    }
  `,
];
