import '@awesome.me/webawesome/dist/components/input/input.js';
import { mdiDeleteOutline, mdiPlus } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import { api } from '../api/client.ts';
import type { WireEntity, WireOption } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { optionText, optionTexts } from './option-texts.ts';
import './pt-entity-input.ts';
import type { PtEntityInput } from './pt-entity-input.ts';

type Field = NonNullable<WireOption['fields']>[number];

/** Empty fields are omitted. */
type Entry = Record<string, string>;

/** Fires `pt-entries`. */
@customElement('pt-printers')
export class PtPrinters extends LocalizedElement {
  @property() name = '';
  @property() label = '';
  @property() help = '';
  @property({ attribute: false }) fields: readonly Field[] = [];
  @property({ attribute: false }) entries: readonly Entry[] = [];
  @property({ type: Boolean }) readOnly = false;

  @state() private _entities: readonly WireEntity[] = [];
  private _isAsked = false;

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
      ${this.fields.map((field) => this._renderField(field, entry[field.name] ?? '', index))}
      ${
        this.readOnly
          ? nothing
          : html`<button
              class="icon-button"
              aria-label=${texts.removeEntry(name)}
              title=${texts.removeEntry(name)}
              @click=${() => this._handleRemove(index)}
            >
              <pt-icon .path=${mdiDeleteOutline}></pt-icon>
            </button>`
      }
    </fieldset>`;
  }

  private _renderField(field: Field, value: string, index: number) {
    const texts = optionTexts(this.t);
    const words = optionText(`${this.name}.${field.name}`, this.t);
    const label = `${words.label}${field.required ? '' : ` (${texts.optional})`}`;
    const hint = words.help ?? field.help;
    const take = (event: Event) =>
      this._change(index, field.name, (event.target as HTMLInputElement | PtEntityInput).value);
    const { domains } = field;
    return domains === null
      ? html`<wa-input
          .label=${label}
          .hint=${hint}
          .value=${value}
          .disabled=${this.readOnly}
          autocomplete="off"
          autocapitalize="off"
          @input=${take}
        ></wa-input>`
      : html`<pt-entity-input
          .label=${label}
          .hint=${hint}
          .value=${value}
          .disabled=${this.readOnly}
          .entities=${this._entities.filter(({ domain }) => domains.includes(domain))}
          @focusin=${this._handleFocus}
          @input=${take}
        ></pt-entity-input>`;
  }

  /** Loaded on demand; typing works without it. */
  private async _handleFocus(): Promise<void> {
    if (this._isAsked || this.readOnly) return;
    this._isAsked = true;
    const domains = this.fields.flatMap((field) => field.domains ?? []);
    try {
      this._entities = await api.listEntities({ query: { domain: [...new Set(domains)] } });
    } catch {
      this._isAsked = false;
    }
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
