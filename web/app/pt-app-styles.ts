import { css } from 'lit';

export const appStyles = css`
  :host {
    display: block;
  }
  main {
    --pt-gutter: 16px;
    max-width: 1840px;
    margin: 0 auto;
    padding: 16px calc(var(--pt-gutter) + var(--pt-safe-right)) calc(24px + var(--pt-safe-bottom))
      calc(var(--pt-gutter) + var(--pt-safe-left));
  }
  .view-only {
    --pt-icon-size: 18px;
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0;
    padding: 0 8px;
    color: var(--secondary-text-color);
  }
  @media (max-width: 600px) {
    main {
      --pt-gutter: 8px;
      padding-top: 8px;
      padding-bottom: calc(16px + var(--pt-safe-bottom));
    }
  }
`;
