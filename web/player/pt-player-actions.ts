import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { archive, viewer } from '../api/viewer.ts';
import { MENU_ICONS } from '../components/menu-icons.ts';
import '../components/pt-icon.ts';
import type { WireTimelapse } from '../contract.ts';
import { copyAddress } from '../page/copy-address.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import type { Action } from '../timelapse/card-actions.ts';
import { fireEvent } from '../util/fire-event.ts';
import { downloadUrl } from '../timelapse/media-urls.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { playerActions } from './player-actions.ts';

const LAST: readonly Action[] = ['log', 'delete'];

/** Fires `pt-player-action`. */
@customElement('pt-player-actions')
export class PtPlayerActions extends LocalizedElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;

  private readonly _viewer = new CollectionController(this, () => viewer);
  private readonly _archive = new CollectionController(this, () => archive);

  override render() {
    const actions = playerActions(
      this.timelapse,
      this._viewer.value.may_change,
      this._archive.value.folder !== null,
    );
    const first = actions.filter((action) => !LAST.includes(action));
    const last = actions.filter((action) => LAST.includes(action));
    return [
      first.map((action) => this._renderAction(action)),
      this._renderAddress(),
      last.map((action) => this._renderAction(action)),
    ];
  }

  private _renderAddress() {
    return html`<button class="button" data-action="address" @click=${() => void copyAddress()}>
      <pt-icon .path=${MENU_ICONS.address}></pt-icon><span>${this.t.view.address}</span>
    </button>`;
  }

  private _renderAction(action: Action) {
    const { pinned } = this.timelapse;
    const label = action === 'pin' && pinned ? this.t.unpin : this.t.action[action];
    const content = html`<pt-icon .path=${MENU_ICONS[action]}></pt-icon><span>${label}</span>`;
    // A link in the same frame: apps around the page can handle an attachment but not a new window.
    if (action === 'download') {
      return html`<a class="button" href=${downloadUrl(this.timelapse)} download>${content}</a>`;
    }
    return html`<button
      class=${action === 'delete' ? 'button destroys' : 'button'}
      data-action=${action}
      @click=${() => fireEvent(this, 'pt-player-action', action)}
    >
      ${content}
    </button>`;
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
      }
      .button {
        --pt-icon-size: 20px;
        padding: 0 12px;
      }
      /* In rows of words of different length nothing would be found again. */
      @media (max-width: 600px) {
        :host {
          display: grid;
          grid-template-columns: repeat(4, minmax(0, 1fr));
          gap: 4px;
        }
        .button {
          --pt-icon-size: 24px;
          flex-direction: column;
          justify-content: flex-start;
          gap: 4px;
          min-height: 64px;
          padding: 8px 2px;
          border-radius: 12px;
          font-size: 12px;
          line-height: 16px;
          text-align: center;
          white-space: normal;
          hyphens: auto;
          overflow-wrap: anywhere;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-player-actions': PtPlayerActions;
  }
}
