import { css } from 'lit';

/** The height of a card only depends on its width, so that rows can be counted without being rendered. */
export const galleryCardStyles = css`
  :host {
    display: block;
    min-width: 0;
    contain: layout style;
  }
  :host([fresh]) {
    animation: arrive var(--pt-slow) ease;
  }
  .card {
    position: relative;
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: hidden;
  }
  /* The arrow keys go from card to card. */
  .card:focus {
    scroll-margin: calc(120px + var(--pt-banner, 0px)) 0 16px;
    outline: 3px solid var(--pt-primary-text);
    outline-offset: 1px;
  }
  .picture {
    position: relative;
  }
  .checkbox {
    --pt-icon-size: 28px;
    position: absolute;
    z-index: 1;
    inset: 0;
    display: flex;
    justify-content: flex-end;
    padding: 8px;
    border-radius: inherit;
    color: #ffffff;
    user-select: none;
  }
  .checkbox pt-icon {
    border-radius: 50%;
    background: rgba(0, 0, 0, 0.4);
  }
  .checkbox[aria-checked='true'] pt-icon {
    color: var(--pt-primary-fill);
    background: #ffffff;
  }
  :host([selected]) .card {
    border-color: var(--pt-primary-text);
    box-shadow: 0 0 0 1px var(--pt-primary-text);
  }
  :host([selecting]) .actions {
    opacity: 0.4;
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
    pointer-events: none;
    opacity: 0;
    transition: opacity var(--pt-fast);
  }
  .poster-button:hover .play,
  .poster-button:focus-visible .play {
    opacity: 0.95;
  }
  /* What is being viewed is not covered. */
  .poster-button:has(pt-scrub[scrubbing]) .play {
    opacity: 0;
  }
  pt-status-badge {
    position: absolute;
    top: 8px;
    left: 8px;
    pointer-events: none;
  }
  .sign,
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
  .sign {
    --pt-icon-size: 16px;
    right: auto;
    left: 8px;
    display: flex;
    align-items: center;
    gap: 4px;
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
  /* As high with nothing to press in it, for those who may only view. */
  .actions {
    display: flex;
    align-items: center;
    min-height: 52px;
    padding: 4px 8px 8px;
  }
  @media (pointer: coarse) {
    .actions {
      min-height: 56px;
    }
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
  :host([density='small']) .body {
    padding: 8px 10px 0;
  }
  :host(:is([density='small'], [density='list'])) h2 {
    margin: 0;
    font-size: 14px;
    line-height: 20px;
  }
  :host(:is([density='small'], [density='list'])) pt-card-state {
    height: 40px;
    font-size: 13px;
  }
  :host([density='small']) .actions {
    min-height: 44px;
    padding: 0 2px 4px;
  }
  :host([density='small']) .button {
    width: 44px;
    padding: 0;
  }
  /* Also in the menu. */
  :host([density='small']) :is(.button span, .pin[aria-pressed='false']) {
    display: none;
  }
  :host([density='small']) :is(pt-status-badge, .sign, .duration) {
    margin: -2px;
  }
  :host([density='list']) .card {
    flex-direction: row;
    align-items: center;
  }
  :host([density='list']) .picture {
    flex: none;
    width: 136px;
  }
  :host([density='list']) :is(pt-status-badge, .sign, .duration) {
    margin: -4px;
  }
  :host([density='list']) .body {
    flex: 1;
    min-width: 0;
    padding: 8px 8px 8px 16px;
  }
  :host([density='list']) .actions {
    flex: none;
    padding: 0 8px;
  }
  :host([density='list']) .play {
    --pt-icon-size: 40px;
    inset: calc(50% - 20px) auto auto calc(50% - 20px);
  }
  @media (max-width: 600px) {
    /* There is room for three. */
    :host([density='small']) .pin[aria-pressed='true'] ~ a {
      display: none;
    }
    :host([density='list']) .picture {
      width: 120px;
    }
    :host([density='list']) .body {
      padding-left: 10px;
    }
    :host([density='list']) .actions {
      padding: 0 2px;
    }
    :host([density='list']) :is(.button, .pin, .space) {
      display: none;
    }
    :host([density='list']) .actions > .button:not([data-action='play']) {
      display: inline-flex;
      width: 44px;
      padding: 0;
    }
    :host([density='list']) .button span {
      display: none;
    }
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(-12px);
    }
  }
`;
