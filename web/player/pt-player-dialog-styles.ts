import { css } from 'lit';

/** The video takes the available height, the rest scrolls below it. */
export const playerDialogStyles = css`
  wa-dialog {
    --stage-height: calc(100dvh - 440px);
    --width: min(1100px, calc(100% - 32px), max(840px, var(--stage-height) * var(--ratio)));
  }
  wa-dialog::part(dialog) {
    overflow: hidden;
  }
  .stage {
    aspect-ratio: var(--ratio);
    width: 100%;
    max-height: max(200px, var(--stage-height));
    background: #000000;
  }
  pt-player-video {
    width: 100%;
    height: 100%;
  }
  .stage.side {
    aspect-ratio: calc(var(--ratio) * 2);
  }
  pt-player-screen[full] .stage {
    height: 100%;
    max-height: none;
    aspect-ratio: auto;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0 8px;
    padding: 4px 8px;
  }
  pt-seek-bar {
    flex: 1 1 340px;
  }
  pt-player-controls {
    flex: none;
    max-width: 100%;
  }
  .note {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 24px;
    background: var(--secondary-background-color);
  }
  .note p {
    flex: 1;
    margin: 0;
  }
  .details {
    padding: 8px 24px 24px;
    border-top: 1px solid var(--divider-color);
  }
  pt-player-actions {
    margin: 0 -12px 12px;
  }
  h3 {
    margin: 16px 0 4px;
  }
  .notes {
    margin: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .keys {
    display: none;
    margin: 16px 0 0;
    font-size: 12px;
    color: var(--secondary-text-color);
  }
  @media (hover: hover) and (min-width: 870px) {
    .keys {
      display: block;
    }
  }
  @media (max-width: 450px), (max-height: 500px) {
    .details {
      padding: 8px 16px 16px;
    }
    .stage {
      max-height: calc(100dvh - 160px);
    }
  }
  @media (max-width: 600px) and (orientation: portrait) {
    .stage.side {
      aspect-ratio: calc(var(--ratio) / 2);
    }
  }
`;
