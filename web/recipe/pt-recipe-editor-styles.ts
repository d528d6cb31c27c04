import { css } from 'lit';

/** On a phone the picture stays while the rest scrolls; on a desktop the panel is beside it. */
export const recipeEditorStyles = css`
  :host {
    display: block;
  }
  pt-stage {
    /* Of the whole picture, so that cropping does not move everything else. */
    height: min(38dvh, 100vw / var(--whole));
  }
  pt-stage.cropping {
    --pt-stage-margin: 16px;
  }
  .film {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
    padding: 8px 16px;
  }
  .panel {
    padding: 0 16px 16px;
  }
  h3 {
    margin: 16px 0 8px;
    font-size: 16px;
    font-weight: 500;
    line-height: 24px;
  }
  pt-presets {
    margin-bottom: 12px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 0 4px;
    margin: -6px -8px -4px 0;
  }
  .row p {
    flex: 1;
    min-width: 160px;
    margin: 0;
  }
  .row .button {
    --pt-icon-size: 20px;
    padding: 0 10px;
  }
  .quiet {
    color: var(--secondary-text-color);
  }
  .keys {
    display: none;
    margin: 0;
    font-size: 12px;
    line-height: 16px;
    color: var(--secondary-text-color);
  }
  @media (hover: hover) and (min-width: 870px) {
    .keys {
      display: block;
    }
  }
  .problem,
  .note {
    margin: 0;
    line-height: 20px;
  }
  pt-presets + .problem {
    margin-bottom: 12px;
  }
  .problem:empty {
    display: none;
  }
  .problem {
    color: var(--pt-error-text);
  }
  .note {
    padding: 8px 12px;
    border-radius: 8px;
    background: var(--secondary-background-color);
    overflow-wrap: anywhere;
  }
  @media (max-width: 869px), (max-height: 500px) {
    pt-stage {
      position: sticky;
      z-index: 1;
      top: 56px;
    }
  }
  @media (min-width: 870px) and (min-height: 501px) {
    :host {
      display: grid;
      grid-template: minmax(0, 1fr) auto / minmax(0, 1fr) 380px;
      min-height: 0;
    }
    pt-stage {
      height: auto;
      min-height: 0;
    }
    .film {
      padding: 12px 24px 16px;
    }
    .panel {
      grid-area: 1 / 2 / 3 / 3;
      overflow-y: auto;
      padding: 0 24px 24px;
      border-left: 1px solid var(--divider-color);
    }
  }
`;
