import { consume } from '@lit/context';
import { mdiImageOffOutline, mdiPause, mdiPlay, mdiRayEndArrow, mdiRayStartArrow, mdiRestore } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { confirm } from '../components/confirm.ts';
import '../components/pt-empty.ts';
import '../components/pt-icon.ts';
import { requestError } from '../components/request-error.ts';
import { showToast } from '../components/toasts.ts';
import type { WireTimelapse } from '../contract.ts';
import { formatMoment } from '../format/format-moment.ts';
import { formatNumber } from '../format/format-number.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import type { FrameRange } from '../recipe/frame-fates.ts';
import { GuardedDialog } from '../recipe/guarded-dialog.ts';
import '../recipe/pt-range-bar.ts';
import { recipeTexts } from '../recipe/recipe-texts.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { wholePreviewUrl, wholeVideoUrl } from '../timelapse/media-urls.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { type CutVideo, leastFrames, sameRange, wholeRange, withEnd, withStart } from './cut-range.ts';
import { CutSession } from './cut-session.ts';
import { cutDialogStyles } from './pt-cut-dialog-styles.ts';
import './pt-cut-strip.ts';
import './pt-cut-video.ts';
import type { PtCutVideo } from './pt-cut-video.ts';

/** Cuts a video whose frames are gone, and brings the whole one back. */
@customElement('pt-cut-dialog')
export class PtCutDialog extends GuardedDialog {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @property({ attribute: false }) timelapse!: WireTimelapse;

  /** Index of the frame that is shown. */
  @state() private _at = 0;
  @state() private _playing = false;
  @state() private _broken = false;

  @query('pt-cut-video') private _video!: PtCutVideo;

  private _session!: CutSession;

  private readonly _cut = new CollectionController(this, () => this._session.state);

  override connectedCallback(): void {
    this._session = new CutSession(this.timelapse);
    super.connectedCallback();
    void this._session.read();
  }

  override render() {
    return this.renderGuarded(recipeTexts(this.t).title(titleOf(this.timelapse)), this._renderContent());
  }

  protected override get isChanged(): boolean {
    return this._session.isChanged;
  }

  private _renderContent() {
    const { video, isRead, failed } = this._cut.value;
    const texts = recipeTexts(this.t);
    if (failed !== null)
      return requestError(
        this.t.request_failed,
        describeError(failed, this.t),
        () => this._session.read(),
        this.t,
      );
    if (!isRead) return html`<p class="wait" role="status">${this.t.wait}</p>`;
    if (video === null)
      return html`<pt-empty .icon=${mdiImageOffOutline} .heading=${texts.gone} .text=${texts.cut.noVideo}>
        <button class="button filled" @click=${this.close}>${this.t.close}</button>
      </pt-empty>`;
    return html`<div class="editor" @pt-frame=${this._handleFrame} @pt-range=${this._handleRange}>
        ${this._renderVideo(video)}
        <div class="controls">
          ${this._renderControls(video)} ${this._renderBar(video)} ${this._renderNotes()}
        </div>
      </div>
      ${this._renderFoot(video)}`;
  }

  private _renderVideo({ fps }: CutVideo) {
    return html`<pt-cut-video
      .src=${wholeVideoUrl(this.timelapse)}
      .label=${titleOf(this.timelapse)}
      .fps=${fps}
      .at=${this._at}
      .range=${this._cut.value.draft}
      @pt-playing=${(event: CustomEvent<boolean>) => {
        this._playing = event.detail;
      }}
      @pt-video-error=${() => {
        this._broken = true;
      }}
    ></pt-cut-video>`;
  }

  private _renderControls(video: CutVideo) {
    const texts = recipeTexts(this.t);
    const { total, fps } = video;
    return html`<div class="row">
      <button
        class="icon-button"
        aria-label=${this._playing ? texts.cut.pause : texts.cut.play}
        title=${this._playing ? texts.cut.pause : texts.cut.play}
        ?disabled=${this._broken}
        @click=${() => this._video.toggle()}
      >
        <pt-icon .path=${this._playing ? mdiPause : mdiPlay}></pt-icon>
      </button>
      <p>${texts.cut.position(this._moment(this._at / fps), this._moment(total / fps))}</p>
      <div class="buttons">
        <button class="button" @click=${() => this._handleRange(withStart(this._draft, this._at, video))}>
          <pt-icon .path=${mdiRayStartArrow}></pt-icon>${texts.startHere}
        </button>
        <button class="button" @click=${() => this._handleRange(withEnd(this._draft, this._at, video))}>
          <pt-icon .path=${mdiRayEndArrow}></pt-icon>${texts.endHere}
        </button>
      </div>
    </div>`;
  }

  private _renderBar(video: CutVideo) {
    const { total, fps } = video;
    return html`<pt-range-bar
      .total=${total}
      .range=${this._draft}
      .at=${this._at}
      .least=${leastFrames(video)}
      .describe=${(index: number, end: 'first' | 'last') => this._moment((end === 'first' ? index : index + 1) / fps)}
    >
      <pt-cut-strip .src=${wholePreviewUrl(this.timelapse)}></pt-cut-strip>
    </pt-range-bar>`;
  }

  private _renderNotes() {
    const texts = recipeTexts(this.t).cut;
    return html`${this._broken ? html`<p class="error" role="alert">${texts.notShown}</p>` : nothing}
      <p class="note">${texts.why}</p>
      <p class="quiet">${texts.kept}${this._draft.first > 0 ? html` ${texts.encoded}` : nothing}</p>`;
  }

  private _renderFoot(video: CutVideo) {
    const { isCut, saved } = this._cut.value;
    const texts = recipeTexts(this.t).cut;
    const { first, last } = this._draft;
    const seconds = (frames: number): string => formatNumber(frames / video.fps, this.tag, 1);
    const isWhole = this._isWhole(video, this._draft);
    const mayReset = isCut || !isWhole || !this._isWhole(video, saved);
    return html`<div class="foot">
      <p class="result" role="status">${texts.result(seconds(last - first + 1), seconds(video.total))}</p>
      ${
        mayReset
          ? html`<button class="button" ?disabled=${this.busy} @click=${this._handleWhole}>
              <pt-icon .path=${mdiRestore}></pt-icon>${texts.whole}
            </button>`
          : nothing
      }
      <button
        class="button filled"
        ?disabled=${this.busy || isWhole || (isCut && !this.isChanged)}
        @click=${this._handleCut}
      >
        ${texts.cut}
      </button>
    </div>`;
  }

  private get _draft(): FrameRange {
    return this._cut.value.draft;
  }

  private _isWhole(video: CutVideo, range: FrameRange): boolean {
    return sameRange(range, wholeRange(video));
  }

  private _moment(time: number): string {
    return formatMoment(time, this.tag);
  }

  private _handleFrame(event: CustomEvent<number>): void {
    this._at = event.detail;
  }

  private _handleRange(to: FrameRange | CustomEvent<FrameRange>): void {
    this._session.change(to instanceof CustomEvent ? to.detail : to);
  }

  private async _handleCut(): Promise<void> {
    await this.whileBusy(async () => {
      await this._session.save();
      await this._render(recipeTexts(this.t).cut.cutting);
    });
  }

  private async _handleWhole(): Promise<void> {
    const { isCut, video } = this._cut.value;
    const texts = recipeTexts(this.t).cut;
    const question = { title: texts.wholeTitle, text: texts.wholeText, confirm: texts.whole };
    if (isCut && (await confirm(question)) === null) return;
    await this.whileBusy(async () => {
      if (isCut || !this._isWhole(video!, this._cut.value.saved)) await this._session.reset();
      else this._session.change(wholeRange(video!));
      if (isCut) await this._render(texts.restoring);
    });
  }

  private async _render(message: string): Promise<void> {
    await this.page.timelapses.process(this.timelapse.id);
    showToast(message);
    this.leave();
  }

  static override styles = [dialogStyles, cutDialogStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-cut-dialog': PtCutDialog;
  }
}
