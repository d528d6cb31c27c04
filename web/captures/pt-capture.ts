import { consume } from '@lit/context';
import { mdiAlertOutline, mdiCameraOutline, mdiStop } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { addressOf } from '../api/address.ts';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import '../components/pt-progress.ts';
import { TickingElement } from '../components/ticking-element.ts';
import { showToast } from '../components/toasts.ts';
import type { WireCapture } from '../contract.ts';
import { formatAge } from '../format/format-age.ts';
import { formatDuration } from '../format/format-duration.ts';
import { formatNumber } from '../format/format-number.ts';
import '../gallery/pt-poster.ts';
import { type Page, pageContext } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { serverNow } from '../state/server-clock.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { captureTexts } from './capture-texts.ts';
import { layerText } from './layer-text.ts';
import { captureStyles } from './pt-capture-styles.ts';

/** Until then the age of the last picture is no news. */
const OLD_MS = 60_000;

/** What is being captured: its newest picture, how far it is, what is wrong, and how to end it. */
@customElement('pt-capture')
export class PtCapture extends TickingElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @property({ attribute: false }) capture!: WireCapture;
  /** Part of the card of its printer. */
  @property({ type: Boolean, reflect: true }) flat = false;
  /** Empty = its printer is named instead, or its entity. */
  @property() cameraName = '';

  @state() private _busy = false;

  private readonly _viewer = new CollectionController(this, () => viewer);

  override render() {
    const { name, problem, state: at, started_at: start } = this.capture;
    const texts = captureTexts(this.t);
    const elapsed = formatDuration((serverNow() - Date.parse(start)) / 1000, this.tag);
    return html`<article class="card">
      <pt-poster .src=${this._picture} .icon=${mdiCameraOutline}></pt-poster>
      <div class="text">
        <h2>${name}</h2>
        <p class="state">
          <span class=${problem === null ? 'dot' : 'dot off'}></span>
          <span
            >${problem === null ? texts.state[at] : texts.noPictures} ·
            <span class="time" role="timer">${elapsed}</span></span
          >
        </p>
        <p>${this._pace}</p>
        <p class="camera">${this._origin}</p>
        ${this._renderProgress()}
      </div>
      ${this._viewer.value.may_change ? this._renderStop() : nothing}
      <div class="problem" role="status">${problem === null ? nothing : this._renderProblem(problem)}</div>
    </article>`;
  }

  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  private _renderStop() {
    const { stop } = captureTexts(this.t);
    return html`<button
      class="button"
      aria-label=${this.t.action_for(stop, this.capture.name)}
      aria-disabled=${this._busy}
      @click=${this._handleStop}
    >
      <pt-icon .path=${mdiStop}></pt-icon>${stop}
    </button>`;
  }

  private _renderProblem({ code, message }: NonNullable<WireCapture['problem']>) {
    const { problem, remedy, keepsTrying } = captureTexts(this.t);
    const own = problem?.[code];
    return html`<pt-icon .path=${mdiAlertOutline}></pt-icon>
      <p>
        ${own === undefined ? message : `${own}.`}
        <span class="remedy">${remedy[code]} ${keepsTrying}</span>
      </p>`;
  }

  /** Another one has another address. Empty before the folder is known. */
  private get _picture(): string {
    const { timelapse_id: id, image_count: count, last_picture_at: at } = this.capture;
    if (id === null || count === 0) return '';
    return `${addressOf('getFrame', { params: { id, n: 'latest' } })}?v=${Date.parse(at ?? '')}-${count}`;
  }

  private _renderProgress() {
    const { progress_percent: percent, name } = this.capture;
    if (percent === null) return nothing;
    const label = captureTexts(this.t).printProgress(name);
    return html`<pt-progress .value=${percent} .label=${label}></pt-progress>`;
  }

  /** What may be cut off comes last. */
  private get _origin(): string {
    const { printer, camera } = this.capture;
    const where = this.cameraName || (printer ?? camera);
    return [...layerText(this.capture, this.t, this.tag), where].join(' · ');
  }

  private get _pace(): string {
    const { image_count: count, interval_seconds: seconds, mode, last_picture_at: at } = this.capture;
    const texts = captureTexts(this.t);
    const now = serverNow();
    return [
      texts.pictures(count, formatNumber(count, this.tag)),
      mode === 'layer' ? texts.eachLayer : texts.every(formatDuration(seconds, this.tag)),
      ...(at === null || now - Date.parse(at) < OLD_MS ? [] : [texts.latest(formatAge(at, now, this.tag))]),
    ].join(' · ');
  }

  private async _handleStop(): Promise<void> {
    if (this._busy) return;
    this._busy = true;
    try {
      const { name, image_count: count } = await this.page.captures.stop(this.capture.id);
      showToast(captureTexts(this.t).stopped(name, count, formatNumber(count, this.tag)));
    } catch (error) {
      reportError(error);
    } finally {
      this._busy = false;
    }
  }

  static override styles = [baseStyles, buttonStyles, cardStyles, captureStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-capture': PtCapture;
  }
}
