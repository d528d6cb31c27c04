import { consume } from '@lit/context';
import { mdiFolderOffOutline, mdiRestore } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LIST_PART, readIgnored } from '../api/timelapses.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-age.ts';
import '../components/pt-empty.ts';
import '../components/pt-icon.ts';
import { showToast } from '../components/toasts.ts';
import { requestError } from '../components/request-error.ts';
import type { WireIgnoredFolder } from '../contract.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { rowStyles } from '../styles/shared.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';

@customElement('pt-ignored-dialog')
export class PtIgnoredDialog extends DialogElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @state() private _folders: readonly WireIgnoredFolder[] | null = null;
  /** Including those not loaded yet. */
  @state() private _total = 0;
  @state() private _busyId: string | null = null;
  @state() private _error: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this._read();
  }

  override render() {
    return this.renderFrame(this.t.ignored_title, this._renderContent());
  }

  private _renderContent() {
    if (this._error !== null) {
      return requestError(this.t.request_failed, this._error, () => this._read(), this.t);
    }
    if (this._folders === null) {
      return html`<div class="body"><p class="quiet" role="status">${this.t.wait}</p></div>`;
    }
    if (this._folders.length === 0) {
      return html`<pt-empty
        .icon=${mdiFolderOffOutline}
        .heading=${this.t.ignored_empty_title}
        .text=${this.t.ignored_empty_text}
      >
        <button class="button filled" @click=${this.close}>${this.t.close}</button>
      </pt-empty>`;
    }
    return html`<div class="body">
      <p class="quiet">${this.t.ignored_text}</p>
      <ul>
        ${repeat(
          this._folders,
          ({ id }) => id,
          (folder) => this._renderRow(folder),
        )}
      </ul>
      ${this._renderMore(this._total - this._folders.length)}
    </div>`;
  }

  private _renderMore(hidden: number) {
    if (hidden <= 0) return nothing;
    const more = formatNumber(Math.min(hidden, LIST_PART), this.tag);
    return html`<button class="button more" @click=${this._handleMore}>${this.t.show_more(more)}</button>`;
  }

  private _renderRow(folder: WireIgnoredFolder) {
    const { id, image_count, source_size_bytes, deleted_at } = folder;
    const title = folder.title ?? folder.folder_name;
    return html`<li class="row">
      <div class="names">
        <p class="title">${title}</p>
        <p class="quiet">
          ${this.t.frames(image_count, formatNumber(image_count, this.tag))} ·
          ${formatBytes(source_size_bytes, this.tag)} · ${this.t.ignored_deleted}
          <pt-age .at=${deleted_at}></pt-age>
        </p>
      </div>
      <button
        class="button"
        aria-label=${this.t.action_for(this.t.restore, title)}
        ?disabled=${this._busyId !== null}
        @click=${() => this._handleRestore(id, title)}
      >
        <pt-icon .path=${mdiRestore}></pt-icon>${this.t.restore}
      </button>
    </li>`;
  }

  private async _read(): Promise<void> {
    this._error = null;
    try {
      // As many as before, so that the scroll position is kept.
      const wanted = this._folders?.length ?? 0;
      const folders: WireIgnoredFolder[] = [];
      do {
        const { items, total } = await readIgnored(folders.length);
        folders.push(...items);
        this._total = items.length === 0 ? folders.length : total;
      } while (folders.length < Math.min(wanted, this._total));
      this._folders = folders;
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  private async _handleMore(): Promise<void> {
    const shown = this._folders ?? [];
    try {
      const { items, total } = await readIgnored(shown.length);
      const known = new Set(shown.map(({ id }) => id));
      this._folders = [...shown, ...items.filter(({ id }) => !known.has(id))];
      this._total = items.length === 0 ? shown.length : total;
    } catch (error) {
      reportError(error);
    }
    await this.updateComplete;
    // The button has moved, and may be gone.
    this.renderRoot.querySelectorAll<HTMLElement>('li .button')[shown.length]?.focus();
  }

  private async _handleRestore(id: string, title: string): Promise<void> {
    this._busyId = id;
    try {
      await this.page.timelapses.restore(id);
      showToast(this.t.restored(title));
    } catch (error) {
      reportError(error);
    }
    this._busyId = null;
    await this._read();
    await this.updateComplete;
    // The pressed button is gone, and the focus with it.
    this.renderRoot.querySelector<HTMLElement>('li .button, pt-empty .button')?.focus();
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
      .button {
        --pt-icon-size: 20px;
      }
      .more {
        display: block;
        margin: 8px auto 0;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-ignored-dialog': PtIgnoredDialog;
  }
}
