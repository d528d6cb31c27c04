import { consume } from '@lit/context';
import { mdiMovieOpenPlayOutline } from '@mdi/js';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-icon.ts';
import type { WireTimelapse } from '../contract.ts';
import { type Page, pageContext } from '../page/page.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { findByWords } from './find-commands.ts';
import { keyTexts } from './key-texts.ts';
import type { Command } from './palette-commands.ts';

/** More would have to be read. */
const MOST_VIDEOS = 8;

/** Lists what can be done, and finds it and the videos by name. */
@customElement('pt-palette')
export class PtPalette extends DialogElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @property({ attribute: false }) commands: readonly Command[] = [];
  @property({ attribute: false }) records: ReadonlyMap<string, WireTimelapse> = new Map();

  /** Runs once the palette is closed; null = nothing was chosen. */
  chosen: (() => void) | null = null;

  @state() private _text = '';
  @state() private _active = 0;

  private _found: readonly Command[] = [];

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('commands') || changed.has('_text')) {
      this._found = [
        ...findByWords(this.commands, ({ label }) => label, this._text),
        ...(this._text.trim() === '' ? [] : this._videos()),
      ];
    }
    super.willUpdate(changed);
  }

  override render() {
    const texts = keyTexts(this.t);
    return this.renderFrame(
      texts.palette,
      html`<div class="field">
          <input
            role="combobox"
            aria-label=${texts.palette_hint}
            aria-expanded="true"
            aria-controls="lines"
            aria-activedescendant=${this._found.length === 0 ? nothing : `line-${this._active}`}
            placeholder=${texts.palette_hint}
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            autofocus
            @input=${this._handleInput}
            @keydown=${this._handleKeydown}
          />
        </div>
        <ul id="lines" role="listbox" aria-label=${texts.palette}>
          ${this._found.map((command, index) => this._renderLine(command, index))}
        </ul>
        <p class="quiet" role="status">${this._found.length === 0 ? texts.palette_none : nothing}</p>`,
      { lightDismiss: true },
    );
  }

  override updated(): void {
    this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  private _renderLine({ label, icon, keys }: Command, index: number) {
    return html`<li
      id="line-${index}"
      role="option"
      aria-selected=${index === this._active}
      @pointermove=${() => {
        this._active = index;
      }}
      @click=${() => this._choose(index)}
    >
      <pt-icon .path=${icon}></pt-icon>
      <span>${label}</span>
      ${keys === undefined ? nothing : html`<kbd>${keys}</kbd>`}
    </li>`;
  }

  private _videos(): Command[] {
    const videos = [...this.records.values()].filter(({ video_exists }) => video_exists);
    const labelOf = (video: WireTimelapse): string => keyTexts(this.t).watch(titleOf(video));
    return findByWords(videos, labelOf, this._text)
      .slice(0, MOST_VIDEOS)
      .map((video) => ({
        label: labelOf(video),
        icon: mdiMovieOpenPlayOutline,
        run: () => this.page.router.openTimelapse(video.id),
      }));
  }

  private _handleInput(event: Event): void {
    this._text = (event.target as HTMLInputElement).value;
    this._active = 0;
  }

  private _handleKeydown(event: KeyboardEvent): void {
    const { length } = this._found;
    if (event.isComposing || length === 0) return;
    if (event.key === 'ArrowDown') this._active = (this._active + 1) % length;
    else if (event.key === 'ArrowUp') this._active = (this._active + length - 1) % length;
    else if (event.key === 'Enter') this._choose(this._active);
    else return;
    event.preventDefault();
  }

  private _choose(index: number): void {
    this.chosen = this._found[index]?.run ?? null;
    this.close();
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 560px;
      }
      .field {
        padding: 4px 16px 8px;
      }
      input {
        width: 100%;
        min-height: 48px;
        padding: 0 16px;
        border: 1px solid var(--divider-color);
        border-radius: 9999px;
        font: inherit;
        font-size: 16px;
        color: inherit;
        background: var(--primary-background-color);
      }
      input::placeholder {
        color: var(--secondary-text-color);
        opacity: 1;
      }
      input:focus-visible {
        outline: 2px solid var(--pt-primary-text);
        outline-offset: -1px;
      }
      ul {
        max-height: min(420px, 60vh);
        margin: 0;
        padding: 0 8px 8px;
        overflow-y: auto;
        list-style: none;
      }
      li {
        --pt-icon-size: 20px;
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 44px;
        padding: 4px 12px;
        border-radius: 8px;
        cursor: pointer;
      }
      li pt-icon {
        flex: none;
        color: var(--secondary-text-color);
      }
      li span {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      li[aria-selected='true'] {
        background: var(--secondary-background-color);
      }
      kbd {
        padding: 1px 8px;
        border: 1px solid var(--divider-color);
        border-radius: 6px;
        font: inherit;
        font-size: 12px;
      }
      .quiet {
        margin: 0 24px;
        min-height: 8px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-palette': PtPalette;
  }
}
