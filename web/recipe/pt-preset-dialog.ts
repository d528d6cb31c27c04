import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { DialogElement } from '../components/dialog-element.ts';
import { showToast } from '../components/toasts.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { recipeTexts } from './recipe-texts.ts';
import { describeRefusal } from './refusal.ts';

/** Asks for the name of a new preset. */
@customElement('pt-preset-dialog')
export class PtPresetDialog extends DialogElement {
  /** @throws ApiError */
  @property({ attribute: false }) save!: (name: string) => Promise<void>;

  @state() private _busy = false;
  @state() private _error: string | null = null;

  @query('wa-input') private _name!: WaInput;

  override render() {
    const texts = recipeTexts(this.t);
    return this.renderFrame(
      texts.presetSave,
      html`<form @submit=${this._handleSubmit}>
        <div class="body">
          <p class="quiet">${texts.presetSaveText}</p>
          <wa-input
            autofocus
            maxlength="60"
            .label=${texts.presetNameLabel}
            autocomplete="off"
            enterkeyhint="done"
            @keydown=${this._handleKeydown}
          ></wa-input>
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
    const name = this._name.value?.trim() ?? '';
    if (this._busy || name === '') return;
    this._busy = true;
    try {
      await this.save(name);
      showToast(recipeTexts(this.t).presetSaved(name));
      this.close();
    } catch (error) {
      this._error = describeRefusal(error, this.t, this.tag);
    } finally {
      this._busy = false;
    }
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 440px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-preset-dialog': PtPresetDialog;
  }
}
