import { css } from 'lit';

export const printDataStyles = css`
  :host {
    display: block;
    padding: 4px 24px 16px;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 32px;
    margin: 0 0 12px;
  }
  dt {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-bottom: 2px;
    font-size: 12px;
    line-height: 16px;
    color: var(--secondary-text-color);
  }
  dd {
    display: flex;
    align-items: center;
    min-height: 32px;
    margin: 0;
    font-size: 16px;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  /* As the curve is drawn. */
  :is(.nozzle, .bed, .chamber) dt::before {
    content: '';
    width: 16px;
    height: 3px;
    border-radius: 2px;
    background: var(--colour);
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
  .chamber dt::before {
    border-radius: 0;
    background: repeating-linear-gradient(90deg, var(--colour) 0 4px, transparent 4px 6px);
  }
  /* In one line with the layer, whose buttons are as large as a finger. */
  @media (pointer: coarse) {
    .layer ~ div dd {
      min-height: 44px;
    }
  }
  @media (max-width: 450px), (max-height: 500px) {
    :host {
      padding: 4px 16px 16px;
    }
    /* The layer beside the time, and what is measured below. */
    dl {
      display: grid;
      grid-template-columns: repeat(4, auto);
      justify-content: space-between;
      gap: 8px;
    }
    .layer {
      grid-column: span 3;
    }
    .layer ~ :not(.elapsed) dd {
      min-height: 32px;
    }
  }
`;
