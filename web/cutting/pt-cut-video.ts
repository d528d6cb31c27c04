import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { FrameRange } from '../recipe/frame-fates.ts';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';

/** One frame of a video, or the chosen part playing. Fires `pt-frame`, `pt-playing` and `pt-video-error`. */
@customElement('pt-cut-video')
export class PtCutVideo extends LitElement {
  @property() src = '';
  @property() label = '';
  @property({ attribute: false }) fps = 25;
  /** Index of the frame that is shown. */
  @property({ attribute: false }) at = 0;
  @property({ attribute: false }) range: FrameRange = { first: 0, last: 0 };

  @query('video') private _video!: HTMLVideoElement;

  /** Reported by playing, so it needs no seeking. */
  private _played: number | null = null;
  /** Some browsers do not stop exactly where they are asked to. */
  private _sought: number | null = null;
  private _ticking = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this._ticking);
    this._video.removeAttribute('src');
  }

  override render() {
    return html`<video
      src=${this.src}
      aria-label=${this.label}
      .muted=${true}
      playsinline
      preload="auto"
      @click=${this.toggle}
      @loadedmetadata=${this._handleLoaded}
      @seeked=${this._seek}
      @play=${this._handlePlay}
      @pause=${this._handlePause}
      @error=${() => fireEvent(this, 'pt-video-error', undefined)}
    ></video>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('at') || this.at === this._played) return;
    this._played = null;
    this._video.pause();
    this._seek();
  }

  /** Plays the chosen part from where it is, else from its beginning. */
  readonly toggle = (): void => {
    if (!this._video.paused) {
      this._video.pause();
      return;
    }
    const { first, last } = this.range;
    if (this.at < first || this.at >= last) this._video.currentTime = this._timeOf(first);
    void this._video.play().catch(() => {});
  };

  /** One at a time: what is passed over is never decoded. */
  private _seek(): void {
    if (!this._video.paused || this._video.seeking || this._video.readyState === 0) return;
    if (this.at === this._sought || this.at === this._played) return;
    this._sought = this.at;
    this._video.currentTime = this._timeOf(this.at);
  }

  /** The middle of a frame, since its edge may belong to the one before. */
  private _timeOf(frame: number): number {
    return (frame + 0.5) / this.fps;
  }

  private _handleLoaded(): void {
    this._sought = null;
    this._seek();
  }

  private _handlePlay(): void {
    this._sought = null;
    fireEvent(this, 'pt-playing', true);
    cancelAnimationFrame(this._ticking);
    this._tick();
  }

  private _handlePause(): void {
    cancelAnimationFrame(this._ticking);
    fireEvent(this, 'pt-playing', false);
  }

  private _tick(): void {
    if (!this._video.seeking) {
      const frame = Math.floor(this._video.currentTime * this.fps);
      this._played = Math.min(frame, this.range.last);
      if (this._played !== this.at) fireEvent(this, 'pt-frame', this._played);
      if (frame >= this.range.last) {
        this._video.pause();
        return;
      }
    }
    this._ticking = requestAnimationFrame(() => this._tick());
  }

  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        justify-content: center;
        min-height: 0;
        background: #000000;
      }
      video {
        width: 100%;
        height: 100%;
        object-fit: contain;
        cursor: pointer;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-cut-video': PtCutVideo;
  }
}
