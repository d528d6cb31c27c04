import { consume } from '@lit/context';
import { mdiMovieOffOutline } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { countWatched } from '../api/statistics.ts';
import { archive } from '../api/viewer.ts';
import { archiveTexts } from '../archive/archive-texts.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-empty.ts';
import '../components/pt-facts.ts';
import '../components/pt-icon.ts';
import type { WireTimelapse } from '../contract.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import type { Action } from '../timelapse/card-actions.ts';
import { deepActiveElement } from '../util/deep-active-element.ts';
import { posterUrl, videoUrl } from '../timelapse/media-urls.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { playerStep } from '../timelapse/player-step.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { type Page, pageContext } from '../page/page.ts';
import '../linking/pt-link-question.ts';
import { metadataRows } from './metadata-rows.ts';
import '../stage/pt-player-screen.ts';
import type { PtPlayerScreen } from '../stage/pt-player-screen.ts';
import '../stage/pt-player-stage.ts';
import type { Gesture, PtPlayerStage } from '../stage/pt-player-stage.ts';
import '../stage/pt-seek-bar.ts';
import type { Playing } from '../stage/pt-seek-bar.ts';
import { stageTexts } from '../stage/stage-texts.ts';
import { type PlayerAddress, parsePlayerAddress, formatPlayerAddress } from '../together/player-address.ts';
import '../together/pt-beside-video.ts';
import type { Leader, PtBesideVideo } from '../together/pt-beside-video.ts';
import '../together/pt-together.ts';
import '../together/pt-video-pair.ts';
import type { Pace } from '../together/in-step.ts';
import { comparableVideos } from '../together/same-model.ts';
import { Together } from '../together/together.ts';
import { focusedKind, type PlayerCommand, playerCommand } from './player-keys.ts';
import './pt-flicker.ts';
import './pt-left-out.ts';
import './pt-player-actions.ts';
import './pt-player-controls.ts';
import { playerDialogStyles } from './pt-player-dialog-styles.ts';
import './pt-player-video.ts';
import type { PtPlayerVideo } from './pt-player-video.ts';
import './pt-print-data-slot.ts';
import './pt-print-videos.ts';
import { videosOfPrint } from './videos-of-print.ts';

/** Shows the timelapse in the address. */
@customElement('pt-player-dialog')
export class PtPlayerDialog extends DialogElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  /** In the order of the gallery. */
  @property({ attribute: false }) list!: () => readonly WireTimelapse[];

  @state() private _id: string | null = null;
  @state() private _address: PlayerAddress = { id: '', beside: null, layout: 'side' };
  /** Used for everything but the video. */
  @state() private _record: WireTimelapse | null = null;
  /** Its address must not change while the video plays. */
  @state() private _playing: WireTimelapse | null = null;
  /** Of its print; empty = it is the only one. */
  @state() private _videos: readonly WireTimelapse[] = [];
  @state() private _gone = false;
  @state() private _broken = false;
  /** The address of the second video if that cannot be played. */
  @state() private _brokenBeside: string | null = null;
  @state() private _loop = false;
  @state() private _speed = 1;
  @state() private _full = false;

  @query('pt-player-video') private _video!: PtPlayerVideo | null;
  @query('pt-beside-video') private _beside!: PtBesideVideo | null;
  @query('pt-player-stage') private _stage!: PtPlayerStage | null;
  @query('pt-player-screen') private _screen!: PtPlayerScreen | null;

  private readonly _together = new Together(this);
  private readonly _archive = new CollectionController(this, () => archive);
  private _undo: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const { router, timelapses } = this.page;
    this._undo = [
      router.route.subscribe(({ timelapseId }) => this._show(timelapseId)),
      timelapses.records.subscribe(() => this._follow()),
      // It is back.
      archive.subscribe(() => {
        if (this._broken && this._record?.archive_folder && !this._isAway()) this._handleReload();
        const { beside } = this._together;
        if (this._brokenBeside !== null && beside?.archive_folder && !this._isAway(beside))
          this._handleReloadBeside();
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this._undo) undo();
  }

  override render() {
    const title = this._record === null ? this.t.player_label : titleOf(this._record);
    return html`<wa-dialog
      label=${title}
      .withoutHeader=${true}
      .lightDismiss=${true}
      @keydown=${this._keydown}
      @wa-hide=${this._handleHide}
      @wa-after-hide=${this.handleAfterHide}
      style=${styleMap({ '--ratio': String(this._ratio()) })}
    >
      ${this.renderHeader(title)} ${this._renderContent()}
      <pt-toasts></pt-toasts>
    </wa-dialog>`;
  }

  private _renderContent() {
    if (this._gone) return this._renderEmpty(this.t.player_gone_title, this.t.player_gone_text);
    if (this._record === null) return html`<div class="stage"></div>`;
    return html`${
        this._playing === null
          ? this._renderEmpty(this.t.player_no_video, this.t.status[this._record.status])
          : this._renderVideo(this._playing)
      }
      ${this._renderVideos(this._record)} ${this._renderTogether(this._record)}
      <pt-left-out .timelapse=${this._record} @pt-player-action=${this._handleAction}></pt-left-out>
      <pt-link-question .timelapse=${this._record}></pt-link-question>
      <div class="details">
        <pt-player-actions
          .timelapse=${this._record}
          @pt-player-action=${this._handleAction}
        ></pt-player-actions>
        <pt-facts .rows=${metadataRows(this._record, { texts: this.t, tag: this.tag })}></pt-facts>
        <pt-flicker .timelapse=${this._record}></pt-flicker>
        ${this._renderNotes(this._record)}
        <p class="keys">${stageTexts(this.t).keys}</p>
      </div>`;
  }

  /** Lets the dialog fit the video. */
  private _ratio(): number {
    const { width, height } = this._playing ?? {};
    return width && height ? width / height : 16 / 9;
  }

  /** The others of the print. */
  private _renderVideos({ id }: WireTimelapse) {
    if (this._videos.length === 0) return nothing;
    return html`<pt-print-videos
      .videos=${this._videos}
      .shown=${id}
      @pt-video=${(event: CustomEvent<string>) => this.page.router.openTimelapse(event.detail)}
    ></pt-print-videos>`;
  }

  private _renderTogether(record: WireTimelapse) {
    if (this._playing === null) return nothing;
    return html`<pt-together
      .address=${this._addressShown()}
      .others=${comparableVideos(record, this.page.timelapses.records.state.byId.values())}
      .paces=${this._together.paces}
      .pace=${this._together.pace}
      @pt-address=${({ detail }: CustomEvent<PlayerAddress>) =>
        this.page.router.openTimelapse(formatPlayerAddress(detail))}
      @pt-pace=${({ detail }: CustomEvent<Pace>) => this._together.choose(detail)}
    ></pt-together>`;
  }

  /** Without a second video that is gone; it may not have been read yet. */
  private _addressShown(): PlayerAddress {
    const { byId, complete } = this.page.timelapses.records.state;
    const isRead = complete || byId.has(this._address.beside ?? '');
    return isRead && this._together.beside === null ? { ...this._address, beside: null } : this._address;
  }

  private _renderNotes({ notes }: WireTimelapse) {
    if (notes === null) return nothing;
    return html`<h3>${this.t.edit_notes}</h3>
      <p class="notes">${notes}</p>`;
  }

  private _renderVideo(playing: WireTimelapse) {
    const list = this.list();
    const card = this._cardOf(playing.id);
    const { beside } = this._together;
    const hasPrevious = playerStep(list, card, -1) !== null;
    const hasNext = playerStep(list, card, 1) !== null;
    return html`<pt-player-screen @pt-full=${this._handleFull} @pt-player-command=${this._handleCommand}>
        <pt-player-stage
          class=${beside !== null && this._address.layout === 'side' ? 'stage side' : 'stage'}
          .shown=${formatPlayerAddress(this._address)}
          .hasPrevious=${hasPrevious}
          .hasNext=${hasNext}
          @pt-gesture=${this._handleGesture}
        >
          <pt-video-pair
            .layout=${beside === null ? null : this._address.layout}
            .names=${[titleOf(playing), beside === null ? '' : titleOf(beside)] as const}
          >
            <pt-player-video
              slot="main"
              .autofocus=${true}
              .src=${videoUrl(playing)}
              .poster=${posterUrl(playing)}
              .label=${titleOf(playing)}
              .loop=${this._loop}
              .speed=${this._speed}
              .fps=${playing.fps ?? 25}
              @pt-video-error=${this._handleVideoError}
              @pt-watched=${() => countWatched(playing.id)}
            ></pt-player-video>
            ${beside === null ? nothing : this._renderBeside(beside)}
          </pt-video-pair>
        </pt-player-stage>
        <div slot="bar" class="bar">
          <pt-seek-bar
            .playing=${this._playingNow}
            .full=${this._full}
            @pt-seek=${this._handleSeek}
            @pt-hold=${this._handleHold}
          ></pt-seek-bar>
          <pt-player-controls
            .speed=${this._speed}
            .loop=${this._loop}
            .hasPrevious=${hasPrevious}
            .hasNext=${hasNext}
            @pt-player-speed=${this._handleSpeed}
          ></pt-player-controls>
        </div>
      </pt-player-screen>
      ${this._renderProblem()} ${this._renderBesideProblem()}
      <pt-print-data-slot
        .timelapse=${playing}
        .momentOf=${this._moment}
        @pt-seek=${this._handleSeek}
        @pt-hold=${this._handleHold}
      ></pt-print-data-slot>`;
  }

  private _renderBeside(beside: WireTimelapse) {
    return html`<pt-beside-video
      slot="beside"
      .src=${videoUrl(beside)}
      .poster=${posterUrl(beside)}
      .label=${titleOf(beside)}
      .leader=${this._leader}
      .inStep=${this._together.inStep}
      @pt-video-error=${() => this._handleBesideError(beside)}
    ></pt-beside-video>`;
  }

  private _renderBesideProblem() {
    const { beside } = this._together;
    if (beside === null || this._brokenBeside !== videoUrl(beside)) return nothing;
    const text = this._isAway(beside) ? archiveTexts(this.t).away : this.t.player_error;
    return html`<div class="note" role="alert">
      <p><strong>${titleOf(beside)}:</strong> ${text}</p>
      <button class="button" @click=${this._handleReloadBeside}>${this.t.try_again}</button>
    </div>`;
  }

  private _renderProblem() {
    if (this._broken && this._isAway()) {
      const { awayTitle, awayText } = archiveTexts(this.t);
      return html`<div class="note" role="alert">
        <p><strong>${awayTitle}</strong> ${awayText(this._record?.archive_folder ?? '')}</p>
        <button class="button" @click=${this._handleReload}>${this.t.try_again}</button>
      </div>`;
    }
    if (this._broken) {
      return html`<div class="note" role="alert">
        <p><strong>${this.t.player_error}</strong> ${this.t.player_error_text}</p>
        <button class="button" @click=${this._handleReload}>${this.t.try_again}</button>
      </div>`;
    }
    if (!this._hasNewer()) return nothing;
    return html`<div class="note" role="status">
      <p>${this.t.player_newer}</p>
      <button class="button" @click=${this._handleShowNewer}>${this.t.player_show_newer}</button>
    </div>`;
  }

  private _isAway(record = this._record): boolean {
    const folder = record?.archive_folder ?? null;
    return folder !== null && this._archive.value.away.includes(folder);
  }

  private _renderEmpty(heading: string, text: string) {
    return html`<pt-empty .icon=${mdiMovieOffOutline} .heading=${heading} .text=${text}>
      <button class="button filled" @click=${this.close}>${this.t.close}</button>
    </pt-empty>`;
  }

  private _show(address: string | null): void {
    if (address === null) {
      if (this._id !== null) this.close();
      return;
    }
    if (this._id !== null) void this._keepFocus();
    const { beside } = this._address;
    this._address = parsePlayerAddress(address);
    if (this._address.beside !== beside) this._brokenBeside = null;
    const { id } = this._address;
    if (id === this._id) {
      this._follow();
      return;
    }
    this._id = id;
    this._record = null;
    this._playing = null;
    this._gone = false;
    this._broken = false;
    this._follow();
    if (this._record === null) void this._fetch(id);
  }

  /** The video is chosen once. */
  private _follow(): void {
    const { byId } = this.page.timelapses.records.state;
    const known = this._id === null ? undefined : byId.get(this._id);
    if (known === undefined) {
      if (this._record !== null) this._gone = true;
      return;
    }
    this._record = known;
    this._videos = videosOfPrint(known, byId.values());
    this._gone = false;
    if (this._playing === null && known.video_exists) this._playing = known;
    const other = byId.get(this._address.beside ?? '');
    this._together.show(this._playing, other?.video_exists === true ? other : null);
  }

  /** The address may name a timelapse that has not been read yet. */
  private async _fetch(id: string): Promise<void> {
    try {
      await this.page.timelapses.readOne(id);
    } catch {
      if (this._id === id && this._record === null) this._gone = true;
    }
  }

  /** The videos of a print have one card. */
  private _cardOf(id: string): string {
    const own = new Set(this._videos.map((one) => one.id));
    const list = this.list();
    return list.some((one) => one.id === id) ? id : (list.find((one) => own.has(one.id))?.id ?? id);
  }

  private _hasNewer(): boolean {
    if (this._record === null || this._playing === null || !this._record.video_exists) return false;
    return videoUrl(this._record) !== videoUrl(this._playing);
  }

  private readonly _moment = (): number => this._video?.moment ?? 0;

  private readonly _playingNow = (): Playing => {
    const { moment = 0, length = 0, paused = true } = this._video ?? {};
    return { moment, length, paused };
  };

  private readonly _leader = (): Leader => ({ ...this._playingNow(), speed: this._speed });

  private _run(command: PlayerCommand): void {
    switch (command) {
      case 'previous':
        this._step(-1);
        break;
      case 'next':
        this._step(1);
        break;
      case 'loop':
        this._loop = !this._loop;
        break;
      case 'fullscreen':
        this._screen?.toggle(this._video?.element ?? null);
        break;
      case 'zoom_in':
        this._stage?.zoomBy(1);
        break;
      case 'zoom_out':
        this._stage?.zoomBy(-1);
        break;
      case 'zoom_whole':
        this._stage?.zoomBy(0);
        break;
      default:
        this._video?.run(command);
    }
  }

  private _step(direction: 1 | -1): void {
    const next = this._id === null ? null : playerStep(this.list(), this._cardOf(this._id), direction);
    if (next === null) return;
    this.page.router.openTimelapse(next.id);
  }

  /** The button that was pressed may be disabled or gone: keys would be lost. */
  private async _keepFocus(): Promise<void> {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const focused = deepActiveElement();
    if (focused === document.body || focused?.matches(':disabled')) this._video?.focus();
  }

  /** Captured before the browser's own controls, or both would act. */
  private readonly _keydown = {
    handleEvent: (event: KeyboardEvent): void => this._handleKeydown(event),
    capture: true,
  };

  private _handleKeydown(event: KeyboardEvent): void {
    const command = playerCommand(event, focusedKind(deepActiveElement()));
    if (command === null) return;
    event.preventDefault();
    event.stopPropagation();
    this._run(command);
  }

  private _handleCommand(event: CustomEvent<PlayerCommand>): void {
    this._run(event.detail);
  }

  private _handleGesture({ detail: gesture }: CustomEvent<Gesture>): void {
    if (gesture === 'close') this._leave();
    else this._run(gesture);
  }

  /** Pulling the picture down leaves the full screen first. */
  private _leave(): void {
    if (this._full) this._run('fullscreen');
    else this.close();
  }

  private _handleFull(event: CustomEvent<boolean>): void {
    this._full = event.detail;
  }

  private _handleSeek(event: CustomEvent<number>): void {
    this._video?.seekTo(event.detail);
  }

  private _handleHold(event: CustomEvent<boolean>): void {
    this._video?.hold(event.detail);
  }

  private _handleSpeed(event: CustomEvent<number>): void {
    this._speed = event.detail;
  }

  private _handleVideoError(): void {
    this._broken = true;
  }

  private _handleBesideError(beside: WireTimelapse): void {
    this._brokenBeside = videoUrl(beside);
  }

  private _handleReloadBeside(): void {
    this._brokenBeside = null;
    this._beside?.reload();
    void this._keepFocus();
  }

  private _handleReload(): void {
    this._broken = false;
    this._video?.reload();
    void this._keepFocus();
  }

  private _handleShowNewer(): void {
    this._playing = this._record;
    void this._keepFocus();
  }

  private async _handleAction({ detail: action }: CustomEvent<Action>): Promise<void> {
    const id = this._id;
    if (id === null) return;
    await this.page.actions.run(action, id);
    // A timelapse deleted here closes the player; one deleted elsewhere shows a message.
    if (!this.page.timelapses.records.state.byId.has(id) && this._id === id) this.close();
  }

  private _handleHide(event: Event): void {
    if (event.target === this.dialog) this.page.router.closeTimelapse();
  }

  static override styles = [dialogStyles, playerDialogStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-player-dialog': PtPlayerDialog;
  }
}
