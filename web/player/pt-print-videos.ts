import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, chipStyles } from '../styles/shared.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { fireEvent } from '../util/fire-event.ts';
import { originTexts } from './origin-texts.ts';

/** The videos of one print, to choose from. Fires `pt-video` with the id of another. */
@customElement('pt-print-videos')
export class PtPrintVideos extends LocalizedElement {
  @property({ attribute: false }) videos: readonly WireTimelapse[] = [];
  /** Id of the one that is shown. */
  @property() shown = '';

  override render() {
    return html`<div role="group" aria-label=${originTexts(this.t).ofPrint}>
      ${this.videos.map((video) => this._renderVideo(video))}
    </div>`;
  }

  private _renderVideo(video: WireTimelapse) {
    const isShown = video.id === this.shown;
    return html`<button
      class="chip"
      aria-pressed=${isShown}
      @click=${() => {
        if (!isShown) fireEvent(this, 'pt-video', video.id);
      }}
    >
      ${this._nameOf(video)}
    </button>`;
  }

  /** Where it comes from, unless several come from there. */
  private _nameOf(video: WireTimelapse): string {
    const alike = this.videos.filter(({ origin }) => origin === video.origin);
    return alike.length === 1 ? originTexts(this.t).from[video.origin] : titleOf(video);
  }

  static override styles = [
    baseStyles,
    chipStyles,
    css`
      :host {
        display: block;
        padding: 8px 24px;
        border-top: 1px solid var(--divider-color);
      }
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .chip {
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @media (max-width: 450px), (max-height: 500px) {
        :host {
          padding: 8px 16px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-print-videos': PtPrintVideos;
  }
}
