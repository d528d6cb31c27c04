import { consume } from '@lit/context';
import { mdiCloudUploadOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DestinationCollection, UploadCollection } from '../api/uploads.ts';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import '../components/pt-progress.ts';
import type { WireTimelapse, WireUpload } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { type Page, pageContext } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { type UploadRow, uploadRows } from './upload-rows.ts';
import { uploadTexts } from './upload-texts.ts';

/** Where a video can be uploaded, and how far that is; nothing without a destination. */
@customElement('pt-uploads')
export class PtUploads extends LazyElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @property({ attribute: false }) timelapse!: WireTimelapse;

  /** With running requests, by destination. */
  @state() private _busy: ReadonlySet<string> = new Set();

  private _uploads!: UploadCollection;
  private readonly _destinations = new DestinationCollection();
  private readonly _places = new CollectionController(this, () => this._destinations.all);
  private readonly _sent = new CollectionController(this, () => this._uploads.all);
  private readonly _viewer = new CollectionController(this, () => viewer);
  private _disconnect: (() => void)[] = [];

  override connectedCallback(): void {
    this._uploads = new UploadCollection(this.timelapse.id);
    super.connectedCallback();
    this._disconnect = [this._destinations.connect(this.page.live), this._uploads.connect(this.page.live)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const disconnect of this._disconnect) disconnect();
  }

  override render() {
    const rows = uploadRows(this._places.value ?? [], this._sent.value ?? []);
    if (rows.length === 0 || !this.timelapse.video_exists) return nothing;
    return html`<h3>${uploadTexts(this.t).uploadTo}</h3>
      ${rows.map((row) => this._renderRow(row))}`;
  }

  private _renderRow({ destination, upload }: UploadRow) {
    const texts = uploadTexts(this.t);
    const { id, name } = destination;
    return html`<div class="row" data-destination=${id}>
      <div class="head">
        <pt-icon class="icon" .path=${mdiCloudUploadOutline}></pt-icon>
        <div class="names">
          <p class="name">${name}</p>
          <p class="quiet">
            <span role="status">${upload ? this._describe(upload) : texts.kind[destination.kind]}</span>
            ${upload?.state === 'sending' ? this.t.percent(formatNumber(upload.progress_percent ?? 0, this.tag)) : nothing}
          </p>
        </div>
        ${this._viewer.value.may_change ? this._renderAction(id, name, upload) : nothing}
      </div>
      ${
        upload?.state === 'sending'
          ? html`<pt-progress
              .value=${upload.progress_percent}
              .label=${texts.of(texts.progress, name)}
            ></pt-progress>`
          : nothing
      }
      ${this._renderReason(upload)}
    </div>`;
  }

  private _describe(upload: WireUpload): string {
    const texts = uploadTexts(this.t);
    switch (upload.state) {
      case 'waiting':
        return texts.waiting;
      case 'sending':
        return texts.sending;
      case 'done':
        return `${texts.done(upload.remote_name ?? '')}, ${texts.checkedBy[upload.checked_by ?? 'checksum']}`;
      default:
        return '';
    }
  }

  private _renderAction(destinationId: string, name: string, upload: WireUpload | null) {
    const texts = uploadTexts(this.t);
    const isOnItsWay = upload?.state === 'waiting' || upload?.state === 'sending';
    const again =
      upload?.state === 'failed' ? texts.again : upload?.state === 'done' ? texts.check : texts.upload;
    const verb = isOnItsWay ? texts.cancel : again;
    return html`<button
      class="button"
      aria-label=${texts.of(verb, name)}
      ?disabled=${this._busy.has(destinationId)}
      @click=${() =>
        this._do(destinationId, () =>
          isOnItsWay ? this._uploads.cancel(upload.id) : this._uploads.start(destinationId),
        )}
    >
      ${verb}
    </button>`;
  }

  private _renderReason(upload: WireUpload | null) {
    if (!upload || upload.reason_code === null) return nothing;
    const texts = uploadTexts(this.t);
    const { reason_code: code, detail, next_try_at: next, state: now } = upload;
    const time = next && new Date(next).toLocaleTimeString(this.tag, { hour: '2-digit', minute: '2-digit' });
    return html`<p class=${now === 'failed' ? 'error' : 'note'}>
      ${texts.reason[code]} ${time ? texts.nextTry(time) : nothing}
      ${detail === null ? nothing : html`<br /><small>${detail}</small>`}
    </p>`;
  }

  private async _do(destinationId: string, act: () => Promise<void>): Promise<void> {
    this._busy = new Set([...this._busy, destinationId]);
    try {
      await act();
    } catch (error) {
      reportError(error);
    } finally {
      this._busy = new Set([...this._busy].filter((each) => each !== destinationId));
    }
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      h3 {
        margin: 8px 0 4px;
        font-size: 14px;
        font-weight: 500;
      }
      .row {
        padding: 12px 0;
        border-top: 1px solid var(--divider-color);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
      }
      .icon {
        --pt-icon-size: 24px;
        flex: none;
        color: var(--secondary-text-color);
      }
      .names {
        flex: 1 1 120px;
        min-width: 0;
      }
      p {
        margin: 0;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      .name {
        font-weight: 500;
      }
      .quiet,
      .note,
      small {
        color: var(--secondary-text-color);
        font-variant-numeric: tabular-nums;
      }
      .button {
        margin-left: auto;
        padding: 0 12px;
      }
      pt-progress,
      .error,
      .note {
        margin-top: 8px;
      }
      .error {
        color: var(--pt-error-text);
      }
      @media (max-width: 600px) {
        .button {
          margin-right: -12px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-uploads': PtUploads;
  }
}
