import { css } from 'lit';

/** Border boxes, and visually hidden text. */
export const baseStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  /* The ring of a field lies on its border; beside it there would be two frames. */
  :is(wa-input, wa-number-input, wa-select, wa-textarea) {
    --wa-focus-ring-offset: -1px;
  }
  [hidden] {
    display: none !important;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Large enough for a finger. */
export const buttonStyles = css`
  :where(button, a) {
    font: inherit;
    color: inherit;
    cursor: pointer;
    border: 0;
    background: none;
    text-decoration: none;
    -webkit-tap-highlight-color: transparent;
  }
  button:focus-visible,
  a:focus-visible {
    outline: 2px solid var(--pt-primary-text);
    outline-offset: 2px;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 40px;
    padding: 0 16px;
    border-radius: 9999px;
    font-weight: 500;
    white-space: nowrap;
    color: var(--pt-primary-text);
    transition: background-color var(--pt-fast);
  }
  .button.filled {
    color: var(--pt-on-primary);
    background: var(--pt-primary-fill);
  }
  .button.destroys {
    color: var(--pt-error-text);
  }
  .button.danger {
    color: #ffffff;
    background: var(--pt-danger-fill);
  }
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
    width: 40px;
    height: 40px;
    padding: 0;
    border-radius: 50%;
    color: var(--secondary-text-color);
    transition: background-color var(--pt-fast);
  }
  @media (hover: hover) {
    .button:not(.filled, .danger):hover,
    .icon-button:hover {
      background: var(--pt-hover);
    }
    .button.filled:hover,
    .button.danger:hover {
      filter: brightness(1.08);
    }
  }
  @media (pointer: coarse) {
    .button {
      min-height: 44px;
    }
    .icon-button {
      width: 44px;
      height: 44px;
    }
  }
`;

/** Like Home Assistant's cards: a thin border, no shadow. */
export const cardStyles = css`
  .card {
    background: var(--card-background-color);
    border: var(--ha-card-border-width, 1px) solid var(--divider-color);
    border-radius: var(--ha-card-border-radius, 12px);
  }
`;

export const rowStyles = css`
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 0;
    border-top: 1px solid var(--divider-color);
  }
  .names {
    flex: 1;
    min-width: 0;
  }
  .names p {
    margin: 0;
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  .names .title {
    font-weight: 500;
  }
  .names .quiet {
    color: var(--secondary-text-color);
  }
`;

export const chipStyles = css`
  .chip {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 6px;
    min-height: 36px;
    padding: 0 14px;
    border: 1px solid var(--divider-color);
    border-radius: 9999px;
    white-space: nowrap;
    background: var(--card-background-color);
    transition: background-color var(--pt-fast);
  }
  .chip[aria-pressed='true'],
  .chip.on {
    border-color: transparent;
    color: var(--pt-on-primary);
    background: var(--pt-primary-fill);
  }
  @media (hover: hover) {
    .chip:not([aria-pressed='true'], .on):hover {
      background: var(--secondary-background-color);
    }
  }
  @media (pointer: coarse) {
    .chip {
      min-height: 44px;
    }
  }
`;
