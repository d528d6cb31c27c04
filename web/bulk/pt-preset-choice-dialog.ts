import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { readPresets } from '../api/recipes.ts';
import { DialogElement } from '../components/dialog-element.ts';
import type { WirePreset } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { describeError } from '../page/describe-error.ts';
import { presetName } from '../recipe/preset-name.ts';
import { recipeTexts } from '../recipe/recipe-texts.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { rowStyles } from '../styles/shared.ts';
import { bulkTexts } from './bulk-texts.ts';

@customElement('pt-preset-choice-dialog')
export class PtPresetChoiceDialog extends DialogElement {
  /** How many it is for. */
  @property({ attribute: false }) count = 0;

  /** What was chosen; null = nothing. */
  preset: WirePreset | null = null;

  @state() private _presets: readonly WirePreset[] | null = null;
  @state() private _error: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this._read();
  }

  override render() {
    const { presetTitle, presetText } = bulkTexts(this.t);
    return this.renderFrame(
      presetTitle(this.count, formatNumber(this.count, this.tag)),
      html`<div class="body">
        <p class="quiet">${presetText}</p>
        ${this._error === null ? nothing : html`<p class="error" role="alert">${this._error}</p>`}
        ${
          this._presets === null && this._error === null
            ? html`<p class="quiet" role="status">${this.t.wait}</p>`
            : nothing
        }
        ${this._presets?.map((preset) => this._renderPreset(preset))}
      </div>`,
    );
  }

  private _renderPreset(preset: WirePreset) {
    const texts = bulkTexts(this.t);
    const name = presetName(preset, recipeTexts(this.t));
    return html`<div class="row">
      <div class="names"><p class="title">${name}</p></div>
      <button class="button" aria-label=${texts.applyPreset(name)} @click=${() => this._choose(preset)}>
        ${texts.apply}
      </button>
    </div>`;
  }

  private _choose(preset: WirePreset): void {
    this.preset = preset;
    this.close();
  }

  private async _read(): Promise<void> {
    try {
      this._presets = await readPresets();
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  static override styles = [
    dialogStyles,
    rowStyles,
    css`
      wa-dialog {
        --width: 560px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-preset-choice-dialog': PtPresetChoiceDialog;
  }
}
