import { mdiArchiveAlertOutline, mdiArchiveOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { archive } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import type { WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { archiveTexts } from './archive-texts.ts';

/** Where the video of a card is, if it is in the archive or on its way. */
@customElement('pt-archived')
export class PtArchived extends LocalizedElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;

  private readonly _archive = new CollectionController(this, () => archive);

  override render() {
    const { archive_state: state, archive_folder: folder } = this.timelapse;
    if (state === null) return nothing;
    const texts = archiveTexts(this.t);
    const isAway = folder !== null && this._archive.value.away.includes(folder);
    const text = isAway ? texts.away : texts.state[state];
    return html`<p class=${isAway ? 'away' : ''} title=${folder ?? ''}>
      <pt-icon .path=${isAway ? mdiArchiveAlertOutline : mdiArchiveOutline}></pt-icon><span>${text}</span>
    </p>`;
  }

  static override styles = css`
    p {
      --pt-icon-size: 16px;
      display: flex;
      align-items: center;
      gap: 4px;
      margin: 0;
    }
    span {
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
    }
    .away {
      color: var(--primary-text-color);
    }
    .away pt-icon {
      color: var(--warning-color);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-archived': PtArchived;
  }
}
