import { css } from 'lit';

/** A row below the video, with an icon, a sentence and buttons. */
export const noteRowStyles = css`
  :host {
    display: block;
  }
  .row {
    --pt-icon-size: 20px;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 12px;
    padding: 4px 8px 4px 24px;
    background: var(--secondary-background-color);
  }
  .row > pt-icon {
    flex: none;
  }
  p {
    flex: 1;
    min-width: 180px;
    margin: 8px 0;
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  @media (max-width: 450px) {
    .row {
      padding-left: 16px;
    }
  }
`;
