import { css } from 'lit';

/** 56 pixels plus the safe area above it. */
export const barStyles = css`
  :host {
    display: block;
    position: sticky;
    z-index: 2;
    top: 0;
    color: var(--primary-text-color);
    border-bottom: 1px solid var(--divider-color);
    background: var(--card-background-color);
  }
  header {
    display: flex;
    align-items: center;
    min-height: 56px;
    padding: var(--pt-safe-top) calc(8px + var(--pt-safe-right)) 0 calc(8px + var(--pt-safe-left));
  }
`;
