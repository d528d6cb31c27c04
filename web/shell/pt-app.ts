import { mdiFilterOffOutline, mdiFolderPlusOutline, mdiLanDisconnect } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LiveState } from '../api/live.ts';
import type { SystemState } from '../api/system.ts';
import { NO_RECORDS, type TimelapseRecords } from '../api/timelapse-records.ts';
import '../components/pt-empty.ts';
import '../components/pt-toasts.ts';
import { showToast } from '../components/toasts.ts';
import type { WireTimelapse } from '../contract.ts';
import type { ActionRequest } from '../gallery/pt-card.ts';
import '../gallery/pt-gallery.ts';
import '../gallery/pt-queue-banner.ts';
import '../gallery/pt-skeleton.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { openPlayer } from '../player/index.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import { filterRecords } from '../util/filter-records.ts';
import { formatRoute, type GalleryFilter, NO_FILTER, type Route } from '../util/route.ts';
import { describeError } from './describe-error.ts';
import type { Page } from './page.ts';
import { appStyles } from './pt-app-styles.ts';
import './pt-connection-banner.ts';
import './pt-notices.ts';
import { TimelapseActions } from './timelapse-actions.ts';
import { toastEvents } from './toast-events.ts';

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

  /** The records as shown: filtered and in order. Made anew only when records or filter change. */
  private _shown: readonly WireTimelapse[] = [];
  private _shownFrom: { records: TimelapseRecords; filter: string } | null = null;
  private _actions!: TimelapseActions;
  private _playerOpen = false;
  private _undo: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const { live, timelapses, system, router } = this.page;
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
      toastEvents(live),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this._undo) undo();
  }

  override render() {
    return html`<header>
        <h1>${this.t.app_title}</h1>
      </header>
      <pt-connection-banner
        .connection=${this._connection}
        @pt-reconnect=${this._handleReconnect}
      ></pt-connection-banner>
      <main @pt-action=${this._handleAction}>
        ${this._renderNotices()} ${this._renderQueue()} ${this._renderGallery()}
      </main>
      <pt-toasts></pt-toasts>`;
  }

  override willUpdate(): void {
    const filter = formatRoute({ ...this._route, timelapseId: null });
    if (this._shownFrom?.records === this._records && this._shownFrom.filter === filter) return;
    this._shownFrom = { records: this._records, filter };
    this._shown = filterRecords(this._records.byId.values(), this._route.filter);
  }

  override updated(): void {
    document.title = this.t.app_title;
  }

  private _renderNotices() {
    const notices = this._system.health?.notices ?? [];
    return notices.length === 0 ? nothing : html`<pt-notices .notices=${notices}></pt-notices>`;
  }

  private _renderQueue() {
    const { queue, progress } = this._system;
    if (queue === null) return nothing;
    const { processing_id, pending_ids, paused } = queue;
    if (processing_id === null && pending_ids.length === 0 && !paused) return nothing;
    return html`<pt-queue-banner
      .queue=${queue}
      .progress=${progress}
      .current=${this._records.byId.get(processing_id ?? '') ?? null}
      @pt-queue-toggle=${this._handleQueueToggle}
    ></pt-queue-banner>`;
  }

  private _renderGallery() {
    if (!this._records.loaded)
      return this._readError === null ? html`<pt-skeleton></pt-skeleton>` : this._renderError();
    if (this._records.byId.size === 0) return this._renderEmpty();
    if (this._shown.length === 0) return this._renderNoMatch();
    return html`<pt-gallery
      .timelapses=${this._shown}
      .progress=${this._system.progress}
      .queue=${this._system.queue}
      .busyIds=${this._busyIds}
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
      await openPlayer({ page: this.page, actions: this._actions, list: () => this._shown });
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
