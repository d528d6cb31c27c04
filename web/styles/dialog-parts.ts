import { css } from 'lit';
import { baseStyles, buttonStyles } from './shared.ts';

/** The header stays, the rest scrolls. */
const parts = css`
  wa-dialog {
    --spacing: 0;
  }
  .header {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    min-height: 56px;
    padding: 4px 8px 4px 24px;
    background: var(--card-background-color);
  }
  h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    overflow: hidden;
    font-size: 20px;
    font-weight: 400;
    line-height: 28px;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  h3 {
    margin: 20px 0 8px;
    font-size: 14px;
    font-weight: 500;
    line-height: 20px;
  }
  .body {
    padding: 0 24px 24px;
  }
  .body > p {
    margin: 0 0 12px;
    line-height: 20px;
  }
  .quiet {
    color: var(--secondary-text-color);
  }
  .error {
    color: var(--pt-error-text);
  }
  .foot {
    position: sticky;
    z-index: 1;
    bottom: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 8px;
    padding: 12px 16px calc(12px + var(--pt-safe-bottom)) 24px;
    border-top: 1px solid var(--divider-color);
    background: var(--card-background-color);
  }
  @media (max-width: 450px), (max-height: 500px) {
    /* What is in the foot is where the thumb is. */
    .foot {
      margin-top: auto;
    }
    form {
      display: flex;
      flex: 1 0 auto;
      flex-direction: column;
    }
  }
  @media (max-width: 450px) {
    .header {
      padding-left: 16px;
    }
    .body {
      padding: 0 16px 16px;
    }
    .foot {
      padding-left: 16px;
    }
  }
`;

/** Full screen on small screens, like Home Assistant's own dialogs. */
const fullScreen = css`
  @media (max-width: 450px), (max-height: 500px) {
    wa-dialog::part(dialog) {
      width: 100%;
      height: 100%;
      max-width: none;
      max-height: none;
      border-radius: 0;
    }
    wa-dialog::part(body) {
      display: flex;
      flex-direction: column;
    }
  }
`;

export const dialogStyles = [baseStyles, buttonStyles, parts, fullScreen];
