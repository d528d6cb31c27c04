import { css } from 'lit';
import { baseStyles } from '../styles/shared.ts';

export const optionsStyles = [
  baseStyles,
  css`
    :host {
      display: block;
    }
    .fields {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
      align-items: start;
      gap: 16px;
    }
    p {
      margin: 0;
      line-height: 20px;
    }
    .error {
      margin-top: 4px;
      color: var(--pt-error-text);
    }
    .quiet {
      margin-top: 16px;
      font-size: 12px;
      color: var(--secondary-text-color);
    }
    .unit {
      color: var(--secondary-text-color);
    }
    wa-switch:state(checked)::part(thumb) {
      background-color: var(--pt-on-primary);
    }
    /* The number stands where other fields begin, not in the middle. */
    wa-number-input::part(start) {
      display: none;
    }
    wa-number-input::part(end) {
      flex: none;
    }
    wa-number-input::part(input) {
      text-align: start;
    }
  `,
];
