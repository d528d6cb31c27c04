import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import type { InStep } from './in-step.ts';

/** The video that is followed. */
export interface Leader {
  /** In seconds. */
  moment: number;
  paused: boolean;
  speed: number;
}

/** Farther away it is sought, nearer it plays faster or slower, in seconds. */
const FAR = 0.4;
const CLOSE_WHEN_PAUSED = 0.02;
/** What browsers can do. */
const SLOWEST = 0.0625;
const FASTEST = 16;
/** Over which the pace is measured, in seconds to both sides. */
const SPAN = 0.25;

/** Keeps in step with another one. Fires `pt-video-error`. */
@customElement('pt-beside-video')
export class PtBesideVideo extends LitElement {
  @property() src = '';
  @property() poster = '';
  @property() label = '';
  @property({ attribute: false }) leader: () => Leader = () => ({ moment: 0, paused: true, speed: 1 });
  @property({ attribute: false }) inStep: InStep = (seconds) => seconds;

  @query('video') private _video!: HTMLVideoElement;

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
    return html`<video
      src=${this.src}
      poster=${this.poster}
      aria-label=${this.label}
      .muted=${true}
      playsinline
      preload="auto"
      @error=${() => fireEvent(this, 'pt-video-error', undefined)}
    ></video>`;
  }

  reload(): void {
    this._video.load();
  }

  private readonly _follow = (): void => {
    this._next = requestAnimationFrame(this._follow);
    const video = this._video as HTMLVideoElement | null;
    if (!video || video.readyState === 0 || video.seeking) return;
    const { moment, paused, speed } = this.leader();
    const wanted = Math.min(video.duration, Math.max(0, this.inStep(moment)));
    const behind = wanted - video.currentTime;
    const pace = ((this.inStep(moment + SPAN) - this.inStep(moment - SPAN)) / (2 * SPAN)) * speed;
    if (paused || pace < SLOWEST) {
      if (!video.paused) video.pause();
      if (Math.abs(behind) > CLOSE_WHEN_PAUSED) video.currentTime = wanted;
      return;
    }
    if (Math.abs(behind) > FAR) video.currentTime = wanted;
    const rate = Math.min(FASTEST, Math.max(SLOWEST, pace + behind));
    if (Math.abs(rate - video.playbackRate) > 0.05 * pace) video.playbackRate = rate;
    if (video.paused && wanted < video.duration) void video.play().catch(() => {});
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        background: #000000;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-beside-video': PtBesideVideo;
  }
}
