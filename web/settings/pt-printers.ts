import '@awesome.me/webawesome/dist/components/input/input.js';
import { mdiDeleteOutline, mdiPlus } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import type { WireOption } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { optionTexts } from './option-texts.ts';

/** One entry of a list; a field that is empty is left out. */
type Entry = Record<string, string>;

/** A list of printers, each with its fields. Says what became of it by `pt-entries`. */
@customElement('pt-printers')
export class PtPrinters extends LocalizedElement {
  @property() label = '';
  @property() help = '';
  @property({ attribute: false }) fields: NonNullable<WireOption['fields']> = [];
  @property({ attribute: false }) entries: readonly Entry[] = [];
  @property({ type: Boolean }) readOnly = false;

  override render() {
    const texts = optionTexts(this.t);
    return html`<h3>${this.label}</h3>
      <p>${this.help}</p>
      ${this.entries.length === 0 ? html`<p class="none">${texts.noPrinters}</p>` : nothing}
      ${this.entries.map((entry, index) => this._renderEntry(entry, index))}
      ${
        this.readOnly
          ? nothing
          : html`<button class="button add" @click=${this._handleAdd}>
              <pt-icon .path=${mdiPlus}></pt-icon>${texts.addPrinter}
            </button>`
      }`;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('wa-input, .add')?.focus();
  }

  private _renderEntry(entry: Entry, index: number) {
    const texts = optionTexts(this.t);
    const name = entry.name || texts.newPrinter;
    return html`<fieldset>
      <legend>${name}</legend>
      ${this.fields.map(
        (field) =>
          html`<wa-input
            .label=${`${texts.field[field.name] ?? field.name}${field.required ? '' : ` (${texts.optional})`}`}
            .hint=${texts.fieldHelp[field.name] ?? field.help}
            .value=${entry[field.name] ?? ''}
            .disabled=${this.readOnly}
            autocomplete="off"
            autocapitalize="off"
            @input=${(event: Event) => this._change(index, field.name, (event.target as HTMLInputElement).value)}
          ></wa-input>`,
      )}
      ${
        this.readOnly
          ? nothing
          : html`<button
              class="icon-button"
              aria-label=${texts.removePrinter(name)}
              title=${texts.removePrinter(name)}
              @click=${() => this._handleRemove(index)}
            >
              <pt-icon .path=${mdiDeleteOutline}></pt-icon>
            </button>`
      }
    </fieldset>`;
  }

  private _change(index: number, field: string, text: string): void {
    this._tell(this.entries.map((entry, at) => (at === index ? withField(entry, field, text) : entry)));
  }

  private async _handleAdd(): Promise<void> {
    this._tell([...this.entries, {}]);
    await this.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    this.renderRoot.querySelector<HTMLElement>('fieldset:last-of-type wa-input')?.focus();
  }

  private async _handleRemove(index: number): Promise<void> {
    this._tell(this.entries.filter((_, at) => at !== index));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
  }

  private _tell(entries: readonly Entry[]): void {
    fireEvent(this, 'pt-entries', entries);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      h3,
      p,
      legend {
        margin: 0;
        padding: 0;
        font-size: 14px;
        font-weight: 500;
        line-height: 20px;
      }
      p {
        font-size: 12px;
        font-weight: 400;
        color: var(--secondary-text-color);
      }
      .none {
        margin-top: 8px;
      }
      fieldset {
        position: relative;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
        gap: 12px 16px;
        margin: 12px 0 0;
        padding: 48px 16px 16px;
        border: 1px solid var(--divider-color);
        border-radius: 12px;
      }
      legend {
        position: absolute;
        top: 14px;
        left: 16px;
      }
      fieldset .icon-button {
        position: absolute;
        top: 4px;
        right: 4px;
      }
      .add {
        --pt-icon-size: 20px;
        margin: 8px 0 0 -12px;
        padding: 0 12px;
      }
    `,
  ];
}

function withField(entry: Entry, field: string, text: string): Entry {
  const { [field]: _, ...others } = entry;
  return text === '' ? others : { ...others, [field]: text };
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-printers': PtPrinters;
  }
}
