import { css } from 'lit';

/** Between cards, in CSS pixels; smaller on small screens. */
export const GAP = 16;
export const SMALL_GAP = 8;
export const LIST_GAP = 4;
/** Of a month, with the gap below it, in CSS pixels. */
export const HEADING = 48;

export const galleryStyles = css`
  section {
    box-sizing: border-box;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    gap: ${GAP}px;
  }
  .month {
    position: sticky;
    z-index: 1;
    top: calc(57px + var(--pt-safe-top) + var(--pt-banner, 0px));
    display: flex;
    align-items: center;
    gap: 8px;
    height: ${HEADING}px;
    margin: 0 calc(-1 * var(--pt-gutter, 0px));
    padding: 0 calc(var(--pt-gutter, 0px) + 4px);
    font-size: 16px;
    font-weight: 500;
    line-height: 24px;
    background: var(--primary-background-color);
  }
  .month span {
    font-size: 14px;
    font-weight: 400;
    font-variant-numeric: tabular-nums;
    color: var(--secondary-text-color);
  }
  .missing {
    border-radius: var(--ha-card-border-radius, 12px);
    background: var(--pt-poster-background);
    opacity: 0.5;
  }
  @media (max-width: 600px) {
    .grid {
      gap: ${SMALL_GAP}px;
    }
  }
  .grid.list {
    gap: ${LIST_GAP}px;
  }
  @media (min-width: 601px) {
    :host([rail]) {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 40px;
      gap: 8px;
      margin-right: -8px;
    }
    :host([rail]) .month {
      margin-right: 0;
    }
  }
`;
