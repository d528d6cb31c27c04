import { mdiFolderOffOutline, mdiRestore } from '@mdi/js';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { readIgnored } from '../api/timelapses.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-age.ts';
import '../components/pt-empty.ts';
import '../components/pt-icon.ts';
import { showToast } from '../components/toasts.ts';
import { requestError } from '../components/request-error.ts';
import type { WireIgnoredFolder } from '../contract.ts';
import { describeError } from '../shell/describe-error.ts';
import type { Page } from '../shell/page.ts';
import { tellError } from '../shell/tell-error.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { rowStyles } from '../styles/shared.ts';
import { formatBytes } from '../util/format-bytes.ts';
import { formatNumber } from '../util/format-number.ts';

/** Deleted timelapses whose frames remain, each with the way back. */
@customElement('pt-ignored-dialog')
export class PtIgnoredDialog extends DialogElement {
  @property({ attribute: false }) page!: Page;

  /** Null while they are read. */
  @state() private _folders: readonly WireIgnoredFolder[] | null = null;
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
    </div>`;
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
      this._folders = await readIgnored();
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  private async _handleRestore(id: string, title: string): Promise<void> {
    this._busyId = id;
    try {
      await this.page.timelapses.restore(id);
      showToast(this.t.restored(title));
    } catch (error) {
      tellError(error);
    }
    this._busyId = null;
    await this._read();
    await this.updateComplete;
    // The button that was pressed is gone, and the focus with it.
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
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-ignored-dialog': PtIgnoredDialog;
  }
}
