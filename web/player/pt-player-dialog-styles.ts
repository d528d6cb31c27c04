import { css } from 'lit';

/** Layout of the player: the video takes what height there is, the rest scrolls below it. */
export const playerDialogStyles = css`
  wa-dialog {
    --width: min(1100px, calc(100% - 32px));
    --spacing: 0;
  }
  wa-dialog::part(dialog) {
    overflow: hidden;
  }
  .header {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    background: var(--card-background-color);
    align-items: center;
    min-height: 56px;
    padding: 4px 8px 4px 20px;
  }
  h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    overflow: hidden;
    font-size: 20px;
    font-weight: 400;
    line-height: 28px;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .stage {
    aspect-ratio: 16 / 9;
    width: 100%;
    max-height: calc(100dvh - 376px);
    background: #000000;
  }
  pt-player-video {
    width: 100%;
    height: 100%;
  }
  pt-player-controls {
    justify-content: center;
    padding: 4px 8px;
  }
  .note {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 20px;
    background: var(--secondary-background-color);
  }
  .note p {
    flex: 1;
    margin: 0;
  }
  .details {
    padding: 8px 20px 24px;
    border-top: 1px solid var(--divider-color);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    margin: 0 -12px 12px;
  }
  .actions .button {
    --pt-icon-size: 20px;
    padding: 0 12px;
  }
  h3 {
    margin: 16px 0 4px;
    font-size: 14px;
    font-weight: 500;
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
    .stage {
      max-height: calc(100dvh - 112px);
    }
  }
`;
