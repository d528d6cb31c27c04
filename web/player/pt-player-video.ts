import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { VideoCommand } from './player-keys.ts';

/** Of the arrow keys. */
const SKIP_SECONDS = 5;
/** Before that, it does not count as watched, unless the video is very short. */
const WATCHED_SECONDS = 3;

/** Only a new address changes it, so it keeps playing whatever happens to the record. Fires `pt-video-error`, and `pt-watched` once it has played for a while. */
@customElement('pt-player-video')
export class PtPlayerVideo extends LitElement {
  @property() src = '';
  @property() poster = '';
  @property() label = '';
  @property({ type: Boolean }) loop = false;
  @property({ type: Number }) speed = 1;
  /** For frame steps. */
  @property({ type: Number }) fps = 25;

  @state() private _waits = false;

  @query('video') private _video!: HTMLVideoElement;

  /** Where to go once it is where it was sent before, in seconds. */
  private _wanted: number | null = null;
  private _playsOn = false;
  private _isWatched = false;

  override render() {
    // Only muted videos may start without a touch, and there is no sound anyway.
    return html`<video
        src=${this.src}
        poster=${this.poster}
        aria-label=${this.label}
        playsinline
        autoplay
        preload="auto"
        tabindex="0"
        .muted=${live(true)}
        .loop=${this.loop}
        @error=${this._handleError}
        @loadedmetadata=${this._applySpeed}
        @seeked=${this._handleSeeked}
        @timeupdate=${this._handleTime}
        @waiting=${this._handleWaiting}
        @canplay=${this._handleReady}
        @playing=${this._handleReady}
      ></video>
      ${this._waits ? html`<span class="waits" aria-hidden="true"></span>` : nothing}`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('speed')) this._applySpeed();
    if (changed.has('src')) {
      this._isWatched = false;
      this._forget();
    }
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
      case 'picture_in_picture':
        this._pictureInPicture();
    }
  }

  /** Null before it was drawn. */
  get element(): HTMLVideoElement | null {
    return this._video;
  }

  /** In seconds; 0 = unknown yet. */
  get length(): number {
    const { duration = 0 } = this._video ?? {};
    return Number.isFinite(duration) ? duration : 0;
  }

  get paused(): boolean {
    return this._video?.paused ?? true;
  }

  /** Where it is, or is about to be, in seconds. */
  get moment(): number {
    return this._wanted ?? this._video?.currentTime ?? 0;
  }

  /** Of many in a row, the last counts: a video on a slow line cannot follow a finger. */
  seekTo(seconds: number): void {
    if (this._video.seeking) this._wanted = seconds;
    else this._seek(seconds);
  }

  /** While something else moves through the video, it does not play. */
  hold(isHeld: boolean): void {
    if (isHeld && !this._video.paused) {
      this._playsOn = true;
      this._video.pause();
    } else if (!isHeld && this._playsOn) {
      this._playsOn = false;
      void this._video.play().catch(() => {});
    }
  }

  reload(): void {
    this._forget();
    this._video.load();
  }

  /** A video that is loaded begins at its beginning, and plays. */
  private _forget(): void {
    this._wanted = null;
    this._playsOn = false;
  }

  private _handleSeeked(): void {
    const wanted = this._wanted;
    this._wanted = null;
    if (wanted !== null) this._seek(wanted);
  }

  private _handleTime(): void {
    const { currentTime, duration, paused } = this._video;
    if (this._isWatched || paused || !(currentTime >= Math.min(WATCHED_SECONDS, duration / 2))) return;
    this._isWatched = true;
    fireEvent(this, 'pt-watched', undefined);
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

  private _pictureInPicture(): void {
    if (!document.pictureInPictureEnabled) return;
    if (document.pictureInPictureElement === null) void this._video.requestPictureInPicture().catch(() => {});
    else void document.exitPictureInPicture();
  }

  private _seek(seconds: number): void {
    this._video.currentTime = Math.min(this.length, Math.max(0, seconds));
  }

  private _applySpeed(): void {
    // Loading resets the speed to the default.
    this._video.defaultPlaybackRate = this.speed;
    this._video.playbackRate = this.speed;
  }

  private _handleWaiting(): void {
    this._waits = true;
  }

  private _handleReady(): void {
    this._waits = false;
  }

  private _handleError(): void {
    this._waits = false;
    fireEvent(this, 'pt-video-error', undefined);
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        position: relative;
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
      .waits {
        position: absolute;
        inset: calc(50% - 24px) auto auto calc(50% - 24px);
        width: 48px;
        height: 48px;
        border: 4px solid rgba(255, 255, 255, 0.3);
        border-top-color: #ffffff;
        border-radius: 50%;
        pointer-events: none;
        animation: turn 1s linear 400ms infinite backwards;
      }
      @keyframes turn {
        to {
          rotate: 360deg;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-player-video': PtPlayerVideo;
  }
}
