import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { DialogElement } from '../components/dialog-element.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { helpTexts } from './help-texts.ts';

/** Keys in one row do the same or opposite things. */
type Shortcut = [keys: string[], does: string];

@customElement('pt-shortcuts-dialog')
export class PtShortcutsDialog extends DialogElement {
  override render() {
    const { shortcuts_title, shortcuts_gallery, shortcuts_select, shortcuts_player } = this.t;
    return this.renderFrame(
      shortcuts_title,
      html`<div class="body">
        ${this._renderPart(shortcuts_gallery, this._gallery())}
        ${this._renderPart(helpTexts(this.t).card, this._card())}
        ${this._renderPart(shortcuts_select, this._selectMode())}
        ${this._renderPart(shortcuts_player, this._player())}
      </div>`,
      { lightDismiss: true },
    );
  }

  private _renderPart(heading: string, shortcuts: readonly Shortcut[]) {
    return html`<section>
      <h3>${heading}</h3>
      <dl>
        ${shortcuts.map(
          ([keys, does]) =>
            html`<div>
              <dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
              <dd>${does}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }

  private _gallery(): Shortcut[] {
    const { shortcut, key } = this.t;
    const texts = helpTexts(this.t);
    return [
      [['←', '→', '↑', '↓'], texts.move],
      [[texts.home, texts.end], texts.ends],
      [['G', 'D'], texts.go_to_date],
      [['/'], shortcut.search],
      [['S'], shortcut.select],
      [[`${key.ctrl} + K`], texts.commands],
      [['?'], shortcut.help],
    ];
  }

  /** The one with the focus. */
  private _card(): Shortcut[] {
    const texts = helpTexts(this.t);
    return [
      [[texts.enter], texts.play],
      [['X'], texts.touch],
      [['P'], texts.pin],
      [['E'], texts.edit],
      [[texts.del], texts.remove],
    ];
  }

  private _selectMode(): Shortcut[] {
    const { shortcut, key } = this.t;
    return [
      [[`${key.ctrl} + ${key.click}`], shortcut.one],
      [[`${key.shift} + ${key.click}`], shortcut.range],
      [[`${key.ctrl} + A`], shortcut.all],
      [[key.escape], shortcut.end],
    ];
  }

  private _player(): Shortcut[] {
    const { shortcut, key } = this.t;
    return [
      [[key.space, 'K'], shortcut.toggle],
      [['←', '→'], shortcut.skip],
      [[',', '.'], shortcut.frame],
      [['P', 'N'], shortcut.step],
      [['L'], shortcut.loop],
      [['F'], shortcut.fullscreen],
      [['I'], helpTexts(this.t).picture_in_picture],
      [['+', '−', '0'], helpTexts(this.t).zoom],
      [[key.escape], shortcut.close],
    ];
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 480px;
      }
      h3 {
        margin: 8px 0 4px;
      }
      dl {
        margin: 0 0 12px;
      }
      dl div {
        display: flex;
        align-items: center;
        gap: 16px;
        min-height: 36px;
      }
      dt {
        display: flex;
        flex: 0 0 38%;
        gap: 6px;
      }
      dd {
        margin: 0;
      }
      kbd {
        min-width: 24px;
        padding: 2px 8px;
        border: 1px solid var(--divider-color);
        border-bottom-width: 2px;
        border-radius: 6px;
        font: inherit;
        font-size: 12px;
        text-align: center;
        background: var(--primary-background-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-shortcuts-dialog': PtShortcutsDialog;
  }
}
