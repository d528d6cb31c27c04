import { css } from 'lit';

/** Layout of the page: one column of content below the bar. */
export const appStyles = css`
  :host {
    display: block;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    max-width: 1840px;
    margin: 0 auto;
    padding: 16px calc(16px + var(--pt-safe-right)) calc(24px + var(--pt-safe-bottom))
      calc(16px + var(--pt-safe-left));
  }
  /* Where the queue will be, until it is known. */
  .queue-space {
    height: 64px;
  }
  @media (max-width: 600px) {
    main {
      gap: 8px;
      padding: 8px calc(8px + var(--pt-safe-right)) calc(16px + var(--pt-safe-bottom))
        calc(8px + var(--pt-safe-left));
    }
  }
`;
