import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/textarea/textarea.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type WaTextarea from '@awesome.me/webawesome/dist/components/textarea/textarea.js';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { TimelapseCollection } from '../api/timelapses.ts';
import { DialogElement } from '../components/dialog-element.ts';
import { showToast } from '../components/toasts.ts';
import type { WireTimelapse } from '../contract.ts';
import { describeError } from '../page/describe-error.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';

/** An empty title shows the folder name. */
@customElement('pt-edit-dialog')
export class PtEditDialog extends DialogElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;
  @property({ attribute: false }) timelapses!: TimelapseCollection;

  @state() private _busy = false;
  @state() private _error: string | null = null;

  @query('wa-input') private _title!: WaInput;
  @query('wa-textarea') private _notes!: WaTextarea;

  override render() {
    const { title, notes, folder_name } = this.timelapse;
    return this.renderFrame(
      this.t.edit_title,
      html`<form @submit=${this._handleSubmit}>
        <div class="body">
          <wa-input
            autofocus
            maxlength="200"
            .label=${this.t.edit_name}
            .hint=${this.t.edit_name_hint(folder_name)}
            .value=${title ?? ''}
            placeholder=${folder_name}
            autocomplete="off"
            enterkeyhint="done"
            @keydown=${this._handleKeydown}
          ></wa-input>
          <wa-textarea
            rows="5"
            maxlength="10000"
            resize="vertical"
            .label=${this.t.edit_notes}
            .value=${notes ?? ''}
          ></wa-textarea>
          ${this._error === null ? nothing : html`<p class="error" role="alert">${this._error}</p>`}
        </div>
        <div class="foot">
          <button type="button" class="button" @click=${this.close}>${this.t.cancel}</button>
          <button type="submit" class="button filled" ?disabled=${this._busy}>${this.t.save}</button>
        </div>
      </form>`,
    );
  }

  private _handleKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    void this._save();
  }

  private _handleSubmit(event: Event): void {
    event.preventDefault();
    void this._save();
  }

  private async _save(): Promise<void> {
    if (this._busy) return;
    this._busy = true;
    try {
      await this.timelapses.update(this.timelapse.id, {
        title: this._title.value?.trim() || null,
        notes: this._notes.value?.trim() || null,
      });
      showToast(this.t.edit_saved);
      this.close();
    } catch (error) {
      this._error = describeError(error, this.t);
    } finally {
      this._busy = false;
    }
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 520px;
      }
      .body {
        display: grid;
        gap: 16px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-edit-dialog': PtEditDialog;
  }
}
