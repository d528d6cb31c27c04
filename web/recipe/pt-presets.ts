import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { mdiContentSaveOutline, mdiDeleteOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import '../components/web-awesome.ts';
import type { WirePreset } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { presetName } from './preset-name.ts';
import { recipeTexts } from './recipe-texts.ts';

/** A select cannot have an empty value. */
const NONE = 'none';

/** Fires `pt-preset` with what was chosen or null, `pt-preset-save` and `pt-preset-delete`. */
@customElement('pt-presets')
export class PtPresets extends LocalizedElement {
  @property({ attribute: false }) presets: readonly WirePreset[] = [];
  @property({ attribute: false }) preset: WirePreset | null = null;

  override render() {
    const texts = recipeTexts(this.t);
    return html`<wa-select
        .label=${texts.preset}
        .value=${this.preset?.id ?? NONE}
        @change=${this._handleChange}
      >
        <wa-option value=${NONE}>${texts.presetNone}</wa-option>
        ${this.presets.map(
          (preset) => html`<wa-option value=${preset.id}>${presetName(preset, texts)}</wa-option>`,
        )}
      </wa-select>
      ${this._renderButton('pt-preset-save', texts.presetSave, mdiContentSaveOutline)}
      ${
        this.preset === null || this.preset.built_in
          ? nothing
          : this._renderButton('pt-preset-delete', texts.presetDelete, mdiDeleteOutline)
      }`;
  }

  private _renderButton(event: string, label: string, icon: string) {
    return html`<button
      class="icon-button"
      data-event=${event}
      aria-label=${label}
      title=${label}
      @click=${() => fireEvent(this, event, undefined)}
    >
      <pt-icon .path=${icon}></pt-icon>
    </button>`;
  }

  private _handleChange(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const chosen = this.presets.find(({ id }) => id === value) ?? null;
    fireEvent<WirePreset | null>(this, 'pt-preset', chosen);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        align-items: flex-end;
        gap: 4px;
      }
      wa-select {
        flex: 1;
        min-width: 0;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-presets': PtPresets;
  }
}
