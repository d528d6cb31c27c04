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
    padding: 8px 16px;
  }
  .panel {
    padding: 0 16px 16px;
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
      /* As high as what comes into it, so that the picture keeps its size. */
      min-height: 292px;
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
