import { css } from 'lit';
import { dialogStyles } from '../styles/dialog-parts.ts';

export const candidateStyles = [
  dialogStyles,
  css`
    wa-dialog {
      --width: 640px;
    }
    .loading {
      padding: 0 24px 24px;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .row {
      display: flex;
      align-items: center;
      min-height: 48px;
    }
    li.row {
      border-top: 1px solid var(--divider-color);
    }
    wa-checkbox {
      flex: 1;
      min-width: 0;
    }
    wa-checkbox::part(base),
    wa-checkbox::part(checkbox) {
      align-items: center;
    }
    wa-checkbox::part(label) {
      flex: 1;
      min-width: 0;
    }
    .candidate {
      display: flex;
      align-items: center;
      gap: 12px;
      padding: 8px 0 8px 4px;
    }
    pt-poster {
      --pt-icon-size: 24px;
      flex: none;
      width: 96px;
      border-radius: 8px;
    }
    .names {
      display: block;
      flex: 1;
      min-width: 0;
    }
    .names span {
      display: block;
      line-height: 20px;
    }
    .title {
      display: -webkit-box !important;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      font-weight: 500;
      overflow-wrap: anywhere;
    }
    .more {
      display: block;
      margin: 8px auto 0;
    }
    .foot p {
      flex: 1 1 160px;
      margin: 0;
      font-variant-numeric: tabular-nums;
    }
    .source {
      flex: 1 0 100%;
    }
    @media (max-width: 450px) {
      pt-poster {
        width: 72px;
      }
    }
  `,
];
