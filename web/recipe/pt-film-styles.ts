import { css } from 'lit';

export const filmStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
  }
  /* As high as what comes into them. */
  .bar {
    min-height: 58px;
  }
  .strip {
    min-height: 75px;
  }
  .row,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 0 4px;
  }
  .row {
    margin: -6px -8px -4px 0;
  }
  .row p {
    flex: 1;
    min-width: 160px;
    margin: 0;
  }
  .row .button {
    --pt-icon-size: 20px;
    padding: 0 10px;
  }
  .quiet {
    color: var(--secondary-text-color);
  }
  .keys {
    display: none;
    margin: 0;
    font-size: 12px;
    line-height: 16px;
    color: var(--secondary-text-color);
  }
  @media (hover: hover) and (min-width: 870px) {
    .keys {
      display: block;
    }
  }
  .problem,
  .note {
    margin: 0;
    line-height: 20px;
  }
  .problem:empty {
    display: none;
  }
  .problem {
    color: var(--pt-error-text);
  }
  .note {
    padding: 8px 12px;
    border-radius: 8px;
    background: var(--secondary-background-color);
    overflow-wrap: anywhere;
  }
`;
