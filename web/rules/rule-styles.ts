import { css } from 'lit';

/** Rows of a list, as in the settings. */
export const ruleRowStyles = css`
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    border-top: 1px solid var(--divider-color);
  }
  .title,
  .quiet,
  .error {
    display: block;
    margin: 0;
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  .title {
    font-weight: 500;
  }
  .quiet {
    color: var(--secondary-text-color);
  }
  .error {
    color: var(--pt-error-text);
  }
`;

export const ruleDialogStyles = css`
  wa-dialog {
    --width: 560px;
  }
  .fields {
    display: grid;
    gap: 16px;
  }
  .sentence {
    margin: 0 0 16px;
    padding: 12px 16px;
    border-radius: 8px;
    font-weight: 500;
    line-height: 20px;
    background: var(--secondary-background-color);
  }
  .notes p {
    margin: 0 0 4px;
    line-height: 20px;
  }
  .field .error {
    margin-top: 4px;
  }
  .unit {
    color: var(--secondary-text-color);
  }
  wa-number-input::part(start) {
    display: none;
  }
  wa-number-input::part(end) {
    flex: none;
  }
  wa-number-input::part(input) {
    text-align: start;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-bottom: 4px;
    padding: 0;
  }
  wa-checkbox::part(base) {
    align-items: center;
    min-height: 44px;
  }
  .foot .left {
    margin-right: auto;
  }
`;
