import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';

/** In full screen the controls leave when nothing is touched for so long. */
const IDLE_MS = 3000;

/** Where only a video itself can fill the screen, as on an iPhone. */
type PhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void };

/** What fills the screen: the stage, and the slot `bar` with its controls. Fires `pt-full` when that changes. */
@customElement('pt-player-screen')
export class PtPlayerScreen extends LitElement {
  @property({ type: Boolean, reflect: true }) full = false;
  @property({ type: Boolean, reflect: true }) idle = false;

  private _timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.addEventListener('fullscreenchange', this._handleChange);
    for (const type of ['pointermove', 'pointerdown', 'keydown', 'focusin'])
      this.addEventListener(type, this._wake);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this._timer);
  }

  override render() {
    return html`<slot></slot><slot name="bar"></slot>`;
  }

  /** @param video fills the screen where nothing else can */
  toggle(video: HTMLVideoElement | null): void {
    if (this.matches(':fullscreen')) void document.exitFullscreen();
    else if (typeof this.requestFullscreen === 'function') void this.requestFullscreen().catch(() => {});
    else (video as PhoneVideo | null)?.webkitEnterFullscreen?.();
  }

  private readonly _handleChange = (): void => {
    this.full = this.matches(':fullscreen');
    fireEvent(this, 'pt-full', this.full);
    this._wake();
  };

  private readonly _wake = (): void => {
    clearTimeout(this._timer);
    this.idle = false;
    if (!this.full) return;
    this._timer = setTimeout(() => {
      this.idle = true;
    }, IDLE_MS);
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      :host([full]) {
        width: 100%;
        height: 100%;
        background: #000000;
      }
      :host([full]) ::slotted([slot='bar']) {
        position: absolute;
        inset: auto 0 0;
        background: color-mix(in srgb, var(--card-background-color) 85%, transparent);
        transition: opacity var(--pt-slow);
      }
      :host([full][idle]) {
        cursor: none;
      }
      /* What has the focus has to be seen. */
      :host([full][idle]:not(:has(:focus-visible))) ::slotted([slot='bar']) {
        opacity: 0;
        pointer-events: none;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-player-screen': PtPlayerScreen;
  }
}
