import { css } from 'lit';

export const trimBarStyles = css`
  :host {
    display: block;
  }
  .samples {
    display: flex;
    height: 48px;
    overflow: hidden;
    border-radius: 4px 4px 0 0;
  }
  .samples pt-frame-picture {
    flex: 1;
    min-width: 0;
    pointer-events: none;
  }
  svg {
    display: block;
    width: 100%;
    height: 40px;
    border-radius: 0 0 4px 4px;
    background: var(--secondary-background-color);
  }
  svg.flat {
    height: 10px;
  }
  .curve {
    fill: none;
    stroke: var(--primary-text-color);
    stroke-width: 1.5;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .out {
    fill: var(--pt-field-border);
  }
  .bad {
    fill: var(--warning-color);
  }
  p {
    margin: 4px 14px 0;
    font-size: 12px;
    line-height: 16px;
    color: var(--secondary-text-color);
  }
`;
