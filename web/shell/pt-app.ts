import { mdiFilterOffOutline, mdiFolderPlusOutline, mdiLanDisconnect } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LiveState } from '../api/live.ts';
import type { SystemState } from '../api/system.ts';
import { NO_RECORDS, type TimelapseRecords } from '../api/timelapse-records.ts';
import '../components/pt-empty.ts';
import '../components/pt-toasts.ts';
import { showToast } from '../components/toasts.ts';
import type { ActionRequest, SelectRequest } from '../gallery/pt-card.ts';
import '../gallery/pt-filters.ts';
import '../gallery/pt-gallery.ts';
import '../gallery/pt-queue-banner.ts';
import '../gallery/pt-skeleton.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { openPlayer } from '../player/index.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { type GalleryFilter, NO_FILTER, type Route } from '../util/route.ts';
import type { Selection } from '../util/select-records.ts';
import { describeError } from './describe-error.ts';
import type { Page } from './page.ts';
import { appStyles } from './pt-app-styles.ts';
import './pt-connection-banner.ts';
import './pt-header.ts';
import './pt-notices.ts';
import './pt-select-bar.ts';
import { SelectMode } from './select-mode.ts';
import { ShownRecords } from './shown-records.ts';
import { TimelapseActions } from './timelapse-actions.ts';
import { toastEvents } from './toast-events.ts';

const NONE: ReadonlySet<string> = new Set();

/** The whole page. */
@customElement('pt-app')
export class PtApp extends LocalizedElement {
  @property({ attribute: false }) page!: Page;

  @state() private _records: TimelapseRecords = NO_RECORDS;
  @state() private _readError: Error | null = null;
  @state() private _system!: SystemState;
  @state() private _connection!: LiveState;
  @state() private _route!: Route;
  @state() private _busyIds: ReadonlySet<string> = new Set();

  @state() private _selection: Selection | null = null;
  @state() private _searching = false;
  @state() private _menu = false;

  private readonly _shown = new ShownRecords();
  private readonly _select = new SelectMode();
  private _actions!: TimelapseActions;
  private _playerOpen = false;
  private _undo: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const { live, timelapses, system, router, bridge } = this.page;
    this._actions = new TimelapseActions(this.page);
    this._undo = [
      timelapses.records.subscribe((records) => {
        this._records = records;
      }),
      timelapses.error.subscribe((error) => {
        this._readError = error;
      }),
      system.state.subscribe((state) => {
        this._system = state;
      }),
      live.state.subscribe((connection) => {
        this._connection = connection;
      }),
      router.route.subscribe((route) => {
        this._route = route;
        void this._followRoute();
      }),
      this._actions.busy.subscribe((ids) => {
        this._busyIds = ids;
      }),
      this._select.selection.subscribe((selection) => {
        this._selection = selection;
      }),
      bridge.menu.subscribe((menu) => {
        this._menu = menu;
      }),
      toastEvents(live),
    ];
    window.addEventListener('keydown', this._handleKeydown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this._undo) undo();
    window.removeEventListener('keydown', this._handleKeydown);
  }

  override render() {
    return html`${this._selection === null ? this._renderHeader() : this._renderSelectBar(this._selection)}
      <pt-connection-banner
        .connection=${this._connection}
        @pt-reconnect=${this._handleReconnect}
      ></pt-connection-banner>
      <main
        @pt-action=${this._handleAction}
        @pt-select=${this._handleSelect}
        @pt-filter=${this._handleFilter}
      >
        ${this._renderNotices()} ${this._records.byId.size === 0 ? nothing : this._renderControls()}
        ${this._renderGallery()}
      </main>
      <pt-toasts></pt-toasts>`;
  }

  override willUpdate(): void {
    if (this._shown.update(this._records, this._route.filter)) this._select.keep(this._shown.ids);
  }

  override updated(): void {
    document.title = this.t.app_title;
  }

  private _renderNotices() {
    const notices = this._system.health?.notices ?? [];
    return notices.length === 0 ? nothing : html`<pt-notices .notices=${notices}></pt-notices>`;
  }

  private _renderHeader() {
    return html`<pt-header
      .filter=${this._route.filter}
      .full=${this._records.byId.size > 0}
      .searching=${this._searching || this._route.filter.text !== ''}
      .menu=${this._menu}
      @pt-filter=${this._handleFilter}
      @pt-search-open=${this._handleSearchOpen}
      @pt-search-close=${this._handleSearchClose}
      @pt-select-mode=${this._handleSelectMode}
      @pt-toggle-menu=${this._handleToggleMenu}
    ></pt-header>`;
  }

  private _renderSelectBar({ ids }: Selection) {
    const selected = this._shown.list.filter(({ id }) => ids.has(id));
    return html`<pt-select-bar
      .count=${ids.size}
      .bytes=${selected.reduce((sum, { file_size_bytes }) => sum + (file_size_bytes ?? 0), 0)}
      .busy=${this._busyIds.size > 0}
      @pt-select-end=${this._handleSelectEnd}
      @pt-select-all=${this._handleSelectAll}
      @pt-select-delete=${this._handleSelectDelete}
    ></pt-select-bar>`;
  }

  private _renderControls() {
    const { queue, progress, stats } = this._system;
    return html`${
        queue === null
          ? html`<div class="queue-space"></div>`
          : html`<pt-queue-banner
              .queue=${queue}
              .progress=${progress}
              .stats=${stats}
              .current=${this._records.byId.get(queue.processing_id ?? '') ?? null}
              @pt-queue-toggle=${this._handleQueueToggle}
            ></pt-queue-banner>`
      } <pt-filters .filter=${this._route.filter} .records=${this._records.byId}></pt-filters>`;
  }

  private _renderGallery() {
    if (!this._records.loaded)
      return this._readError === null ? html`<pt-skeleton></pt-skeleton>` : this._renderError();
    if (this._records.byId.size === 0) return this._renderEmpty();
    if (this._shown.list.length === 0) return this._renderNoMatch();
    return html`<pt-gallery
      .timelapses=${this._shown.list}
      .progress=${this._system.progress}
      .queue=${this._system.queue}
      .busyIds=${this._busyIds}
      .selecting=${this._selection !== null}
      .selectedIds=${this._selection?.ids ?? NONE}
    ></pt-gallery>`;
  }

  private _renderError() {
    return html`<pt-empty
      role="alert"
      .icon=${mdiLanDisconnect}
      .heading=${this.t.error_title}
      .text=${describeError(this._readError, this.t)}
    >
      <button class="button filled" @click=${this._handleRead}>${this.t.try_again}</button>
    </pt-empty>`;
  }

  private _renderEmpty() {
    return html`<pt-empty
      .icon=${mdiFolderPlusOutline}
      .heading=${this.t.empty_title}
      .text=${this.t.empty_text}
    ></pt-empty>`;
  }

  private _renderNoMatch() {
    return html`<pt-empty
      .icon=${mdiFilterOffOutline}
      .heading=${this.t.no_match_title}
      .text=${this.t.no_match_text}
    >
      <button class="button filled" @click=${this._handleClearFilter}>${this.t.clear_filters}</button>
    </pt-empty>`;
  }

  /** Opens the player when the address names a timelapse; the player follows the address from then on. */
  private async _followRoute(): Promise<void> {
    if (this._route.timelapseId === null || this._playerOpen) return;
    this._playerOpen = true;
    try {
      await openPlayer({ page: this.page, actions: this._actions, list: () => this._shown.list });
    } catch (error) {
      showToast(describeError(error, this.t), 'error');
      this.page.router.closeTimelapse();
    } finally {
      this._playerOpen = false;
    }
    // The address may have named another one while this one was closing.
    void this._followRoute();
  }

  private _handleAction(event: CustomEvent<ActionRequest>): void {
    void this._actions.run(event.detail.action, event.detail.id);
  }

  private async _handleQueueToggle(event: CustomEvent<{ paused: boolean }>): Promise<void> {
    try {
      await (event.detail.paused ? this.page.system.pauseQueue() : this.page.system.resumeQueue());
    } catch (error) {
      showToast(describeError(error, this.t), 'error');
    }
  }

  private _handleReconnect(): void {
    this.page.live.reconnect();
    this._handleRead();
  }

  private _handleRead(): void {
    void this.page.timelapses.read();
  }

  private _handleFilter(event: CustomEvent<Partial<GalleryFilter>>): void {
    this.page.router.setFilter(event.detail);
  }

  private _handleSearchOpen(): void {
    this._searching = true;
  }

  private _handleSearchClose(): void {
    this._searching = false;
  }

  private _handleToggleMenu(): void {
    this.page.bridge.toggleMenu();
  }

  private _handleSelectMode(): void {
    this._select.begin();
  }

  private _handleSelectEnd(): void {
    this._select.end();
  }

  private _handleSelectAll(): void {
    this._select.toggleAll(this._shown.ids);
  }

  private _handleSelect(event: CustomEvent<SelectRequest>): void {
    this._select.touch(event.detail.id, event.detail.range, this._shown.ids);
  }

  private async _handleSelectDelete(): Promise<void> {
    if (await this._actions.deleteMany([...(this._selection?.ids ?? [])])) this._select.end();
  }

  private readonly _handleKeydown = (event: KeyboardEvent): void => {
    // Keys pressed in a dialog or a field are not meant for the gallery.
    if (event.defaultPrevented || (event.target !== this && event.target !== document.body)) return;
    if (this._select.handleKey(event, this._shown.ids)) event.preventDefault();
  };

  private _handleClearFilter(): void {
    const { sort } = this._route.filter;
    this.page.router.setFilter({ ...NO_FILTER, sort } satisfies GalleryFilter);
  }

  static override styles = [baseStyles, buttonStyles, appStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-app': PtApp;
  }
}
