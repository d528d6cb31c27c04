import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { VideoCommand } from './player-keys.ts';

/** Of the arrow keys. */
const SKIP_SECONDS = 5;

/** Only a new address changes it, so it keeps playing whatever happens to the record. Fires `pt-video-error`. */
@customElement('pt-player-video')
export class PtPlayerVideo extends LitElement {
  @property() src = '';
  @property() poster = '';
  @property() label = '';
  @property({ type: Boolean }) loop = false;
  @property({ type: Number }) speed = 1;
  /** For frame steps. */
  @property({ type: Number }) fps = 25;

  @query('video') private _video!: HTMLVideoElement;

  override render() {
    // Only muted videos may start without a touch, and there is no sound anyway.
    return html`<video
      src=${this.src}
      poster=${this.poster}
      aria-label=${this.label}
      controls
      playsinline
      autoplay
      preload="auto"
      tabindex="0"
      .muted=${live(true)}
      .loop=${this.loop}
      @error=${this._handleError}
      @loadedmetadata=${this._applySpeed}
    ></video>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('speed')) this._applySpeed();
  }

  override focus(): void {
    this._video.focus();
  }

  run(command: VideoCommand): void {
    switch (command) {
      case 'toggle':
        this._toggle();
        break;
      case 'back':
        this._seek(this._video.currentTime - SKIP_SECONDS);
        break;
      case 'forward':
        this._seek(this._video.currentTime + SKIP_SECONDS);
        break;
      case 'frame_back':
        this._stepFrame(-1);
        break;
      case 'frame_forward':
        this._stepFrame(1);
        break;
      case 'fullscreen':
        this._fullscreen();
    }
  }

  reload(): void {
    this._video.load();
  }

  private _toggle(): void {
    if (this._video.paused) void this._video.play().catch(() => {});
    else this._video.pause();
  }

  private _stepFrame(direction: 1 | -1): void {
    this._video.pause();
    // Half a frame more lands inside the wanted frame rather than on its edge.
    const frame = Math.floor(this._video.currentTime * this.fps + 0.01) + direction;
    this._seek((frame + 0.5) / this.fps);
  }

  private _fullscreen(): void {
    if (document.fullscreenElement === null) void this._video.requestFullscreen().catch(() => {});
    else void document.exitFullscreen();
  }

  private _seek(seconds: number): void {
    const end = Number.isFinite(this._video.duration) ? this._video.duration : 0;
    this._video.currentTime = Math.min(end, Math.max(0, seconds));
  }

  private _applySpeed(): void {
    // Loading resets the speed to the default.
    this._video.defaultPlaybackRate = this.speed;
    this._video.playbackRate = this.speed;
  }

  private _handleError(): void {
    fireEvent(this, 'pt-video-error', undefined);
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        min-height: 0;
        background: #000000;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        max-height: inherit;
        object-fit: contain;
        outline: none;
      }
      video:focus-visible {
        box-shadow: inset 0 0 0 2px var(--pt-primary-text);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-player-video': PtPlayerVideo;
  }
}
