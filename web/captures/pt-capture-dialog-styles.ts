import { css } from 'lit';

export const captureDialogStyles = css`
  wa-dialog {
    --width: 520px;
  }
  .body {
    display: grid;
    gap: 16px;
  }
  .body > p {
    margin: 0;
  }
  .field .error {
    margin: 4px 0 0;
    line-height: 20px;
  }
  .unit {
    color: var(--secondary-text-color);
  }
  /* In the colour of its option, which may be the chosen one. */
  small {
    display: block;
    font-size: 12px;
    overflow-wrap: anywhere;
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
`;
