import { css } from 'lit';

/** Header, body and foot of a dialog that fills its own frame: the header stays, the rest scrolls. */
export const dialogParts = css`
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
