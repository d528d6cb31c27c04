import { css } from 'lit';

export const rangeBarStyles = css`
  :host {
    display: block;
    /* Room for the handles at the ends. */
    padding: 0 14px;
  }
  .bar {
    position: relative;
    touch-action: none;
    cursor: pointer;
    user-select: none;
    -webkit-user-select: none;
    -webkit-tap-highlight-color: transparent;
  }
  .dim {
    position: absolute;
    inset: 0 auto 0 0;
    width: var(--start);
    background: color-mix(in srgb, var(--card-background-color) 72%, transparent);
    pointer-events: none;
  }
  .dim.after {
    inset: 0 0 0 auto;
    width: calc(100% - var(--end));
  }
  .border {
    position: absolute;
    inset: 0 calc(100% - var(--end)) 0 var(--start);
    border: solid var(--pt-primary-fill);
    border-width: 3px 0;
    pointer-events: none;
  }
  .at {
    position: absolute;
    inset: -4px auto -4px calc(var(--at) - 1.5px);
    width: 3px;
    border-radius: 2px;
    background: var(--primary-text-color);
    box-shadow: 0 0 0 1px var(--card-background-color);
    pointer-events: none;
  }
  /* Wide enough for a finger; what is seen of it is narrow. */
  .handle {
    position: absolute;
    inset: 0 auto 0 calc(var(--start) - 29px);
    width: 44px;
    cursor: ew-resize;
    outline: none;
  }
  .handle.last {
    left: calc(var(--end) - 15px);
  }
  .handle::before {
    position: absolute;
    inset: 0 14px 0 15px;
    border-radius: 6px 0 0 6px;
    background: var(--pt-primary-fill);
    content: '';
  }
  .handle.last::before {
    border-radius: 0 6px 6px 0;
  }
  .handle::after {
    position: absolute;
    inset: calc(50% - 9px) auto auto 21px;
    width: 3px;
    height: 18px;
    border-radius: 2px;
    background: var(--pt-on-primary);
    content: '';
  }
  .handle:focus-visible::before {
    outline: 2px solid var(--pt-primary-text);
    outline-offset: 2px;
  }
`;
