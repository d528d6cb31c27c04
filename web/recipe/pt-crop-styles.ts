import { css } from 'lit';

export const cropStyles = css`
  :host {
    position: absolute;
    inset: 0;
  }
  .layer,
  .clip {
    position: absolute;
    inset: 0;
  }
  .clip {
    overflow: hidden;
    pointer-events: none;
  }
  .shade,
  .area {
    position: absolute;
    inset: var(--y) auto auto var(--x);
    width: var(--width);
    height: var(--height);
  }
  .shade {
    box-shadow: 0 0 0 9999px rgba(0, 0, 0, 0.6);
  }
  button {
    padding: 0;
    border: 0;
    background: none;
    touch-action: none;
    -webkit-tap-highlight-color: transparent;
  }
  /* Thirds, as in every camera. */
  .area {
    border: 1px solid #ffffff;
    cursor: move;
    background:
      linear-gradient(
        to right,
        transparent calc(33.3% - 0.5px),
        rgba(255, 255, 255, 0.5) 0 calc(33.3% + 0.5px),
        transparent 0 calc(66.7% - 0.5px),
        rgba(255, 255, 255, 0.5) 0 calc(66.7% + 0.5px),
        transparent 0
      ),
      linear-gradient(
        transparent calc(33.3% - 0.5px),
        rgba(255, 255, 255, 0.5) 0 calc(33.3% + 0.5px),
        transparent 0 calc(66.7% - 0.5px),
        rgba(255, 255, 255, 0.5) 0 calc(66.7% + 0.5px),
        transparent 0
      );
  }
  .corner {
    --left: calc(var(--x) - 22px);
    --top: calc(var(--y) - 22px);
    position: absolute;
    top: var(--top);
    left: var(--left);
    width: 44px;
    height: 44px;
    cursor: nwse-resize;
  }
  .top_right,
  .bottom_right {
    --left: calc(var(--x) + var(--width) - 22px);
  }
  .bottom_left,
  .bottom_right {
    --top: calc(var(--y) + var(--height) - 22px);
  }
  .top_right,
  .bottom_left {
    cursor: nesw-resize;
  }
  .corner::before {
    position: absolute;
    inset: 13px;
    border: 2px solid #ffffff;
    border-radius: 50%;
    background: var(--pt-primary-fill);
    box-shadow: 0 1px 4px rgba(0, 0, 0, 0.5);
    content: '';
  }
  button:focus-visible {
    outline: none;
  }
  .area:focus-visible {
    outline: 3px solid #ffffff;
    outline-offset: -1px;
  }
  .corner:focus-visible::before {
    outline: 3px solid #ffffff;
    outline-offset: 1px;
  }
`;
