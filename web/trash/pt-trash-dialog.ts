import { consume } from '@lit/context';
import { mdiDeleteForeverOutline, mdiDeleteOutline, mdiRestore } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LIST_PART } from '../api/timelapses.ts';
import { trashApi, trashPosterUrl } from '../api/trash.ts';
import { confirm } from '../components/confirm.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-age.ts';
import '../components/pt-empty.ts';
import '../components/pt-icon.ts';
import { requestError } from '../components/request-error.ts';
import { showToast } from '../components/toasts.ts';
import type { WireTrashedVideo } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatDateTime } from '../format/format-date-time.ts';
import { formatDuration } from '../format/format-duration.ts';
import { formatNumber } from '../format/format-number.ts';
import '../gallery/pt-poster.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { rowStyles } from '../styles/shared.ts';
import { trashTexts } from './trash-texts.ts';

@customElement('pt-trash-dialog')
export class PtTrashDialog extends DialogElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @state() private _videos: readonly WireTrashedVideo[] | null = null;
  @state() private _hasMore = false;
  @state() private _isBusy = false;
  @state() private _error: string | null = null;

  private readonly _system = new CollectionController(this, () => this.page.system.state);

  override connectedCallback(): void {
    super.connectedCallback();
    void this._read();
  }

  private get _texts() {
    return trashTexts(this.t);
  }

  override render() {
    return this.renderFrame(this._texts.title, this._renderContent());
  }

  private _renderContent() {
    if (this._error !== null)
      return requestError(this.t.request_failed, this._error, () => this._read(), this.t);
    if (this._videos === null)
      return html`<div class="body"><p class="quiet" role="status">${this.t.wait}</p></div>`;
    if (this._videos.length === 0)
      return html`<pt-empty
        .icon=${mdiDeleteOutline}
        .heading=${this._texts.nothing_title}
        .text=${this._texts.nothing_text}
      >
        <button class="button filled" @click=${this.close}>${this.t.close}</button>
      </pt-empty>`;
    return this._renderList(this._videos);
  }

  private _renderList(videos: readonly WireTrashedVideo[]) {
    const { trash_days: days = 0 } = this._system.value.stats ?? {};
    return html`<div class="body">
        <p class="quiet">
          ${this._texts.text(days, formatNumber(days, this.tag), formatBytes(this._bytes, this.tag))}
        </p>
        <ul>
          ${repeat(
            videos,
            ({ id }) => id,
            (video) => this._renderRow(video),
          )}
        </ul>
        ${
          this._hasMore
            ? html`<button class="button more" ?disabled=${this._isBusy} @click=${this._handleMore}>
                ${this.t.show_more(formatNumber(LIST_PART, this.tag))}
              </button>`
            : nothing
        }
      </div>
      <div class="foot">
        <button class="button danger" ?disabled=${this._isBusy} @click=${this._handleEmpty}>
          ${this._texts.empty}
        </button>
      </div>`;
  }

  private _renderRow(video: WireTrashedVideo) {
    const { id, title, deleted_at, expires_at, size_bytes, video_duration } = video;
    const facts = [
      formatBytes(size_bytes, this.tag),
      video_duration === null ? null : formatDuration(video_duration, this.tag),
      video.printer,
    ].filter((fact) => fact !== null);
    return html`<li class="row">
      <pt-poster .src=${trashPosterUrl(id)}></pt-poster>
      <div class="names">
        <p class="title">${title}</p>
        <p class="quiet">${facts.join(' · ')}</p>
        <p class="quiet" title=${this._texts.until(formatDateTime(expires_at, this.tag))}>
          ${this._texts.deleted} <pt-age .at=${deleted_at}></pt-age>
        </p>
      </div>
      ${this._renderButton(this._texts.restore(title), mdiRestore, () => this._handleRestore(video))}
      ${this._renderButton(this._texts.remove(title), mdiDeleteForeverOutline, () =>
        this._handleRemove(video),
      )}
    </li>`;
  }

  private _renderButton(label: string, icon: string, handle: () => Promise<void>) {
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      ?disabled=${this._isBusy}
      @click=${handle}
    >
      <pt-icon .path=${icon}></pt-icon>
    </button>`;
  }

  /** Of all, also of those that are not shown yet. */
  private get _bytes(): number {
    const shown = (this._videos ?? []).reduce((sum, { size_bytes }) => sum + size_bytes, 0);
    return this._hasMore ? (this._system.value.stats?.trash_bytes ?? shown) : shown;
  }

  private get _count(): number {
    const shown = this._videos?.length ?? 0;
    return this._hasMore ? (this._system.value.stats?.trash_count ?? shown) : shown;
  }

  private async _read(): Promise<void> {
    this._error = null;
    try {
      const videos = await trashApi.listTrash({ query: { limit: LIST_PART, offset: 0 } });
      this._hasMore = videos.length === LIST_PART;
      this._videos = videos;
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  private async _handleMore(): Promise<void> {
    const shown = this._videos ?? [];
    await this._whileBusy(async () => {
      const more = await trashApi.listTrash({ query: { limit: LIST_PART, offset: shown.length } });
      const known = new Set(shown.map(({ id }) => id));
      this._hasMore = more.length === LIST_PART;
      this._videos = [...shown, ...more.filter(({ id }) => !known.has(id))];
    });
    // The button has moved, and may be gone.
    await this._focusRow(shown.length, 0);
  }

  private async _handleRestore({ id, title }: WireTrashedVideo): Promise<void> {
    const row = this._rowOf(id);
    await this._whileBusy(async () => {
      await this.page.timelapses.restore(id);
      showToast(this.t.restored(title));
      this._drop(id);
    });
    await this._focusRow(row, 0);
  }

  private async _handleRemove({ id, title, image_count }: WireTrashedVideo): Promise<void> {
    const { remove_title, remove_text, remove_confirm, removed } = this._texts;
    const question = { title: remove_title, text: remove_text(title, image_count), confirm: remove_confirm };
    if ((await confirm(question)) === null) return;
    const row = this._rowOf(id);
    await this._whileBusy(async () => {
      await trashApi.deleteFromTrash({ params: { id } });
      showToast(removed(title));
      this._drop(id);
    });
    await this._focusRow(row, 1);
  }

  private async _handleEmpty(): Promise<void> {
    const { empty_title, empty_text, empty, emptied } = this._texts;
    const question = {
      title: empty_title(this._count, formatNumber(this._count, this.tag)),
      text: empty_text(formatBytes(this._bytes, this.tag)),
      confirm: empty,
    };
    if ((await confirm(question)) === null) return;
    await this._whileBusy(async () => {
      const { freed_bytes } = await trashApi.emptyTrash({});
      showToast(emptied(formatBytes(freed_bytes, this.tag)));
    });
    await this._read();
    await this._focusRow(0, 0);
  }

  private _rowOf(id: string): number {
    return this._videos?.findIndex((video) => video.id === id) ?? 0;
  }

  private _drop(id: string): void {
    this._videos = (this._videos ?? []).filter((video) => video.id !== id);
  }

  private async _whileBusy(work: () => Promise<void>): Promise<void> {
    this._isBusy = true;
    try {
      await work();
    } catch (error) {
      reportError(error);
    }
    this._isBusy = false;
  }

  /** The pressed button is gone, and the focus with it. */
  private async _focusRow(row: number, button: number): Promise<void> {
    await this.updateComplete;
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>('li .icon-button');
    const there = Math.min(row * 2, buttons.length - 2) + button;
    (buttons[there] ?? this.renderRoot.querySelector<HTMLElement>('pt-empty .button'))?.focus();
  }

  static override styles = [
    dialogStyles,
    rowStyles,
    css`
      wa-dialog {
        --width: 600px;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      pt-poster {
        --pt-icon-size: 24px;
        flex: none;
        width: 96px;
        margin-right: 4px;
        border-radius: 8px;
      }
      .row {
        gap: 4px 8px;
      }
      .more {
        display: block;
        margin: 8px auto 0;
      }
      @media (max-width: 450px) {
        pt-poster {
          width: 72px;
        }
        .icon-button + .icon-button {
          margin-left: -8px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-trash-dialog': PtTrashDialog;
  }
}
