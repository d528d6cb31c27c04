import {
  mdiPictureInPictureBottomRight,
  mdiRepeat,
  mdiSkipNext,
  mdiSkipPrevious,
  mdiStepBackward,
  mdiStepForward,
} from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-icon.ts';
import '../components/pt-menu.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatNumber } from '../format/format-number.ts';
import { stageTexts } from '../stage/stage-texts.ts';
import type { PlayerCommand } from './player-keys.ts';

const SPEEDS = [0.25, 0.5, 1, 1.5, 2, 4];

/** Fires `pt-player-command` and `pt-player-speed`. */
@customElement('pt-player-controls')
export class PtPlayerControls extends LazyElement {
  @property({ type: Number }) speed = 1;
  @property({ type: Boolean }) loop = false;
  @property({ type: Boolean }) hasPrevious = false;
  @property({ type: Boolean }) hasNext = false;

  override render() {
    return html`${this._renderButton('previous', this.t.previous, mdiSkipPrevious, !this.hasPrevious)}
      ${this._renderButton('frame_back', this.t.frame_back, mdiStepBackward)}
      ${this._renderButton('frame_forward', this.t.frame_forward, mdiStepForward)}
      ${this._renderButton('next', this.t.next, mdiSkipNext, !this.hasNext)}
      <button
        class="icon-button"
        aria-label=${this.t.loop}
        title=${this.t.loop}
        aria-pressed=${this.loop}
        data-command="loop"
        @click=${this._handleClick}
      >
        <pt-icon .path=${mdiRepeat}></pt-icon>
      </button>
      <pt-menu
        placement="top-start"
        .label=${`${this.t.speed}: ${this._speedText(this.speed)}`}
        .text=${this._speedText(this.speed)}
        .items=${SPEEDS.map((speed) => ({
          value: String(speed),
          label: this._speedText(speed),
          checked: speed === this.speed,
        }))}
        @pt-menu-select=${this._handleSpeed}
      ></pt-menu>
      ${
        document.pictureInPictureEnabled
          ? this._renderButton(
              'picture_in_picture',
              stageTexts(this.t).picture_in_picture,
              mdiPictureInPictureBottomRight,
            )
          : nothing
      }`;
  }

  private _renderButton(command: PlayerCommand, label: string, icon: string, disabled = false) {
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      data-command=${command}
      ?disabled=${disabled}
      @click=${this._handleClick}
    >
      <pt-icon .path=${icon}></pt-icon>
    </button>`;
  }

  private _speedText(speed: number): string {
    return this.t.speed_value(formatNumber(speed, this.tag, 2));
  }

  private _handleClick(event: Event): void {
    fireEvent(
      this,
      'pt-player-command',
      (event.currentTarget as HTMLElement).dataset.command as PlayerCommand,
    );
  }

  private _handleSpeed(event: CustomEvent<string>): void {
    fireEvent(this, 'pt-player-speed', Number(event.detail));
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        align-items: center;
      }
      .icon-button[aria-pressed='true'] {
        color: var(--pt-primary-text);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-player-controls': PtPlayerControls;
  }
}
