import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DialogElement } from '../components/dialog-element.ts';
import { formatNumber } from '../format/format-number.ts';
import { describeError } from '../page/describe-error.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { rowStyles } from '../styles/shared.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { bulkTexts } from './bulk-texts.ts';
import type { Failure } from './each-of.ts';

/** Says of each timelapse why it was not done. */
@customElement('pt-failures-dialog')
export class PtFailuresDialog extends DialogElement {
  @property({ attribute: false }) failed: readonly Failure[] = [];
  /** Nothing was done at all. */
  @property({ type: Boolean }) all = false;

  override render() {
    const { failedTitle, failedText, failedAll } = bulkTexts(this.t);
    const { length } = this.failed;
    return this.renderFrame(
      failedTitle(length, formatNumber(length, this.tag)),
      html`<div class="body">
        <p class="quiet">${this.all ? failedAll : failedText}</p>
        <ul>
          ${this.failed.map(
            ({ timelapse, error }) =>
              html`<li class="row names">
                <div>
                  <p class="title">${titleOf(timelapse)}</p>
                  <p class="quiet">${describeError(error, this.t)}</p>
                </div>
              </li>`,
          )}
        </ul>
      </div>`,
    );
  }

  static override styles = [
    dialogStyles,
    rowStyles,
    css`
      wa-dialog {
        --width: 560px;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-failures-dialog': PtFailuresDialog;
  }
}
