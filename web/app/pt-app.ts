import { consume } from '@lit/context';
import { mdiEyeOutline } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { viewer } from '../api/viewer.ts';
import type { BulkAction } from '../bulk/bulk-actions.ts';
import { openDialog } from '../components/open-dialog.ts';
import '../components/pt-icon.ts';
import '../components/pt-toasts.ts';
import type { WireCapture, WireNotice, WireOffer, WireTimelapse } from '../contract.ts';
import type { ActionRequest, SelectRequest } from '../gallery/pt-card.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import type { PageKeys } from '../keys/page-keys.ts';
import { baseStyles } from '../styles/shared.ts';
import { GALLERY, type GalleryFilter, type Route, sameView } from '../state/route.ts';
import type { Selection } from '../timelapse/select-records.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { columnStyles } from '../styles/column-styles.ts';
import { type Page, pageContext } from '../page/page.ts';
import { appStyles } from './pt-app-styles.ts';
import { MonthTotalsReader } from './month-totals-reader.ts';
import './pt-connection-banner.ts';
import './pt-header.ts';
import type { Place, PtHeader } from './pt-header.ts';
import './pt-timelapses.ts';
import { SelectMode } from './select-mode.ts';
import { ShownRecords } from './shown-records.ts';
import { reportError } from '../page/report-error.ts';
import { toastEvents } from './toast-events.ts';

@customElement('pt-app')
export class PtApp extends LocalizedElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @state() private _searching = false;

  @query('pt-header') private _header!: PtHeader | null;

  private readonly _shown = new ShownRecords();
  private readonly _select = new SelectMode();
  private _keys: PageKeys | null = null;
  private _loadingKeys: Promise<PageKeys> | null = null;
  private readonly _months = new MonthTotalsReader();
  private _playerOpen = false;
  private _shownRoute!: Route;
  private _galleryScroll = 0;
  private _undo: (() => void)[] = [];

  private readonly _records = new CollectionController(this, () => this.page.timelapses.records);
  private readonly _error = new CollectionController(this, () => this.page.timelapses.error);
  private readonly _captures = new CollectionController(this, () => this.page.captures.running);
  private readonly _system = new CollectionController(this, () => this.page.system.state);
  private readonly _connection = new CollectionController(this, () => this.page.live.state);
  private readonly _outdated = new CollectionController(this, () => this.page.update.state);
  private readonly _menu = new CollectionController(this, () => this.page.bridge.menu);
  private readonly _route = new CollectionController(this, () => this.page.router.route);
  private readonly _selection = new CollectionController(this, () => this._select.selection);
  private readonly _totals = new CollectionController(this, () => this._months.totals);
  private readonly _viewer = new CollectionController(this, () => viewer);
  private readonly _busyIds = new CollectionController(this, () => this.page.actions.busy);

  override connectedCallback(): void {
    super.connectedCallback();
    this._shownRoute = this.page.router.route.state;
    this._undo = [
      this.page.router.route.subscribe((route) => void this._followAddress(route)),
      toastEvents(this.page.live),
    ];
    window.addEventListener('keydown', this._handleKeydown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this._undo) undo();
    window.removeEventListener('keydown', this._handleKeydown);
  }

  override render() {
    const selection = this._selection.value;
    const { offers = [] } = this._system.value.health ?? {};
    return html`${this._renderBar(selection)}
      <pt-connection-banner
        .connection=${this._connection.value}
        .outdated=${this._outdated.value}
        @pt-reconnect=${this._handleReconnect}
      ></pt-connection-banner>
      <main
        @pt-place=${this._handlePlace}
        @pt-cleanup=${this._handleCleanup}
        @pt-frames=${this._handleFrames}
        @pt-trash=${this._handleTrash}
      >
        ${this._renderViewOnly()} ${this._renderNotices()} ${this._renderOffers(offers)}
        ${this._renderOtherView()} ${this._renderCaptures()}
        <pt-timelapses
          ?hidden=${!this._isInGallery}
          .records=${this._records.value}
          .error=${this._error.value}
          .system=${this._system.value}
          .connecting=${this._connection.value.kind === 'connecting'}
          .capturing=${this._captures.value.length > 0}
          .filter=${this._route.value.filter}
          .shown=${this._shown.list}
          .groups=${this._shown.groups}
          .sections=${this._shown.sections}
          .busyIds=${this._busyIds.value}
          .selection=${selection}
          @pt-action=${this._handleAction}
          @pt-select=${this._handleSelect}
          @pt-filter=${this._handleFilter}
          @pt-read=${this._handleRead}
          @pt-missing=${this._handleMissing}
          @pt-queue-toggle=${this._handleQueueToggle}
        ></pt-timelapses>
      </main>
      <pt-toasts></pt-toasts>`;
  }

  private _renderNotices() {
    const notices = this._notices;
    if (notices.length === 0 || !this._isLoaded('pt-notices', () => import('./pt-notices.ts')))
      return nothing;
    return html`<pt-notices .notices=${notices}></pt-notices>`;
  }

  private _renderOffers(offers: readonly WireOffer[]) {
    if (offers.length === 0 || !this._isLoaded('pt-offers', () => import('./pt-offers.ts'))) return nothing;
    return html`<pt-offers .offers=${offers}></pt-offers>`;
  }

  /** The settings say it themselves. */
  private _renderViewOnly() {
    if (this._viewer.value.may_change || this._route.value.view.name === 'settings') return nothing;
    return html`<p class="view-only"><pt-icon .path=${mdiEyeOutline}></pt-icon>${this.t.view_only}</p>`;
  }

  override willUpdate(): void {
    const { filter } = this._route.value;
    this._months.follow(this._records.value, filter);
    const changed = this._shown.update(this._records.value, filter, this._totals.value);
    if (changed) this._select.keep(this._shown.ids);
  }

  override updated(): void {
    document.title = this.t.app_title;
  }

  private _renderHeader() {
    const { filter } = this._route.value;
    return html`<pt-header
      .filter=${filter}
      .view=${this._route.value.view}
      .full=${this._records.value.byId.size > 0}
      .searching=${this._isSearching}
      .menu=${this._menu.value}
      @pt-filter=${this._handleFilter}
      @pt-search-open=${this._handleSearchOpen}
      @pt-search-close=${this._handleSearchClose}
      @pt-select-mode=${this._handleSelectMode}
      @pt-toggle-menu=${this._handleToggleMenu}
      @pt-back=${this._handleBack}
      @pt-place=${this._handlePlace}
    ></pt-header>`;
  }

  private get _isSearching(): boolean {
    if (!this._searching && this._route.value.filter.text === '') return false;
    return this._isLoaded('pt-search', () => import('./pt-search.ts'));
  }

  /** The gallery is only hidden below other views, so that it is unchanged on return. */
  private _renderOtherView() {
    const { view } = this._route.value;
    switch (view.name) {
      case 'gallery':
        return nothing;
      case 'printers':
        if (!this._isLoaded('pt-printer-list', () => import('../printers/pt-printer-list.ts')))
          return nothing;
        return html`<pt-printer-list></pt-printer-list>`;
      case 'settings':
        if (!this._isLoaded('pt-settings', () => import('../settings/pt-settings.ts'))) return nothing;
        return html`<pt-settings></pt-settings>`;
      case 'statistics':
        if (!this._isLoaded('pt-statistics', () => import('../statistics/pt-statistics.ts'))) return nothing;
        return html`<pt-statistics></pt-statistics>`;
      case 'jobs':
        if (!this._isLoaded('pt-jobs', () => import('../jobs/pt-jobs.ts'))) return nothing;
        return html`<pt-jobs .jobId=${view.jobId}></pt-jobs>`;
    }
  }

  /** Stays once it was needed, so that the focus in it is not lost. */
  private _renderCaptures() {
    const captures = this._captures.value;
    const isNeeded = this._isInGallery && captures.length > 0;
    if (!isNeeded && customElements.get('pt-captures') === undefined) return nothing;
    if (!this._isLoaded('pt-captures', () => import('../captures/pt-captures.ts'))) return nothing;
    return html`<pt-captures
      ?hidden=${!this._isInGallery}
      .captures=${captures}
      @pt-captures-left=${this._handleCapturesLeft}
    ></pt-captures>`;
  }

  private get _isInGallery(): boolean {
    return this._route.value.view.name === 'gallery';
  }

  /** What is captured shows its problem itself. */
  private get _notices(): readonly WireNotice[] {
    const { notices = [] } = this._system.value.health ?? {};
    const shown = new Set(this._captures.value.filter((each) => this._isShown(each)).map(({ id }) => id));
    return notices.filter(
      (notice) => notice.code !== 'capture_problem' || !shown.has(notice.facts.capture_id),
    );
  }

  private _isShown({ printer_key: printer }: WireCapture): boolean {
    return this._isInGallery || (printer !== null && this._route.value.view.name === 'printers');
  }

  private _renderBar(selection: Selection | null) {
    if (selection === null || !this._isLoaded('pt-select-bar', () => import('./pt-select-bar.ts')))
      return this._renderHeader();
    return this._renderSelectBar(selection);
  }

  private _renderSelectBar({ ids }: Selection) {
    const selected = this._shown.on(ids);
    return html`<pt-select-bar
      .count=${selected.length}
      .bytes=${selected.reduce((sum, { file_size_bytes }) => sum + (file_size_bytes ?? 0), 0)}
      .comparable=${selected.length === 2 && selected.every(({ video_exists }) => video_exists)}
      .busy=${this._busyIds.value.size > 0}
      @pt-select-compare=${() => this.page.router.openTimelapse(selected.map(({ id }) => id).join())}
      @pt-select-end=${this._handleSelectEnd}
      @pt-select-all=${this._handleSelectAll}
      @pt-select-download=${() => this._handleSelectDownload(selected)}
      @pt-select-delete=${this._handleSelectDelete}
      @pt-select-action=${({ detail }: CustomEvent<BulkAction>) => this._actOnAll(detail, selected)}
    ></pt-select-bar>`;
  }

  /** An element that is defined after it was drawn starts without its properties. */
  private _isLoaded(name: string, load: () => Promise<unknown>): boolean {
    if (customElements.get(name) !== undefined) return true;
    load()
      .then(() => this.requestUpdate())
      .catch(reportError);
    return false;
  }

  private async _followAddress(route: Route): Promise<void> {
    const before = this._shownRoute;
    this._shownRoute = route;
    if (!sameView(before.view, route.view)) {
      if (before.view.name === 'gallery') this._galleryScroll = window.scrollY;
      this._select.end();
      // The view is drawn first.
      await new Promise((resolve) => requestAnimationFrame(resolve));
      window.scrollTo(0, route.view.name === 'gallery' ? this._galleryScroll : 0);
      if (route.view.name !== 'gallery' && route.timelapseId === null)
        await this._header?.focusButton('pt-back');
    }
    await this._followRoute();
  }

  /** The player then follows the address. */
  private async _followRoute(): Promise<void> {
    if (this._route.value.timelapseId === null || this._playerOpen) return;
    this._playerOpen = true;
    try {
      await openDialog(() => import('../player/pt-player-dialog.ts'), 'pt-player-dialog', {
        list: () => this._shown.list,
      });
    } catch (error) {
      reportError(error);
      this.page.router.closeTimelapse();
    } finally {
      this._playerOpen = false;
    }
    // The address may have changed while the player was closing.
    void this._followRoute();
  }

  private _handleAction(event: CustomEvent<ActionRequest>): void {
    const { action, id } = event.detail;
    const videos = this._shown.on([id]);
    // A card is pinned or deleted with all it shows; the player does it with a single video.
    if (action === 'delete' && videos.length > 1) void this._deleteAll(videos);
    else if (action === 'pin') void this._pinAll(videos);
    else void this.page.actions.run(action, id);
  }

  private _deleteAll(videos: readonly WireTimelapse[]): Promise<boolean> {
    return this.page.actions.deleteMany(videos.map(({ id }) => id));
  }

  private async _pinAll([first, ...rest]: readonly WireTimelapse[]): Promise<void> {
    const alike = rest.filter(({ pinned }) => pinned === first?.pinned);
    for (const { id } of first ? [first, ...alike] : []) await this.page.actions.run('pin', id);
  }

  private async _handleQueueToggle(event: CustomEvent<{ paused: boolean }>): Promise<void> {
    const { system } = this.page;
    try {
      await (event.detail.paused ? system.pauseQueue() : system.resumeQueue());
    } catch (error) {
      reportError(error);
    }
  }

  private _handleReconnect(): void {
    this.page.live.reconnect();
    this._handleRead();
  }

  private _handleRead(): void {
    void this.page.timelapses.read();
  }

  private _handleMissing(event: CustomEvent<string[]>): void {
    this._months
      .readMonths(event.detail)
      .then((records) => {
        if (records.length > 0) this.page.timelapses.put(...records);
      })
      .catch(reportError);
  }

  private _handleFilter(event: CustomEvent<Partial<GalleryFilter>>): void {
    this.page.router.setFilter(event.detail);
  }

  private _handleSearchOpen(): void {
    this._searching = true;
  }

  private async _handleSearchClose(): Promise<void> {
    this._searching = false;
    await this.updateComplete;
    await this._header?.focusButton('pt-search-open');
  }

  private _handleToggleMenu(): void {
    this.page.bridge.toggleMenu();
  }

  private _handleBack(): void {
    void this.page.router.leaveView();
  }

  private _handleCleanup(): void {
    void openDialog(() => import('../cleanup/pt-cleanup-dialog.ts'), 'pt-cleanup-dialog');
  }

  private _handleFrames(): void {
    void openDialog(() => import('../cleanup/pt-frames-dialog.ts'), 'pt-frames-dialog');
  }

  private _handleTrash(): void {
    void openDialog(() => import('../trash/pt-trash-dialog.ts'), 'pt-trash-dialog');
  }

  private _handleCapturesLeft(): void {
    this._header?.focusPlaces();
  }

  private async _handleCapture(): Promise<void> {
    const { isStarted } = await openDialog(
      () => import('../captures/pt-capture-dialog.ts'),
      'pt-capture-dialog',
    );
    if (isStarted) await this.page.router.openView(GALLERY);
  }

  private _handlePlace(event: CustomEvent<Place>): void {
    switch (event.detail) {
      case 'capture':
        void this._handleCapture();
        break;
      case 'printers':
      case 'statistics':
      case 'settings':
        void this.page.router.openView({ name: event.detail });
        break;
      case 'jobs':
        void this.page.router.openView({ name: 'jobs', jobId: null });
        break;
      case 'cleanup':
        this._handleCleanup();
        break;
      case 'ignored':
        void openDialog(() => import('../ignored/pt-ignored-dialog.ts'), 'pt-ignored-dialog');
        break;
      case 'address':
        void import('../page/copy-address.ts').then(({ copyAddress }) => copyAddress()).catch(reportError);
        break;
      case 'shortcuts':
        void openDialog(() => import('../help/pt-shortcuts-dialog.ts'), 'pt-shortcuts-dialog');
    }
  }

  private _handleSelectMode(): void {
    if (!this._viewer.value.may_change) return;
    this._select.begin();
  }

  private async _handleSelectEnd(): Promise<void> {
    this._select.end();
    // The selection is updated in the next microtask and drawn afterwards.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await this._header?.focusButton('pt-select-mode');
  }

  private _handleSelectAll(): void {
    this._select.toggleAll(this._shown.ids);
  }

  private _handleSelect(event: CustomEvent<SelectRequest>): void {
    if (!this._viewer.value.may_change) return;
    this._select.begin();
    this._select.touch(event.detail.id, event.detail.range, this._shown.ids);
  }

  private async _handleSelectDownload(selected: readonly WireTimelapse[]): Promise<void> {
    const { downloadZip } = await import('./download-zip.ts');
    downloadZip(selected, { texts: this.t, tag: this.tag });
  }

  private async _actOnAll(action: BulkAction, selected: readonly WireTimelapse[]): Promise<void> {
    try {
      const { actOnAll } = await import('../bulk/bulk-actions.ts');
      await this._endAfter(actOnAll(action, selected, this.page));
    } catch (error) {
      reportError(error);
    }
  }

  private async _handleSelectDelete(): Promise<void> {
    const chosen = this._shown.on(this._selection.value?.ids ?? []);
    await this._endAfter(this._deleteAll(chosen));
  }

  /** Unless the user has begun another selection meanwhile. */
  private async _endAfter(acting: Promise<boolean>): Promise<void> {
    const { changes } = this._select;
    if ((await acting) && changes === this._select.changes) await this._handleSelectEnd();
  }

  /** Their code comes with the first one. */
  private readonly _handleKeydown = async (event: KeyboardEvent): Promise<void> => {
    // Keys pressed in a dialog are not meant for the page.
    if (event.defaultPrevented || (event.target !== this && event.target !== document.body)) return;
    const [target] = event.composedPath();
    if (this._keys === null) {
      const isInField = target instanceof HTMLElement && target.matches('input, textarea');
      const isSelecting = event.key === 'a' && this._selection.value !== null && !isInField;
      // The browser would search, or select the whole page.
      if (event.ctrlKey || event.metaKey ? event.key === 'k' || isSelecting : event.key === '/' && !isInField)
        event.preventDefault();
      // One promise, so that keys pressed meanwhile stay in their order.
      this._loadingKeys ??= import('../keys/page-keys.ts').then(
        ({ PageKeys }) => new PageKeys(this.shadowRoot!, this.page),
      );
      this._keys = await this._loadingKeys;
    }
    this._keys.handle(event, target);
  };

  static override styles = [baseStyles, columnStyles, appStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-app': PtApp;
  }
}
