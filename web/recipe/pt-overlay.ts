import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import '@awesome.me/webawesome/dist/components/switch/switch.js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/web-awesome.ts';
import type { WirePreset } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { type Overlay, OVERLAY_PARTS, overlayIn, withOverlay, withOverlayPart } from './overlay-draft.ts';
import type { RecipeDraft } from './recipe-draft.ts';
import { recipeTexts } from './recipe-texts.ts';

const TEMPERATURES = ['graph', 'numbers', 'none'] as const satisfies readonly Overlay['temperatures'][];
const POSITIONS = [
  'top-left',
  'top-right',
  'bottom-left',
  'bottom-right',
] as const satisfies readonly Overlay['position'][];

/** What is drawn into the picture, and where. Fires `pt-draft`. */
@customElement('pt-overlay')
export class PtOverlay extends LocalizedElement {
  @property({ attribute: false }) draft: RecipeDraft = {};
  @property({ attribute: false }) preset: WirePreset | null = null;
  /** The engine in use draws nothing. */
  @property({ type: Boolean }) unsupported = false;
  @property() problem = '';

  override render() {
    const texts = recipeTexts(this.t);
    const overlay = overlayIn(this.draft, this.preset);
    return html`<wa-switch
        .checked=${overlay !== null}
        .disabled=${this.unsupported}
        .hint=${this.unsupported ? texts.unsupported : texts.overlayHint}
        @change=${this._handleSwitch}
        >${texts.overlayShow}</wa-switch
      >
      ${overlay === null || this.unsupported ? nothing : this._renderParts(overlay)}
      <p class="problem" role="alert">${this.problem}</p>`;
  }

  private _renderParts(overlay: Overlay) {
    const texts = recipeTexts(this.t);
    return html`<div class="parts">
        ${OVERLAY_PARTS.map(
          (part) =>
            html`<wa-switch
              data-part=${part}
              .checked=${overlay[part]}
              @change=${(event: Event) => this._change({ [part]: isChecked(event) })}
              >${texts.overlayPart[part]}</wa-switch
            >`,
        )}
      </div>
      <div class="choices">
        ${this._renderChoice('temperatures', texts.overlayTemperatures, TEMPERATURES, overlay)}
        ${this._renderChoice('position', texts.overlayPosition, POSITIONS, overlay)}
      </div>`;
  }

  private _renderChoice<Field extends 'temperatures' | 'position'>(
    field: Field,
    label: string,
    choices: readonly Overlay[Field][],
    overlay: Overlay,
  ) {
    const texts = recipeTexts(this.t).overlayChoices;
    return html`<wa-select
      data-field=${field}
      .label=${label}
      .value=${overlay[field]}
      @change=${(event: Event) => this._change({ [field]: (event.target as HTMLSelectElement).value })}
    >
      ${choices.map((choice) => html`<wa-option value=${choice}>${texts[choice]}</wa-option>`)}
    </wa-select>`;
  }

  private _handleSwitch(event: Event): void {
    const language = this.t.code === 'de' ? 'de' : 'en';
    this._tell(withOverlay(this.draft, this.preset, isChecked(event), language));
  }

  private _change(change: Partial<Overlay>): void {
    this._tell(withOverlayPart(this.draft, this.preset, change));
  }

  private _tell(draft: RecipeDraft): void {
    fireEvent<RecipeDraft>(this, 'pt-draft', draft);
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      .parts,
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr));
        gap: 12px 16px;
        margin-top: 16px;
      }
      .parts {
        grid-template-columns: repeat(auto-fill, minmax(min(140px, 100%), 1fr));
      }
      /* On a filled track the thumb is light in the dark too, as Home Assistant's own. */
      wa-switch:state(checked)::part(thumb) {
        background-color: var(--pt-on-primary);
      }
      .problem {
        margin: 0;
        line-height: 20px;
        color: var(--pt-error-text);
      }
    `,
  ];
}

function isChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-overlay': PtOverlay;
  }
}
