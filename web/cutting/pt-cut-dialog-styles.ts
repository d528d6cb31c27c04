import { css } from 'lit';

export const cutDialogStyles = css`
  wa-dialog {
    --width: min(920px, calc(100% - 32px));
  }
  .wait {
    margin: 0;
    padding: 48px 24px;
    text-align: center;
    color: var(--secondary-text-color);
  }
  .editor {
    flex: 1 0 auto;
  }
  pt-cut-video {
    height: min(46dvh, 56.25vw);
  }
  .controls {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 8px 24px 16px;
  }
  .controls p {
    margin: 0;
    line-height: 20px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    margin-left: -8px;
  }
  .row p {
    flex: 1 0 auto;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    margin-right: -10px;
  }
  .buttons .button {
    --pt-icon-size: 20px;
    padding: 0 10px;
  }
  .note {
    padding: 8px 12px;
    border-radius: 8px;
    background: var(--secondary-background-color);
  }
  .result {
    flex: 1;
    min-width: 110px;
    margin: 0;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }
  .foot .button {
    --pt-icon-size: 20px;
  }
  @media (max-width: 450px) {
    .controls {
      padding: 8px 16px 16px;
    }
    .result {
      flex: 1 0 100%;
    }
  }
`;
