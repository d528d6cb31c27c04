import { css } from 'lit';
import { baseStyles } from '../styles/shared.ts';

export const videoValuesStyles = [
  baseStyles,
  css`
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr));
      gap: 12px 16px;
    }
    .problem {
      margin: 0;
      line-height: 20px;
      color: var(--pt-error-text);
    }
    .unit {
      color: var(--secondary-text-color);
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
