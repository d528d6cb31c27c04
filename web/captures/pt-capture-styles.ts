import { css } from 'lit';

export const captureStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .card {
    display: grid;
    grid-template: 'picture text stop' 1fr 'problem problem problem' auto / 208px minmax(0, 1fr) auto;
    align-items: center;
    height: 100%;
    overflow: hidden;
  }
  :host([flat]) .card {
    border: 0;
    border-radius: 0;
  }
  pt-progress {
    --pt-progress-height: 4px;
    margin-top: 4px;
  }
  pt-poster {
    grid-area: picture;
    align-self: stretch;
    aspect-ratio: auto;
    min-height: 117px;
    /* The text decides how high it is. */
    contain: size;
  }
  .text {
    grid-area: text;
    padding: 8px 0 8px 16px;
  }
  .button {
    --pt-icon-size: 20px;
    grid-area: stop;
    margin: 8px;
    padding: 0 16px 0 10px;
  }
  .button[aria-disabled='true'] {
    opacity: 0.5;
  }
  h2,
  p {
    margin: 0;
    font-size: 14px;
    line-height: 20px;
    font-weight: 400;
  }
  h2 {
    overflow: hidden;
    font-size: 16px;
    line-height: 24px;
    font-weight: 500;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  p {
    color: var(--secondary-text-color);
  }
  .state {
    display: flex;
    gap: 8px;
    color: var(--primary-text-color);
  }
  .time {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .dot {
    flex: none;
    width: 10px;
    height: 10px;
    margin-top: 5px;
    border-radius: 50%;
    background: var(--error-color);
    animation: blink 2s ease-in-out infinite;
  }
  .dot.off {
    background: var(--warning-color);
    animation: none;
  }
  .camera {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .problem {
    grid-area: problem;
    display: flex;
    gap: 12px;
    border-top: 1px solid var(--divider-color);
    padding: 10px 16px;
  }
  .problem:not(:has(p)) {
    border: 0;
    padding: 0;
  }
  .problem pt-icon {
    color: var(--warning-color);
  }
  .problem p {
    color: var(--primary-text-color);
    overflow-wrap: anywhere;
  }
  .remedy {
    color: var(--secondary-text-color);
  }
  @keyframes blink {
    50% {
      opacity: 0.25;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .dot {
      animation: none;
    }
  }
  @media (max-width: 600px) {
    .card {
      grid-template: 'picture text' 1fr 'picture stop' auto 'problem problem' auto / minmax(0, 2fr) minmax(
          0,
          3fr
        );
    }
    .text {
      padding: 8px 12px 0;
    }
    .button {
      justify-self: end;
      margin: 0 4px 4px;
    }
    .problem {
      padding: 10px 12px;
    }
  }
`;
