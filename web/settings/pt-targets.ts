import { mdiClose, mdiPlus } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import { readTargets } from '../api/places.ts';
import type { WireEntity } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { optionTexts } from './option-texts.ts';
import './pt-entity-input.ts';
import type { PtEntityInput } from './pt-entity-input.ts';

/** Who gets messages. Fires `pt-targets`. */
@customElement('pt-targets')
export class PtTargets extends LocalizedElement {
  @property() label = '';
  @property() help = '';
  @property({ attribute: false }) targets: readonly string[] = [];
  @property({ type: Boolean }) readOnly = false;

  @state() private _known: readonly WireEntity[] = [];
  private _isAsked = false;

  @query('pt-entity-input') private _input!: PtEntityInput | null;

  override render() {
    const texts = optionTexts(this.t);
    return html`<h3>${this.label}</h3>
      <p>${this.help}</p>
      ${this.targets.length === 0 ? html`<p class="none">${texts.noTargets}</p>` : nothing}
      <ul>
        ${this.targets.map((target, index) => this._renderTarget(target, index))}
      </ul>
      ${this.readOnly ? nothing : this._renderNew()}`;
  }

  override focus(): void {
    this._input?.focus();
  }

  private _renderTarget(target: string, index: number) {
    const name = this._known.find(({ entity_id: id }) => id === target)?.name;
    const remove = optionTexts(this.t).removeEntry(name ?? target);
    return html`<li>
      <span>${name === undefined ? target : html`${name} <small>${target}</small>`}</span>
      ${
        this.readOnly
          ? nothing
          : html`<button
              class="icon-button"
              aria-label=${remove}
              title=${remove}
              @click=${() => this._tell(this.targets.filter((_, at) => at !== index))}
            >
              <pt-icon .path=${mdiClose}></pt-icon>
            </button>`
      }
    </li>`;
  }

  private _renderNew() {
    const texts = optionTexts(this.t);
    return html`<div class="new">
      <pt-entity-input
        .label=${texts.newTarget}
        .entities=${this._known.filter(({ entity_id: id }) => !this.targets.includes(id))}
        @focusin=${this._handleFocus}
        @keydown=${this._handleKey}
      ></pt-entity-input>
      <button class="button" @click=${this._add}>
        <pt-icon .path=${mdiPlus}></pt-icon>${texts.addTarget}
      </button>
    </div>`;
  }

  /** Loaded on demand; typing works without it. */
  private async _handleFocus(): Promise<void> {
    if (this._isAsked) return;
    this._isAsked = true;
    try {
      const { notify } = await readTargets();
      this._known = notify.map(({ target, name }) => ({
        ...{ entity_id: target, name, domain: 'notify' },
      }));
    } catch {
      this._isAsked = false;
    }
  }

  private _handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this._add();
  }

  private _add(): void {
    const target = this._input?.value.trim() ?? '';
    if (target === '') return;
    this._tell([...this.targets.filter((each) => each !== target), target]);
    this._input!.value = '';
    this._input!.focus();
  }

  private _tell(targets: readonly string[]): void {
    fireEvent(this, 'pt-targets', targets);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      h3,
      p {
        margin: 0;
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
      ul {
        margin: 8px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        min-height: 40px;
        font-size: 14px;
        border-bottom: 1px solid var(--divider-color);
      }
      li span {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      small {
        color: var(--secondary-text-color);
      }
      .new {
        display: flex;
        align-items: flex-end;
        gap: 8px;
        margin-top: 12px;
      }
      pt-entity-input {
        flex: 1;
        min-width: 0;
      }
      .new .button {
        --pt-icon-size: 20px;
        flex: none;
        height: 40px;
        padding: 0 12px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-targets': PtTargets;
  }
}
