import { mdiAlert } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import type { WireTimelapse } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { noteRowStyles } from '../styles/note-row-styles.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import type { Action } from '../timelapse/card-actions.ts';
import { fireEvent } from '../util/fire-event.ts';

/** A notice where many frames were left out automatically; empty otherwise. Fires `pt-player-action`. */
@customElement('pt-left-out')
export class PtLeftOut extends LazyElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;

  private readonly _viewer = new CollectionController(this, () => viewer);

  override render() {
    const { many_left_out, frames_left_out, image_count, source_missing } = this.timelapse;
    if (!many_left_out || frames_left_out === null) return nothing;
    const [count, total] = [frames_left_out, image_count].map((value) => formatNumber(value, this.tag));
    const mayCheck = this._viewer.value.may_change && !source_missing;
    return html`<div class="row" role="status">
      <pt-icon .path=${mdiAlert}></pt-icon>
      <p>${this.t.left_out_many(count!, total!)} ${mayCheck ? this.t.left_out_check : nothing}</p>
      ${mayCheck ? this._renderButton() : nothing}
    </div>`;
  }

  private _renderButton() {
    return html`<button class="button" @click=${() => fireEvent<Action>(this, 'pt-player-action', 'recipe')}>
      ${this.t.action.recipe}
    </button>`;
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    noteRowStyles,
    css`
      .row > pt-icon {
        color: var(--warning-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-left-out': PtLeftOut;
  }
}
