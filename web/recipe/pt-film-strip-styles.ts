import { css } from 'lit';

/** Including the gap to the next one, in CSS pixels. */
export const FRAME_WIDTH = 92;

export const filmStripStyles = css`
  :host {
    display: block;
  }
  .strip {
    overflow: auto hidden;
    overscroll-behavior-x: contain;
    padding: 3px 0 6px;
    scrollbar-width: thin;
    scrollbar-color: var(--pt-field-border) transparent;
  }
  .strip:focus-visible {
    border-radius: 8px;
    outline: 2px solid var(--pt-primary-text);
  }
  .all {
    position: relative;
    height: 66px;
  }
  .frame {
    position: absolute;
    inset: 0 auto auto 0;
    width: ${FRAME_WIDTH - 4}px;
    height: 66px;
    margin: 0 2px;
    overflow: hidden;
    border-radius: 8px;
    background: var(--pt-poster-background);
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  pt-frame-picture {
    width: 100%;
    height: 100%;
  }
  .frame:not(.used) pt-frame-picture {
    opacity: 0.3;
    filter: grayscale(0.8);
  }
  .frame[aria-selected='true']::after {
    position: absolute;
    inset: 0;
    border: 3px solid var(--primary-color);
    border-radius: 8px;
    content: '';
  }
  .out {
    --pt-icon-size: 22px;
    position: absolute;
    inset: calc(50% - 11px) auto auto calc(50% - 11px);
  }
  .bad {
    --pt-icon-size: 16px;
    position: absolute;
    top: 5px;
    right: 5px;
    padding: 2px;
    border-radius: 6px;
    color: #141414;
    background: var(--warning-color);
    box-sizing: content-box;
  }
  .chosen {
    position: absolute;
    inset: auto 0 0;
    height: 4px;
    background: var(--success-color);
  }
`;
