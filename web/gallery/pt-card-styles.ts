import { css } from 'lit';

/** Layout of a card. Its height depends on its width only, so that rows can be counted without being drawn. */
export const galleryCardStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  :host([fresh]) {
    animation: arrive var(--pt-slow) ease;
  }
  .card {
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: hidden;
  }
  .picture {
    position: relative;
  }
  .poster-button {
    display: block;
    position: relative;
    width: 100%;
    padding: 0;
  }
  .poster-button:focus-visible {
    outline-offset: -4px;
    outline-width: 3px;
  }
  .play {
    --pt-icon-size: 56px;
    position: absolute;
    inset: calc(50% - 28px) auto auto calc(50% - 28px);
    color: #ffffff;
    filter: drop-shadow(0 1px 4px rgba(0, 0, 0, 0.5));
    opacity: 0;
    transition: opacity var(--pt-fast);
  }
  .poster-button:hover .play,
  .poster-button:focus-visible .play {
    opacity: 0.95;
  }
  pt-status-badge {
    position: absolute;
    top: 8px;
    left: 8px;
    pointer-events: none;
  }
  .duration {
    position: absolute;
    right: 8px;
    bottom: 8px;
    padding: 1px 6px;
    border-radius: 4px;
    font-size: 12px;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
    color: #ffffff;
    background: rgba(0, 0, 0, 0.75);
    pointer-events: none;
  }
  .body {
    padding: 12px 16px 4px;
  }
  h2 {
    margin: 0 0 2px;
    overflow: hidden;
    font-size: 16px;
    font-weight: 500;
    line-height: 24px;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .actions {
    display: flex;
    align-items: center;
    padding: 4px 8px 8px;
  }
  .actions .button {
    --pt-icon-size: 20px;
    min-width: 0;
    padding: 0 12px 0 8px;
  }
  .actions .button span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .space {
    flex: 1;
  }
  .icon-button {
    --pt-icon-size: 22px;
  }
  .pin[aria-pressed='true'] {
    color: var(--pt-primary-text);
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(-12px);
    }
  }
`;
