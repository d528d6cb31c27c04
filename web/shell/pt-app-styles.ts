import { css } from 'lit';

/** Layout of the page: one column of content below the bar. */
export const appStyles = css`
  :host {
    display: block;
  }
  main {
    max-width: 1840px;
    margin: 0 auto;
    padding: 16px calc(16px + var(--pt-safe-right)) calc(24px + var(--pt-safe-bottom))
      calc(16px + var(--pt-safe-left));
  }
  @media (max-width: 600px) {
    main {
      padding: 8px calc(8px + var(--pt-safe-right)) calc(16px + var(--pt-safe-bottom))
        calc(8px + var(--pt-safe-left));
    }
  }
`;
