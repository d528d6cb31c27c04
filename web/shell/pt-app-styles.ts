import { css } from 'lit';

/** Layout of the page: a bar of 56 pixels that stays, and one column of content. */
export const appStyles = css`
  :host {
    display: block;
  }
  header {
    position: sticky;
    z-index: 2;
    top: 0;
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 56px;
    padding: env(safe-area-inset-top) calc(8px + env(safe-area-inset-right)) 0
      calc(16px + env(safe-area-inset-left));
    border-bottom: 1px solid var(--divider-color);
    background: var(--card-background-color);
  }
  h1 {
    flex: 1;
    margin: 0;
    font-size: 20px;
    font-weight: 400;
    line-height: 28px;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    max-width: 1840px;
    margin: 0 auto;
    padding: 16px calc(16px + env(safe-area-inset-right)) calc(24px + env(safe-area-inset-bottom))
      calc(16px + env(safe-area-inset-left));
  }
  @media (max-width: 600px) {
    main {
      gap: 8px;
      padding: 8px calc(8px + env(safe-area-inset-right)) calc(16px + env(safe-area-inset-bottom))
        calc(8px + env(safe-area-inset-left));
    }
  }
`;
