import { mdiCameraOutline } from '@mdi/js';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError, api } from '../api/client.ts';
import type { TestPicture } from '../api/printers.ts';
import { captureTexts } from '../captures/capture-texts.ts';
import '../components/pt-age.ts';
import '../components/pt-icon.ts';
import type { Refusal } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { describeError } from '../page/describe-error.ts';
import { serverNow } from '../state/server-clock.ts';
import { printerTexts } from './printer-texts.ts';
import { testPictureStyles } from './pt-test-picture-styles.ts';

type Shown =
  | { kind: 'none' | 'busy' }
  /** `at`: when the camera took it, as far as it is known. */
  | { kind: 'picture'; picture: TestPicture; at: string }
  | { kind: 'failed'; error: unknown };

/** What a camera shows at the moment. The picture is not kept. */
@customElement('pt-test-picture')
export class PtTestPicture extends LocalizedElement {
  @property({ attribute: false }) printerKey = '';
  @property({ attribute: false }) entity = '';
  @property() name = '';
  /** Takes one without being asked. */
  @property({ type: Boolean }) auto = false;

  @state() private _shown: Shown = { kind: 'none' };
  private _request: AbortController | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._request?.abort();
  }

  override render() {
    const { kind } = this._shown;
    const texts = printerTexts(this.t);
    return html`${kind === 'none' || kind === 'failed' ? nothing : this._renderFrame()}
      <div class="beside">
        <div class="facts" role="status">${this._renderFacts()}</div>
        <button class="button" aria-disabled=${kind === 'busy'} @click=${this._take}>
          <pt-icon .path=${mdiCameraOutline}></pt-icon
          >${kind === 'picture' ? texts.testAgain : texts.testPicture}
        </button>
      </div>`;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entity') || this.entity === '') return;
    this._request?.abort();
    this._shown = { kind: 'none' };
    // Chosen just now, its picture is what the user waits for.
    if (this.auto || changed.get('entity')) void this._take();
  }

  private _renderFrame() {
    return html`<div class="frame">
      ${
        this._shown.kind === 'picture'
          ? html`<img src=${this._shown.picture.picture} alt=${printerTexts(this.t).shows(this.name)} />`
          : html`<pt-icon .path=${mdiCameraOutline}></pt-icon>`
      }
    </div>`;
  }

  private _renderFacts() {
    const texts = printerTexts(this.t);
    switch (this._shown.kind) {
      case 'none':
        return nothing;
      case 'busy':
        return html`<p>${texts.testing}</p>`;
      case 'picture':
        return this._renderPicture(this._shown);
      case 'failed':
        return html`<p class="error">${texts.testFailed}. ${this._reason(this._shown.error)}</p>`;
    }
  }

  private _renderPicture({ picture, at }: Extract<Shown, { kind: 'picture' }>) {
    const texts = printerTexts(this.t);
    const [width = '', height = ''] = [picture.width, picture.height].map((each) =>
      formatNumber(each, this.tag),
    );
    const seconds = formatNumber(picture.took_ms / 1000, this.tag, picture.took_ms < 1000 ? 2 : 1);
    return html`<p>
        ${texts.pixels(width, height)} · ${formatBytes(picture.size_bytes, this.tag)} · ${texts.took(seconds)}
        ·
        <pt-age .at=${at}></pt-age>
      </p>
      ${
        picture.refusal === null
          ? nothing
          : html`<p class="error">${texts.notKept} ${captureTexts(this.t).remedy[picture.refusal]}</p>`
      }`;
  }

  private _reason(error: unknown): string {
    const reason = error instanceof ApiError ? (error.detail as { reason?: Refusal } | null)?.reason : null;
    if (!reason || !(error instanceof ApiError)) return describeError(error, this.t);
    const { problem, remedy } = captureTexts(this.t);
    const own = problem?.[reason];
    return `${own === undefined ? error.message : `${own}.`} ${remedy[reason]}`;
  }

  private async _take(): Promise<void> {
    if (this._shown.kind === 'busy') return;
    const request = new AbortController();
    this._request = request;
    this._shown = { kind: 'busy' };
    try {
      const picture = await api.takeTestPicture({
        params: { key: this.printerKey },
        body: { camera: this.entity },
        signal: request.signal,
      });
      const at = new Date(serverNow() - (picture.age_seconds ?? 0) * 1000).toISOString();
      if (request === this._request) this._shown = { kind: 'picture', picture, at };
    } catch (error) {
      if (!request.signal.aborted) this._shown = { kind: 'failed', error };
    }
  }

  static override styles = testPictureStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-test-picture': PtTestPicture;
  }
}
