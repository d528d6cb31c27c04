import { css } from 'lit';

/** Beside the cards; on a small screen above them at the edge, while the page scrolls. */
export const monthRailStyles = css`
  :host {
    display: block;
    -webkit-user-select: none;
    user-select: none;
  }
  .rail {
    position: sticky;
    z-index: 1;
    top: calc(var(--rail-top) + 12px);
    /* All of it is in view where the page begins. */
    height: calc(100dvh - var(--page-top) - 24px);
    min-height: 240px;
    cursor: pointer;
    touch-action: none;
  }
  .marks {
    position: absolute;
    inset: 0;
    font-size: 12px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
    color: var(--secondary-text-color);
  }
  .year,
  .dot {
    position: absolute;
    right: 4px;
    transform: translateY(-50%);
  }
  .dot {
    right: 8px;
    width: 4px;
    height: 4px;
    border-radius: 50%;
    background: currentColor;
    opacity: 0.6;
  }
  .grip {
    position: absolute;
    right: 0;
    width: 40px;
    height: 44px;
    margin-top: -22px;
    outline: none;
  }
  .grip::before {
    content: '';
    position: absolute;
    inset: calc(50% - 1.5px) 0 auto 0;
    height: 3px;
    border-radius: 2px;
    background: var(--primary-color);
  }
  .grip:focus-visible::before {
    outline: 2px solid var(--pt-primary-text);
    outline-offset: 3px;
  }
  .bubble {
    position: absolute;
    right: 48px;
    padding: 6px 12px;
    transform: translateY(-50%);
    border-radius: 9999px;
    font-size: 14px;
    font-weight: 500;
    line-height: 20px;
    white-space: nowrap;
    color: var(--pt-on-primary);
    background: var(--pt-primary-fill);
    box-shadow: 0 2px 8px rgba(0, 0, 0, 0.3);
    pointer-events: none;
  }
  @media (max-width: 600px) {
    .rail {
      position: fixed;
      z-index: 2;
      inset: calc(var(--rail-top) + 22px) 0 calc(22px + var(--pt-safe-bottom)) auto;
      width: 44px;
      height: auto;
      min-height: 0;
      /* What is below can be pressed. */
      pointer-events: none;
      opacity: 0;
      transition: opacity var(--pt-slow);
    }
    :host(:is([scrolling], [dragging], :focus-within)) .rail {
      opacity: 1;
    }
    .marks {
      display: none;
    }
    .grip {
      width: 44px;
      touch-action: none;
      pointer-events: none;
    }
    :host(:is([scrolling], [dragging], :focus-within)) .grip {
      pointer-events: auto;
    }
    .grip::before {
      inset: 2px 0 2px auto;
      width: 20px;
      height: auto;
      border-radius: 20px 0 0 20px;
      background: var(--primary-color);
      box-shadow: 0 1px 4px rgba(0, 0, 0, 0.4);
    }
    .grip::after {
      content: '';
      position: absolute;
      inset: 14px 5px 14px auto;
      width: 8px;
      border: solid var(--pt-on-primary);
      border-width: 2px 0;
    }
    .bubble {
      right: 60px;
      font-size: 16px;
      padding: 8px 16px;
    }
  }
`;
