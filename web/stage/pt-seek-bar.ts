import { mdiFullscreen, mdiFullscreenExit, mdiPause, mdiPlay } from '@mdi/js';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../components/pt-icon.ts';
import { formatClock } from '../format/format-clock.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { stageTexts } from './stage-texts.ts';

/** Times in seconds. */
export interface Playing {
  moment: number;
  length: number;
  paused: boolean;
}

/** Fires `pt-seek` with seconds, `pt-hold` while it is dragged, and `pt-player-command`. */
@customElement('pt-seek-bar')
export class PtSeekBar extends LocalizedElement {
  @property({ attribute: false }) playing: () => Playing = () => ({ moment: 0, length: 0, paused: true });
  @property({ type: Boolean }) full = false;

  @state() private _moment = 0;
  @state() private _length = 0;
  @state() private _paused = true;

  private _next = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this._next = requestAnimationFrame(this._follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this._next);
  }

  override render() {
    const texts = stageTexts(this.t);
    const at = formatClock(Math.floor(this._moment));
    const length = formatClock(this._length);
    return html`${this._renderButton('toggle', this._paused ? texts.play : texts.pause)}
      <input
        type="range"
        min="0"
        max=${this._length}
        step="0.001"
        .value=${live(String(this._moment))}
        aria-label=${texts.position}
        aria-valuetext=${texts.position_of(at, length)}
        @input=${this._handleInput}
        @pointerdown=${() => fireEvent(this, 'pt-hold', true)}
        @change=${this._handleRelease}
        @pointerup=${this._handleRelease}
        @pointercancel=${this._handleRelease}
      />
      <span class="time" aria-hidden="true">${at} / ${length}</span>
      ${this._renderButton('fullscreen', this.full ? texts.leave_full_screen : texts.full_screen)}`;
  }

  private _renderButton(command: 'toggle' | 'fullscreen', label: string) {
    const toggle = this._paused ? mdiPlay : mdiPause;
    const screen = this.full ? mdiFullscreenExit : mdiFullscreen;
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      data-command=${command}
      @click=${() => fireEvent(this, 'pt-player-command', command)}
    >
      <pt-icon .path=${command === 'toggle' ? toggle : screen}></pt-icon>
    </button>`;
  }

  private readonly _follow = (): void => {
    const { moment, length, paused } = this.playing();
    this._moment = moment;
    this._length = length;
    this._paused = paused;
    this._next = requestAnimationFrame(this._follow);
  };

  private _handleInput(event: Event): void {
    fireEvent(this, 'pt-seek', Number((event.target as HTMLInputElement).value));
  }

  private _handleRelease(): void {
    fireEvent(this, 'pt-hold', false);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      input {
        flex: 1;
        min-width: 0;
        height: 40px;
        margin: 0;
        accent-color: var(--pt-primary-text);
        cursor: pointer;
      }
      input:focus-visible {
        border-radius: 8px;
        outline: 2px solid var(--pt-primary-text);
        outline-offset: -4px;
      }
      .time {
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        color: var(--secondary-text-color);
      }
      @media (pointer: coarse) {
        input {
          height: 44px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-seek-bar': PtSeekBar;
  }
}
