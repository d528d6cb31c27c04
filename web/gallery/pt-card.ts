import {
  mdiCheckboxBlankCircleOutline,
  mdiCheckboxMarkedCircle,
  mdiDotsVertical,
  mdiDownload,
  mdiMovieOutline,
  mdiPin,
  mdiPinOutline,
  mdiPlayCircle,
} from '@mdi/js';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { archive, viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import '../components/pt-menu.ts';
import type { WireProgress, WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { type Action, cardActions, type MainAction } from '../timelapse/card-actions.ts';
import { fireEvent } from '../util/fire-event.ts';
import { formatClock } from '../format/format-clock.ts';
import { formatNumber } from '../format/format-number.ts';
import { downloadUrl, pictureUrl, previewUrl } from '../timelapse/media-urls.ts';
import { titleOf } from '../timelapse/title-of.ts';
import type { Density } from '../state/density.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { MAIN_ICONS, POSTER_ICONS } from './action-icons.ts';
import { actionItems } from './action-items.ts';
import { galleryCardStyles } from './pt-card-styles.ts';
import './pt-card-state.ts';
import './pt-poster.ts';
import './pt-scrub.ts';
import './pt-status-badge.ts';

export interface ActionRequest {
  action: Action;
  id: string;
}

export interface SelectRequest {
  id: string;
  /** Everything since the last one. */
  range: boolean;
}

/** Fires `pt-action`; decides nothing itself. */
@customElement('pt-card')
export class PtCard extends LocalizedElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;
  /** Of its print, that one included. */
  @property({ attribute: false }) videos = 1;
  @property({ attribute: false }) progress: WireProgress | null = null;
  @property({ attribute: false }) place: number | null = null;
  @property({ type: Boolean }) paused = false;
  /** A request is running. */
  @property({ type: Boolean }) busy = false;

  @property({ reflect: true }) density: Density = 'medium';

  /** In select mode, the whole card is a checkbox. */
  @property({ type: Boolean, reflect: true }) selecting = false;
  @property({ type: Boolean, reflect: true }) selected = false;
  /** Slides in. */
  @property({ type: Boolean, reflect: true }) fresh = false;

  private readonly _viewer = new CollectionController(this, () => viewer);
  private readonly _archive = new CollectionController(this, () => archive);

  override render() {
    const title = titleOf(this.timelapse);
    return html`<article class="card" aria-labelledby="title">
      <div class="picture">
        ${this._renderPoster(title)}
        <pt-status-badge .status=${this.timelapse.status} .compact=${this._isBadgeCompact}></pt-status-badge>
        ${this._renderSign()} ${this._renderDuration()}
      </div>
      <div class="body">
        <h2 id="title" title=${title}>${title}</h2>
        <pt-card-state
          .timelapse=${this.timelapse}
          .progress=${this.progress}
          .place=${this.place}
          .paused=${this.paused}
        ></pt-card-state>
      </div>
      ${this._renderActions(title)} ${this.selecting ? this._renderCheckbox(title) : nothing}
    </article>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('timelapse')) return;
    this.dataset.id = this.timelapse.id;
    this.dataset.status = this.timelapse.status;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.actions button')?.focus();
  }

  private get _isBadgeCompact(): boolean {
    return this.density === 'list' || (this.density === 'small' && this.timelapse.status === 'completed');
  }

  private _renderPoster(title: string) {
    if (!this.timelapse.video_exists)
      return html`<pt-poster
        .src=${pictureUrl(this.timelapse)}
        .icon=${POSTER_ICONS[this.timelapse.status]}
      ></pt-poster>`;
    return html`<button
      class="poster-button"
      .inert=${this.selecting}
      aria-label=${this.t.open_player(title)}
      data-action="play"
      @click=${this._handleAction}
      @contextmenu=${this._handleLongTouch}
    >
      <pt-scrub .src=${previewUrl(this.timelapse)}>
        <pt-poster .src=${pictureUrl(this.timelapse)}></pt-poster>
      </pt-scrub>
      <pt-icon class="play" .path=${mdiPlayCircle}></pt-icon>
    </button>`;
  }

  /** Others made it, or there are several of its print. */
  private _renderSign() {
    if (this.videos === 1 && this.timelapse.origin === 'frames') return nothing;
    const words = this.videos === 1 ? nothing : this.t.videos(formatNumber(this.videos, this.tag));
    return html`<span class="sign"><pt-icon .path=${mdiMovieOutline}></pt-icon>${words}</span>`;
  }

  private _renderDuration() {
    const { video_exists, video_duration } = this.timelapse;
    if (!video_exists || video_duration === null) return nothing;
    return html`<span class="duration">
      <span class="visually-hidden">${this.t.meta.length}:</span> ${formatClock(video_duration)}
    </span>`;
  }

  private _renderActions(title: string) {
    const { may_change } = this._viewer.value;
    const { primary, menu } = cardActions(this.timelapse, may_change, this._archive.value.folder !== null);
    const { pinned, video_exists } = this.timelapse;
    return html`<div class="actions" .inert=${this.selecting}>
      ${primary === null ? nothing : this._renderPrimary(primary, title)}
      <span class="space"></span>
      ${may_change || pinned ? this._renderPin(title, may_change) : nothing}
      ${
        video_exists
          ? html`<a
              class="icon-button"
              href=${downloadUrl(this.timelapse)}
              download
              aria-label=${this.t.action_for(this.t.action.download, title)}
              title=${this.t.action.download}
            >
              <pt-icon .path=${mdiDownload}></pt-icon>
            </a>`
          : nothing
      }
      ${menu.length === 0 ? nothing : this._renderMenu(menu, title)}
    </div>`;
  }

  private _renderMenu(menu: readonly Action[], title: string) {
    return html`<pt-menu
      .label=${this.t.more(title)}
      .icon=${mdiDotsVertical}
      .items=${actionItems(menu, this.timelapse.pinned, this.t)}
      @pt-menu-select=${this._handleMenuSelect}
    ></pt-menu>`;
  }

  /** Shown to everyone. */
  private _renderPin(title: string, mayChange: boolean) {
    const { pinned } = this.timelapse;
    return html`<button
      class="icon-button pin"
      aria-pressed=${pinned}
      aria-label=${this.t.action_for(this.t.action.pin, title)}
      title=${pinned && mayChange ? this.t.unpin : this.t.action.pin}
      data-action="pin"
      ?disabled=${!mayChange}
      @click=${this._handleAction}
    >
      <pt-icon .path=${pinned ? mdiPin : mdiPinOutline}></pt-icon>
    </button>`;
  }

  private _renderPrimary(action: MainAction, title: string) {
    return html`<button
      class="button"
      ?disabled=${this.busy}
      aria-label=${this.t.action_for(this.t.action[action], title)}
      title=${this.t.action[action]}
      data-action=${action}
      @click=${this._handleAction}
    >
      <pt-icon .path=${MAIN_ICONS[action]}></pt-icon>
      <span>${this.t.action[action]}</span>
    </button>`;
  }

  private _renderCheckbox(title: string) {
    return html`<button
      class="checkbox"
      role="checkbox"
      aria-checked=${this.selected}
      aria-label=${this.t.select_card(title)}
      @click=${this._handleSelect}
    >
      <pt-icon .path=${this.selected ? mdiCheckboxMarkedCircle : mdiCheckboxBlankCircleOutline}></pt-icon>
    </button>`;
  }

  private _handleSelect(event: MouseEvent): void {
    fireEvent<SelectRequest>(this, 'pt-select', { id: this.timelapse.id, range: event.shiftKey });
  }

  private _handleAction(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey) {
      this._handleSelect(event);
      return;
    }
    this._request((event.currentTarget as HTMLElement).dataset.action as Action);
  }

  /** As in every gallery on a phone. */
  private _handleLongTouch(event: PointerEvent): void {
    if (event.pointerType !== 'touch') return;
    event.preventDefault();
    this._handleSelect(event);
  }

  private _handleMenuSelect(event: CustomEvent<Action>): void {
    this._request(event.detail);
  }

  private _request(action: Action): void {
    fireEvent<ActionRequest>(this, 'pt-action', { action, id: this.timelapse.id });
  }

  static override styles = [baseStyles, buttonStyles, cardStyles, galleryCardStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-card': PtCard;
  }
}
