import { css } from 'lit';

/** One column of parts, closer together on a small screen. */
export const columnStyles = css`
  :host,
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  /* Where the queue will be, until it is known. */
  .queue-space {
    height: 64px;
  }
  @media (max-width: 600px) {
    :host,
    main {
      gap: 8px;
    }
  }
`;
