import { css } from 'lit';

export const statisticsStyles = css`
  :host {
    display: block;
    width: 100%;
    max-width: 1100px;
    margin: 0 auto;
    --completed: var(--success-color);
    --failed: var(--pt-danger-fill);
    --cancelled: var(--warning-color);
    --other: var(--secondary-text-color);
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
    align-items: start;
    gap: 16px;
    margin-top: 16px;
  }
  section,
  .totals {
    padding: 16px;
  }
  h2 {
    margin: 0 0 8px;
    font-size: 16px;
    font-weight: 500;
    line-height: 24px;
  }
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .quiet {
    font-size: 14px;
    line-height: 20px;
    color: var(--secondary-text-color);
  }
  .totals {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
    gap: 16px;
    margin: 0;
  }
  dt {
    font-size: 12px;
    color: var(--secondary-text-color);
  }
  dd {
    margin: 0;
    font-size: 20px;
    line-height: 28px;
  }
  svg,
  .dots {
    display: block;
    width: 100%;
    height: 120px;
    margin-top: 12px;
    border-bottom: 1px solid var(--divider-color);
  }
  polygon {
    fill: var(--primary-color);
    opacity: 0.16;
  }
  polyline {
    fill: none;
    stroke: var(--primary-color);
    stroke-width: 2px;
    vector-effect: non-scaling-stroke;
  }
  rect.completed {
    fill: var(--completed);
  }
  rect.failed {
    fill: var(--failed);
  }
  rect.cancelled {
    fill: var(--cancelled);
  }
  rect.other {
    fill: var(--other);
  }
  i.completed {
    background: var(--completed);
  }
  i.failed {
    background: var(--failed);
  }
  i.cancelled {
    background: var(--cancelled);
  }
  i.other {
    background: var(--other);
  }
  .dots {
    position: relative;
  }
  .dots i {
    position: absolute;
    width: 6px;
    height: 6px;
    margin: 0 0 -3px -3px;
    border-radius: 50%;
    background: var(--primary-color);
    opacity: 0.7;
  }
  .ends,
  .legend {
    display: flex;
    justify-content: space-between;
    margin-top: 4px;
    font-size: 12px;
    color: var(--secondary-text-color);
  }
  .legend {
    flex-wrap: wrap;
    justify-content: flex-start;
    gap: 4px 16px;
    margin-top: 12px;
  }
  .legend span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .legend i {
    width: 10px;
    height: 10px;
    border-radius: 2px;
  }
  .printers li {
    display: grid;
    gap: 2px;
    padding: 8px 0;
  }
  .name {
    display: block;
    overflow-wrap: anywhere;
  }
  .bar {
    display: flex;
    height: 6px;
    margin-top: 4px;
    overflow: hidden;
    border-radius: 3px;
    background: var(--secondary-background-color);
  }
  .watched a {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 8px;
    margin: 0 -8px;
    border-radius: 8px;
    color: inherit;
    text-decoration: none;
  }
  .watched a:hover {
    background: var(--pt-hover);
  }
  .watched pt-poster {
    flex: none;
    width: 80px;
    height: 45px;
    overflow: hidden;
    border-radius: 6px;
  }
`;
