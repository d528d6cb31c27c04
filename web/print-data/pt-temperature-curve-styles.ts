import { css } from 'lit';

export const temperatureCurveStyles = css`
  :host {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 8px;
    font-size: 12px;
    line-height: 16px;
    color: var(--secondary-text-color);
    font-variant-numeric: tabular-nums;
  }
  .high,
  .low {
    grid-column: 1;
    text-align: right;
  }
  .low {
    grid-row: 2;
    align-self: end;
  }
  .plot {
    position: relative;
    grid-area: 1 / 2 / 3 / 3;
    height: 80px;
    border: solid var(--divider-color);
    border-width: 1px 0;
    border-radius: 2px;
    cursor: ew-resize;
    /* A finger that moves up or down scrolls. */
    touch-action: pan-y;
    -webkit-tap-highlight-color: transparent;
    user-select: none;
  }
  .plot:focus-visible {
    outline: 2px solid var(--pt-primary-text);
    outline-offset: 3px;
  }
  /* Without temperatures, only a line. */
  :host([flat]) {
    display: block;
  }
  :host([flat]) .plot {
    height: 32px;
    border: 0;
    background: linear-gradient(var(--divider-color), var(--divider-color)) center / 100% 4px no-repeat;
  }
  :host([flat]) .at {
    inset: 4px auto 4px var(--at);
  }
  svg {
    display: block;
    width: 100%;
    height: 100%;
    overflow: visible;
  }
  path {
    fill: none;
    stroke: var(--colour);
    stroke-width: 1.75;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  path.chamber {
    stroke-dasharray: 4 3;
  }
  .at {
    position: absolute;
    inset: -4px auto -4px var(--at);
    width: 2px;
    margin-left: -1px;
    border-radius: 1px;
    background: var(--primary-text-color);
    pointer-events: none;
  }
  .dot {
    position: absolute;
    left: var(--at);
    width: 10px;
    height: 10px;
    margin: -5px 0 0 -5px;
    border: 2px solid var(--card-background-color);
    border-radius: 50%;
    background: var(--colour);
    pointer-events: none;
  }
  .nozzle {
    --colour: var(--accent-color);
  }
  .bed {
    --colour: var(--primary-color);
  }
  .chamber {
    --colour: var(--secondary-text-color);
  }
`;
