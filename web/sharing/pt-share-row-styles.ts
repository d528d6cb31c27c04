import { css } from 'lit';

export const shareRowStyles = css`
  :host {
    display: block;
    padding: 12px 0;
    border-top: 1px solid var(--divider-color);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }
  .icon {
    --pt-icon-size: 24px;
    flex: none;
    color: var(--secondary-text-color);
  }
  .names {
    flex: 1 1 180px;
    min-width: 0;
  }
  p {
    margin: 0;
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  .name {
    font-weight: 500;
  }
  .quiet {
    color: var(--secondary-text-color);
    font-variant-numeric: tabular-nums;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    margin-left: auto;
  }
  .actions .button {
    --pt-icon-size: 20px;
    padding: 0 12px;
  }
  .actions .button.filled {
    margin-left: 4px;
    padding: 0 16px;
  }
  pt-progress,
  .error,
  .note {
    margin-top: 8px;
  }
  .error {
    color: var(--pt-error-text);
  }
  .note {
    color: var(--secondary-text-color);
  }
  .copy {
    display: block;
    max-width: 100%;
    max-height: min(50dvh, 480px);
    margin: 12px auto 0;
    border-radius: 8px;
    background: #000000;
  }
  @media (max-width: 600px) {
    .actions {
      margin-right: -12px;
    }
    .actions .button.filled {
      margin-right: 12px;
    }
    /* The words get the first line to themselves, the fingers the second. */
    .actions.many {
      flex: 1 0 100%;
    }
    .actions.many .button {
      padding: 0 10px;
    }
  }
  /* One line in every language. */
  @media (max-width: 450px) {
    .word {
      display: none;
    }
  }
`;
