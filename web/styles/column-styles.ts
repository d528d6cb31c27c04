import { css } from 'lit';

export const columnStyles = css`
  :host,
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  /* Queue and storage, side by side where there is room. */
  .overview {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr));
    gap: inherit;
  }
  .overview > * {
    display: grid;
  }
  /* Where they will be, until they are known. */
  .overview-space {
    height: 86px;
  }
  @media (max-width: 600px) {
    :host,
    main {
      gap: 8px;
    }
    .overview-space {
      height: 120px;
    }
  }
`;
