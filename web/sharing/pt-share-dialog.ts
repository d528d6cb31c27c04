import '@awesome.me/webawesome/dist/components/switch/switch.js';
import { consume } from '@lit/context';
import {
  mdiChatOutline,
  mdiCellphone,
  mdiDownload,
  mdiEmailOutline,
  mdiFileGifBox,
  mdiFileVideoOutline,
  mdiMovieOpenOutline,
  mdiSendOutline,
  mdiShareVariantOutline,
} from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api/client.ts';
import { type NewShare, ShareCollection, type ShareCrop } from '../api/shares.ts';
import { viewer } from '../api/viewer.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-icon.ts';
import '../components/web-awesome.ts';
import { requestError } from '../components/request-error.ts';
import { showToast } from '../components/toasts.ts';
import { SHARE_PRESETS, type SharePresetName, type WireShare, type WireTimelapse } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { downloadUrl } from '../timelapse/media-urls.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { type CopyRow, copyRows, expectedBytes } from './copy-rows.ts';
import '../uploads/pt-uploads.ts';
import './pt-places.ts';
import './pt-share-crop.ts';
import './pt-share-row.ts';
import { type Shareable, shareFile, shareKind } from './share-file.ts';
import { shareTexts } from './share-texts.ts';
import { shareableCopy, shareableVideo } from './shareables.ts';

const ICONS: Record<SharePresetName, string> = {
  chat: mdiChatOutline,
  mail: mdiEmailOutline,
  telegram: mdiSendOutline,
  shorts: mdiCellphone,
  gif: mdiFileGifBox,
};

/** Passes on a video, or a copy of it that fits where it is to go. */
@customElement('pt-share-dialog')
export class PtShareDialog extends DialogElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @property({ attribute: false }) timelapse!: WireTimelapse;

  /** The upright copy's part is being chosen. */
  @state() private _cropping = false;
  /** Title and print data are drawn into copies. */
  @state() private _isDrawn = false;
  /** The video itself shows them. */
  @state() private _hasOverlay = false;
  /** With running requests, by preset or id. */
  @state() private _busy: ReadonlySet<string> = new Set();

  private _copies!: ShareCollection;
  private _disconnect: () => void = () => {};

  private readonly _shares = new CollectionController(this, () => this._copies.shares);
  private readonly _error = new CollectionController(this, () => this._copies.error);
  private readonly _viewer = new CollectionController(this, () => viewer);

  override connectedCallback(): void {
    this._copies = new ShareCollection(this.timelapse.id);
    super.connectedCallback();
    this._disconnect = this._copies.connect(this.page.live);
    void this._readRecipe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._disconnect();
  }

  override render() {
    const title = shareTexts(this.t).title(titleOf(this.timelapse));
    return this.renderFrame(
      title,
      html`<div class="body">
        ${this._renderVideo()}<pt-places .timelapse=${this.timelapse}></pt-places
        ><pt-uploads .timelapse=${this.timelapse}></pt-uploads>${this._renderCopies()}
      </div>`,
      {
        lightDismiss: true,
      },
    );
  }

  private _renderVideo() {
    const texts = shareTexts(this.t);
    const { timelapse } = this;
    const shareable = shareableVideo(timelapse);
    const bytes = timelapse.file_size_bytes;
    return html`<div class="video">
      <pt-icon .path=${mdiMovieOpenOutline}></pt-icon>
      <div class="names">
        <p class="name">${texts.whole}</p>
        ${bytes === null ? nothing : html`<p class="quiet">${formatBytes(bytes, this.tag)}</p>`}
      </div>
      <div class="actions">
        <a class="button" href=${downloadUrl(timelapse)} download>
          <pt-icon .path=${mdiDownload}></pt-icon>${texts.download}
        </a>
        ${
          shareKind(shareable) === null
            ? nothing
            : html`<button class="button" @click=${() => this._send(shareable)}>
                <pt-icon .path=${mdiShareVariantOutline}></pt-icon>${texts.share}
              </button>`
        }
      </div>
    </div>`;
  }

  private _renderCopies() {
    const texts = shareTexts(this.t);
    const error = this._error.value;
    if (error !== null && this._shares.value === null)
      return requestError(texts.loadError, describeError(error, this.t), () => this._copies.read(), this.t);
    const rows = copyRows(this._shares.value ?? [], this._isDrawn);
    const others = rows.filter(({ preset }) => preset === null);
    return html`<h3>${texts.copies}</h3>
      <p class="quiet">${this._viewer.value.may_change ? texts.intro : texts.viewOnly}</p>
      ${this._viewer.value.may_change ? this._renderDrawn() : nothing}
      ${rows.filter(({ preset }) => preset !== null).map((row) => this._renderRow(row))}
      ${others.length === 0 ? nothing : html`<h3>${texts.others}</h3>`}
      ${repeat(
        others,
        ({ share }) => share!.id,
        (row) => this._renderRow(row),
      )}`;
  }

  private _renderDrawn() {
    const texts = shareTexts(this.t);
    return html`<wa-switch
      .checked=${this._isDrawn}
      .disabled=${this._hasOverlay}
      .hint=${this._hasOverlay ? texts.drawnAlready : texts.drawnHint}
      @change=${(event: Event) => {
        this._isDrawn = (event.target as HTMLInputElement).checked;
      }}
      >${texts.drawn}</wa-switch
    >`;
  }

  /** Where it cannot be read, the server says it when a copy is asked for. */
  private async _readRecipe(): Promise<void> {
    const view = await api.getRecipe({ params: { id: this.timelapse.id } }).catch(() => null);
    this._hasOverlay = view?.has_overlay ?? false;
    if (this._hasOverlay) this._isDrawn = false;
  }

  private _renderRow(row: CopyRow) {
    const { preset, share } = row;
    const isCropping = preset === 'shorts' && this._cropping;
    return html`<pt-share-row
        data-preset=${preset ?? 'other'}
        .timelapse=${this.timelapse}
        .share=${share}
        .icon=${preset === null ? mdiFileVideoOutline : ICONS[preset]}
        .name=${this._nameOf(row)}
        .purpose=${preset === null ? '' : shareTexts(this.t).preset[preset].purpose}
        .expected=${preset === null ? '' : this._expected(preset)}
        .mayCrop=${preset === 'shorts'}
        .mayChange=${this._viewer.value.may_change && !isCropping}
        .busy=${this._shares.value === null || this._busy.has(keyOf(row))}
        @pt-share-make=${() => this._handleMake(row)}
        @pt-share-delete=${() => this._whileBusy(row, () => this._copies.delete(share!.id))}
        @pt-share-send=${() => this._send(shareableCopy(share!, this.timelapse))}
      ></pt-share-row>
      ${
        isCropping
          ? html`<pt-share-crop
              .timelapse=${this.timelapse}
              .shares=${this._copies}
              @pt-share-crop=${(event: CustomEvent<ShareCrop>) => this._handleCrop(row, event.detail)}
              @pt-share-cancel=${() => {
                this._cropping = false;
              }}
            ></pt-share-crop>`
          : nothing
      }`;
  }

  private _nameOf({ preset, share }: CopyRow): string {
    const texts = shareTexts(this.t);
    if (preset !== null) return texts.preset[preset].name;
    const { kind, aspect, max_bytes: bytes, overlay } = share!;
    return [
      texts.kind[kind],
      ...(aspect === 'original' ? [] : [aspect]),
      ...(bytes === null ? [] : [texts.atMost(formatBytes(bytes, this.tag))]),
      ...(overlay === null ? [] : [texts.drawn]),
    ].join(' · ');
  }

  private _expected(preset: SharePresetName): string {
    const texts = shareTexts(this.t);
    const { allowedBytes } = SHARE_PRESETS[preset];
    const bytes = expectedBytes(SHARE_PRESETS[preset], this.timelapse);
    if (bytes === null) return '';
    const size = formatBytes(bytes, this.tag);
    return bytes === allowedBytes ? texts.atMost(size) : texts.about(size);
  }

  private _handleMake(row: CopyRow): void {
    const { preset, share } = row;
    if (preset === 'shorts' && share?.state !== 'failed') {
      this._cropping = true;
      return;
    }
    void this._make(row, share === null ? this._wishOf(preset!) : sameWish(share));
  }

  private _handleCrop(row: CopyRow, crop: ShareCrop): void {
    this._cropping = false;
    void this._make(row, { ...this._wishOf('shorts'), crop });
  }

  private _wishOf(preset: SharePresetName): NewShare {
    const { kind, maxBytes, aspect, maxSeconds } = SHARE_PRESETS[preset];
    const overlay = this._isDrawn
      ? { language: this.t.code === 'de' ? ('de' as const) : ('en' as const) }
      : null;
    return { kind, max_bytes: maxBytes, aspect, max_seconds: maxSeconds, overlay };
  }

  private _make(row: CopyRow, wish: NewShare): Promise<void> {
    return this._whileBusy(row, () => this._copies.make(wish));
  }

  private async _whileBusy(row: CopyRow, work: () => Promise<void>): Promise<void> {
    const key = keyOf(row);
    this._busy = new Set([...this._busy, key]);
    try {
      await work();
    } catch (error) {
      reportError(error);
    } finally {
      this._busy = new Set([...this._busy].filter((each) => each !== key));
    }
  }

  private async _send(what: Shareable): Promise<void> {
    const texts = shareTexts(this.t);
    try {
      await shareFile(what, (share) =>
        showToast(texts.ready(what.title), 'info', { label: texts.share, run: () => void share() }),
      );
    } catch (error) {
      reportError(error);
    }
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: min(720px, calc(100% - 32px));
      }
      .video {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 4px 0 12px;
      }
      .video > pt-icon {
        --pt-icon-size: 24px;
        color: var(--secondary-text-color);
      }
      .names {
        flex: 1 1 140px;
        min-width: 0;
      }
      .names p {
        margin: 0;
        line-height: 20px;
      }
      .name {
        font-weight: 500;
      }
      .actions {
        display: flex;
        margin-left: auto;
      }
      .actions .button {
        --pt-icon-size: 20px;
        padding: 0 12px;
      }
      h3 {
        margin: 8px 0 4px;
      }
      wa-switch {
        margin: 8px 0 16px;
      }
      /* On a filled track the thumb is light in the dark too, as Home Assistant's own. */
      wa-switch:state(checked)::part(thumb) {
        background-color: var(--pt-on-primary);
      }
      @media (max-width: 600px) {
        .actions {
          margin-right: -12px;
        }
      }
    `,
  ];
}

function keyOf({ preset, share }: CopyRow): string {
  return preset ?? share!.id;
}

function sameWish({ kind, max_bytes, aspect, crop, max_seconds, overlay }: WireShare): NewShare {
  return { kind, max_bytes, aspect, crop, max_seconds, overlay };
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-share-dialog': PtShareDialog;
  }
}
