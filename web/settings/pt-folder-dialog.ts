import { mdiArrowUp, mdiChevronRight, mdiFolderOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { folderCauseOf, readFolders } from '../api/settings.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-icon.ts';
import type { WireFolderList } from '../contract.ts';
import { describeError } from '../page/describe-error.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { formatNumber } from '../format/format-number.ts';
import { optionTexts } from './option-texts.ts';

@customElement('pt-folder-dialog')
export class PtFolderDialog extends DialogElement {
  /** Null = at the roots. */
  @property({ attribute: false }) start: string | null = null;

  /** Set when the dialog is closed. */
  chosen: string | null = null;

  @state() private _list: WireFolderList | null = null;
  @state() private _error: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this._open(this.start);
  }

  override render() {
    const texts = optionTexts(this.t);
    const path = this._list?.path ?? null;
    return this.renderFrame(
      texts.pickerTitle,
      html`<div class="body">
          <p class="path" role="status">${path ?? texts.pickerRoots}</p>
          ${this._error === null ? nothing : html`<p class="error" role="alert">${this._error}</p>`}
          ${this._list === null ? html`<p class="quiet">${this.t.wait}</p>` : this._renderList(this._list)}
        </div>
        <div class="foot">
          <button class="button" @click=${this.close}>${this.t.cancel}</button>
          <button class="button filled" ?disabled=${path === null} @click=${this._handleChoose}>
            ${texts.pickerChoose}
          </button>
        </div>`,
    );
  }

  private _renderList({ path, parent, folders }: WireFolderList) {
    const texts = optionTexts(this.t);
    return html`<ul>
        ${
          path === null
            ? nothing
            : html`<li>
                <button @click=${() => this._handleOpen(parent)}>
                  <pt-icon .path=${mdiArrowUp}></pt-icon><span>${texts.pickerUp}</span>
                </button>
              </li>`
        }
        ${repeat(
          folders,
          (folder) => folder.path,
          (folder) => this._renderFolder(folder),
        )}
      </ul>
      ${folders.length === 0 ? html`<p class="quiet">${texts.pickerEmpty}</p>` : nothing}`;
  }

  private _renderFolder({ name, path, image_count }: WireFolderList['folders'][number]) {
    const texts = optionTexts(this.t);
    return html`<li>
      <button @click=${() => this._handleOpen(path)}>
        <pt-icon .path=${mdiFolderOutline}></pt-icon>
        <span>${name}</span>
        ${
          image_count === null || image_count === 0
            ? nothing
            : html`<span class="quiet count"
                >${texts.pickerPictures(image_count, formatNumber(image_count, this.tag))}</span
              >`
        }
        <pt-icon .path=${mdiChevronRight}></pt-icon>
      </button>
    </li>`;
  }

  private async _handleOpen(path: string | null): Promise<void> {
    await this._open(path);
    await this.updateComplete;
    // The pressed row is gone.
    this.renderRoot.querySelector<HTMLElement>('li button, .foot .button')?.focus();
  }

  /** If it cannot be shown, the roots are shown with the reason. */
  private async _open(path: string | null): Promise<void> {
    this._error = null;
    try {
      this._list = await readFolders(path);
    } catch (error) {
      const reason = this._describe(error, path);
      if (path !== null && this._list === null) await this._open(null);
      this._error = reason;
      this._list ??= { path: null, parent: null, folders: [] };
    }
  }

  private _describe(error: unknown, path: string | null): string {
    const cause = folderCauseOf(error);
    const inWords = cause === null ? undefined : optionTexts(this.t).pickerProblem?.[cause];
    return inWords?.(path ?? '') ?? describeError(error, this.t);
  }

  private _handleChoose(): void {
    this.chosen = this._list?.path ?? null;
    this.close();
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 520px;
      }
      .path {
        overflow-wrap: anywhere;
        color: var(--secondary-text-color);
      }
      ul {
        margin: 0 -24px;
        padding: 0;
        list-style: none;
      }
      li button {
        display: flex;
        align-items: center;
        gap: 16px;
        width: 100%;
        min-height: 48px;
        padding: 4px 24px;
        text-align: left;
      }
      li button:focus-visible {
        outline-offset: -2px;
      }
      li span:first-of-type {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      li pt-icon {
        color: var(--secondary-text-color);
      }
      .count {
        font-size: 12px;
      }
      @media (hover: hover) {
        li button:hover {
          background: var(--pt-hover);
        }
      }
      @media (max-width: 450px) {
        ul {
          margin: 0 -16px;
        }
        li button {
          padding: 4px 16px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-folder-dialog': PtFolderDialog;
  }
}
