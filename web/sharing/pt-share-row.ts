import {
  mdiClose,
  mdiCrop,
  mdiDeleteOutline,
  mdiDownload,
  mdiEyeOffOutline,
  mdiEyeOutline,
  mdiRefresh,
  mdiShareVariantOutline,
} from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import '../components/pt-progress.ts';
import type { WireShare, WireTimelapse } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { shareRowStyles } from './pt-share-row-styles.ts';
import { shareKind } from './share-file.ts';
import { shareTexts } from './share-texts.ts';
import { copyUrl, shareableCopy } from './shareables.ts';

/** One copy, or what could become one. Fires `pt-share-make`, `pt-share-delete` and `pt-share-send`. */
@customElement('pt-share-row')
export class PtShareRow extends LazyElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;
  @property({ attribute: false }) share: WireShare | null = null;
  @property() icon = '';
  @property() name = '';
  /** Until there is a copy. */
  @property() purpose = '';
  @property() expected = '';
  /** Another part of the picture can be chosen. */
  @property({ attribute: false }) mayCrop = false;
  @property({ attribute: false }) mayChange = false;
  @property({ attribute: false }) busy = false;

  @state() private _shown = false;

  override render() {
    return html`<div class="head">
        <pt-icon class="icon" .path=${this.icon}></pt-icon>
        <div class="names">
          <p class="name">${this.name}</p>
          <p class="quiet" role="status">${this._describe()}</p>
        </div>
        <div class=${this.share?.state === 'ready' ? 'actions many' : 'actions'}>
          ${this._renderActions()}
        </div>
      </div>
      ${this._renderMore()}`;
  }

  private _describe(): string {
    const texts = shareTexts(this.t);
    const { share } = this;
    const number = (value: number, decimals = 0): string => formatNumber(value, this.tag, decimals);
    switch (share?.state) {
      case 'waiting':
        return texts.waiting;
      case 'making':
        return texts.making(number(share.progress_percent ?? 0));
      case 'ready': {
        const { bytes, width, height, seconds } = share;
        return [
          formatBytes(bytes ?? 0, this.tag),
          texts.pixels(String(width), String(height)),
          texts.seconds(number(seconds ?? 0, 1)),
        ].join(' · ');
      }
      default:
        return [this.purpose, this.expected].filter(Boolean).join(' · ');
    }
  }

  private _renderActions() {
    const texts = shareTexts(this.t);
    switch (this.share?.state) {
      case 'ready':
        return this._renderReady(this.share);
      case 'waiting':
      case 'making':
        return this.mayChange ? this._renderButton('delete', texts.cancel, mdiClose) : nothing;
      case 'failed':
        return this.mayChange
          ? html`${this._renderDelete()}${this._renderButton('make', texts.again, mdiRefresh)}`
          : nothing;
      default:
        return this.mayChange ? this._renderButton('make', texts.make, null) : nothing;
    }
  }

  private _renderReady(share: WireShare) {
    const texts = shareTexts(this.t);
    const isSent = shareKind(shareableCopy(share, this.timelapse)) !== null;
    return html`${this.mayChange ? this._renderDelete() : nothing}
      ${this.mayChange && this.mayCrop ? this._renderIcon('make', texts.anew, mdiCrop) : nothing}
      <button
        class="button"
        aria-expanded=${this._shown}
        aria-label=${texts.of(this._shown ? texts.hide : texts.show, this.name)}
        @click=${() => {
          this._shown = !this._shown;
        }}
      >
        <pt-icon .path=${this._shown ? mdiEyeOffOutline : mdiEyeOutline}></pt-icon>
        ${this._shown ? texts.hide : texts.show}
      </button>
      <a
        class=${isSent ? 'button' : 'button filled'}
        href=${copyUrl(share, true)}
        download
        aria-label=${texts.of(texts.download, this.name)}
      >
        <pt-icon .path=${mdiDownload}></pt-icon><span class=${isSent ? 'word' : ''}>${texts.download}</span>
      </a>
      ${isSent ? this._renderButton('send', texts.share, mdiShareVariantOutline, 'filled') : nothing}`;
  }

  private _renderDelete() {
    return this._renderIcon('delete', shareTexts(this.t).remove, mdiDeleteOutline);
  }

  private _renderIcon(event: 'make' | 'delete', label: string, icon: string) {
    return html`<button
      class="icon-button"
      aria-label=${shareTexts(this.t).of(label, this.name)}
      title=${label}
      ?disabled=${this.busy}
      @click=${() => fireEvent(this, `pt-share-${event}`, undefined)}
    >
      <pt-icon .path=${icon}></pt-icon>
    </button>`;
  }

  private _renderButton(event: 'make' | 'delete' | 'send', label: string, icon: string | null, look = '') {
    const texts = shareTexts(this.t);
    return html`<button
      class="button ${look}"
      aria-label=${texts.of(label, this.name)}
      ?disabled=${this.busy}
      @click=${() => fireEvent(this, `pt-share-${event}`, undefined)}
    >
      ${icon === null ? nothing : html`<pt-icon .path=${icon}></pt-icon>`}${label}
    </button>`;
  }

  private _renderMore() {
    const { share } = this;
    if (share === null) return nothing;
    if (share.state === 'making')
      return html`<pt-progress
        .value=${share.progress_percent ?? 0}
        .label=${shareTexts(this.t).of(this._describe(), this.name)}
      ></pt-progress>`;
    if (share.state === 'waiting') return this._renderReason('note');
    if (share.state === 'failed') return this._renderReason('error');
    return this._shown ? this._renderCopy(share) : nothing;
  }

  private _renderReason(look: 'note' | 'error') {
    const size = (bytes: number): string => formatBytes(bytes, this.tag);
    const reason = shareTexts(this.t).reason(this.share!, size);
    return reason === '' ? nothing : html`<p class=${look} role="alert">${reason}</p>`;
  }

  private _renderCopy(share: WireShare) {
    if (share.kind !== 'mp4') return html`<img class="copy" src=${copyUrl(share)} alt=${this.name} />`;
    return html`<video
      class="copy"
      src=${copyUrl(share)}
      aria-label=${this.name}
      controls
      autoplay
      loop
      playsinline
      .muted=${true}
    ></video>`;
  }

  static override styles = [baseStyles, buttonStyles, shareRowStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-share-row': PtShareRow;
  }
}
