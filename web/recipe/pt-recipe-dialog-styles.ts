import { css } from 'lit';

export const recipeDialogStyles = css`
  wa-dialog {
    --width: min(1280px, calc(100% - 32px));
  }
  .wait {
    margin: 0;
    padding: 48px 24px;
    text-align: center;
    color: var(--secondary-text-color);
  }
  pt-recipe-editor {
    flex: 1 0 auto;
  }
  pt-recipe-result {
    flex: 1;
    min-width: 110px;
  }
  .destroys {
    --pt-icon-size: 20px;
    margin: 16px -16px 0;
  }
  @media (max-width: 450px) {
    pt-recipe-result {
      flex: 1 0 100%;
    }
  }
  @media (max-width: 869px), (max-height: 500px) {
    .header {
      z-index: 2;
    }
    .foot {
      z-index: 2;
    }
    /* What has the focus is never behind the picture or the foot. */
    wa-dialog::part(body) {
      scroll-padding: calc(64px + min(38dvh, 75vw)) 0 88px;
    }
  }
  @media (min-width: 870px) and (min-height: 501px) {
    wa-dialog::part(dialog) {
      height: min(940px, calc(100dvh - 48px));
      max-height: none;
    }
    wa-dialog::part(body) {
      display: flex;
      flex-direction: column;
      min-height: 0;
      overflow: hidden;
    }
    pt-recipe-editor {
      flex: 1;
    }
  }
`;
