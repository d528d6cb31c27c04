import { css } from 'lit';
import { baseStyles, buttonStyles } from '../styles/shared.ts';

export const testPictureStyles = [
  baseStyles,
  buttonStyles,
  css`
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-start;
      gap: 12px 16px;
    }
    .frame {
      --pt-icon-size: 48px;
      display: flex;
      flex: 1 1 240px;
      align-items: center;
      justify-content: center;
      max-width: 400px;
      aspect-ratio: 16 / 9;
      overflow: hidden;
      border-radius: 8px;
      color: var(--pt-poster-icon);
      background: var(--pt-poster-background);
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: contain;
    }
    .beside {
      flex: 1 1 240px;
    }
    p {
      margin: 0 0 4px;
      line-height: 20px;
      color: var(--secondary-text-color);
      overflow-wrap: anywhere;
    }
    .facts .error {
      color: var(--pt-error-text);
    }
    .button {
      --pt-icon-size: 20px;
      margin-left: -12px;
      padding: 0 12px;
    }
    .button[aria-disabled='true'] {
      opacity: 0.5;
    }
  `,
];
