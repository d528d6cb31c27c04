import { css } from 'lit';

/** What is folded away below "More". */
export const moreStyles = css`
  summary {
    width: fit-content;
    padding: 4px 0;
    font-weight: 500;
    line-height: 24px;
    color: var(--pt-primary-text);
    cursor: pointer;
  }
  summary:focus-visible {
    border-radius: 4px;
    outline: 2px solid var(--pt-primary-text);
    outline-offset: 2px;
  }
  details[open] summary {
    margin-bottom: 12px;
  }
  @media (pointer: coarse) {
    summary {
      padding: 10px 0;
    }
  }
`;
