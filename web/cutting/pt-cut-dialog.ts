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
import { checkDraft } from '../recipe/check-draft.ts';
import { GuardedDialog } from '../recipe/guarded-dialog.ts';
import type { RecipeDraft } from '../recipe/recipe-draft.ts';
import '../recipe/pt-range-bar.ts';
import { recipeTexts } from '../recipe/recipe-texts.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { fileNameOf } from '../timelapse/file-name-of.ts';
import { wholePreviewUrl, wholeVideoUrl } from '../timelapse/media-urls.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { type CutVideo, leastFrames, sameRange, wholeRange, withEnd, withStart } from './cut-range.ts';
import { CutSession } from './cut-session.ts';
import { cutDialogStyles } from './pt-cut-dialog-styles.ts';
import './pt-cut-strip.ts';
import './pt-cut-video.ts';
import type { PtCutVideo } from './pt-cut-video.ts';
import './pt-video-look.ts';

/**
 * Cuts a video without frames, makes another of it where it was taken in as a video, and brings the whole one back.
 */
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
      return html`<pt-empty
        .icon=${mdiImageOffOutline}
        .heading=${texts.gone}
        .text=${this._isTakenIn ? texts.cut.noVideoYet : texts.cut.noVideo}
      >
        <button class="button filled" @click=${this.close}>${this.t.close}</button>
      </pt-empty>`;
    return html`<div class="editor" @pt-frame=${this._handleFrame} @pt-range=${this._handleRange}>
        ${this._renderVideo(video)}
        <div class="controls">
          ${this._renderControls(video)} ${this._renderBar(video)} ${this._renderLook(video)}
          ${this._renderNotes()}
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

  private _renderLook({ fps }: CutVideo) {
    const { look, options } = this._cut.value;
    if (!this._isTakenIn || options === null) return nothing;
    return html`<pt-video-look
      .look=${look}
      .options=${options}
      .fps=${fps}
      @pt-draft=${(event: CustomEvent<RecipeDraft>) => this._session.changeLook(event.detail)}
    ></pt-video-look>`;
  }

  private _renderNotes() {
    const texts = recipeTexts(this.t).cut;
    const isEncoded = this._draft.first > 0 && !this._isRemade;
    return html`${this._broken ? html`<p class="error" role="alert">${texts.notShown}</p>` : nothing}
      <p class="note">${this._isTakenIn ? texts.whyVideo(fileNameOf(this.timelapse)) : texts.why}</p>
      <p class="quiet">${texts.kept}${isEncoded ? html` ${texts.encoded}` : nothing}</p>`;
  }

  private get _isTakenIn(): boolean {
    return this.timelapse.origin === 'video';
  }

  private get _isRemade(): boolean {
    return Object.keys(this._cut.value.look).length > 0;
  }

  private _renderFoot(video: CutVideo) {
    const { isCut, saved, look } = this._cut.value;
    const texts = recipeTexts(this.t).cut;
    const { first, last } = this._draft;
    const say = this._isRemade ? texts.used : texts.result;
    const seconds = (frames: number): string => formatNumber(frames / video.fps, this.tag, 1);
    const isWhole = this._isWhole(video, this._draft) && !this._isRemade;
    const { savedLook } = this._cut.value;
    const isSaved = !this._isWhole(video, saved) || Object.keys(savedLook).length > 0;
    const mayReset = isCut || !isWhole || isSaved;
    return html`<div class="foot">
      <p class="result" role="status">${say(seconds(last - first + 1), seconds(video.total))}</p>
      ${
        mayReset
          ? html`<button class="button" ?disabled=${this.busy} @click=${this._handleWhole}>
              <pt-icon .path=${mdiRestore}></pt-icon>${texts.whole}
            </button>`
          : nothing
      }
      <button
        class="button filled"
        ?disabled=${this.busy || isWhole || (isCut && !this.isChanged) || checkDraft(look).length > 0}
        @click=${this._handleCut}
      >
        ${this._isRemade ? texts.remake : texts.cut}
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
      const texts = recipeTexts(this.t).cut;
      await this._render(this._isRemade ? texts.remaking : texts.cutting);
    });
  }

  private async _handleWhole(): Promise<void> {
    const { isCut, video } = this._cut.value;
    const texts = recipeTexts(this.t).cut;
    const text = this._isTakenIn ? texts.wholeTextVideo : texts.wholeText;
    const question = { title: texts.wholeTitle, text, confirm: texts.whole };
    if (isCut && (await confirm(question)) === null) return;
    await this.whileBusy(async () => {
      const { saved, savedLook } = this._cut.value;
      const isSaved = !this._isWhole(video!, saved) || Object.keys(savedLook).length > 0;
      if (isCut || isSaved) await this._session.reset();
      else this._session.discard();
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
