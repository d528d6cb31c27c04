import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import type WaCheckbox from '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import { mdiBroom, mdiPinOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { readCandidates } from '../api/timelapses.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-empty.ts';
import '../components/pt-icon.ts';
import { requestError } from '../components/request-error.ts';
import type { WireTimelapse } from '../contract.ts';
import '../gallery/pt-poster.ts';
import { describeError } from '../shell/describe-error.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { freedBytes, sourceBytes } from '../util/clean-up.ts';
import { formatBytes } from '../util/format-bytes.ts';
import { formatNumber } from '../util/format-number.ts';
import { posterUrl } from '../util/media-urls.ts';
import { titleOf } from '../util/title-of.ts';
import { Watched } from '../util/watched.ts';
import type { CleanupInput } from './index.ts';

/** What clean-up offers to delete: chosen one by one, with the sum that is set free. */
@customElement('pt-cleanup-dialog')
export class PtCleanupDialog extends DialogElement {
  @property({ attribute: false }) input!: CleanupInput;

  /** The order in which they were offered; null while it is read. */
  @state() private _order: readonly string[] | null = null;
  @state() private _chosen: ReadonlySet<string> = new Set();
  @state() private _deleteSource = false;
  @state() private _error: string | null = null;

  private _undo: () => void = () => {};

  // Not while it is asked whether to: a button that is off cannot have the focus back.
  private readonly _busyIds = new Watched(this, () => this.input.actions.busy);

  override connectedCallback(): void {
    super.connectedCallback();
    this._undo = this.input.page.timelapses.records.subscribe(() => this.requestUpdate());
    void this._read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._undo();
  }

  override render() {
    const candidates = this._candidates();
    return this.renderFrame(
      this.t.cleanup_title,
      candidates.length === 0 ? this._renderNothing() : this._renderList(candidates),
    );
  }

  private _renderNothing() {
    if (this._error !== null) {
      return requestError(this.t.request_failed, this._error, () => this._read(), this.t);
    }
    if (this._order === null) return html`<p class="quiet loading" role="status">${this.t.wait}</p>`;
    return html`<pt-empty
      .icon=${mdiBroom}
      .heading=${this.t.cleanup_empty_title}
      .text=${this.t.cleanup_empty_text}
    >
      <button class="button filled" @click=${this.close}>${this.t.close}</button>
    </pt-empty>`;
  }

  private _renderList(candidates: readonly WireTimelapse[]) {
    const chosen = candidates.filter(({ id }) => this._chosen.has(id));
    const all = chosen.length === candidates.length;
    return html`<div class="body">
        <p class="quiet">${this.t.cleanup_text}${this._pinnedText()}</p>
        <div class="row all">
          <wa-checkbox .checked=${all} .indeterminate=${chosen.length > 0 && !all} @change=${this._handleAll}
            >${this.t.cleanup_select}</wa-checkbox
          >
        </div>
        <ul>
          ${repeat(
            candidates,
            ({ id }) => id,
            (candidate) => this._renderRow(candidate),
          )}
        </ul>
      </div>
      ${this._renderFoot(candidates, chosen)}`;
  }

  private _renderRow(candidate: WireTimelapse) {
    const title = titleOf(candidate);
    const frames = sourceBytes(candidate);
    const age = this.t.cleanup_age(candidate.age_days, formatNumber(candidate.age_days, this.tag));
    return html`<li class="row" data-id=${candidate.id}>
      <wa-checkbox
        .checked=${this._chosen.has(candidate.id)}
        @change=${(event: Event) => this._handleChoose(event, candidate.id)}
      >
        <span class="candidate">
          <pt-poster .src=${posterUrl(candidate)}></pt-poster>
          <span class="names">
            <span class="title">${title}</span>
            <span class="quiet">${age} · ${formatBytes(candidate.file_size_bytes ?? 0, this.tag)}</span>
            ${
              frames === 0
                ? nothing
                : html`<span class="quiet">${this.t.cleanup_frames(formatBytes(frames, this.tag))}</span>`
            }
          </span>
        </span>
      </wa-checkbox>
      <button
        class="icon-button"
        aria-label=${this.t.cleanup_keep(title)}
        title=${this.t.action.pin}
        @click=${() => this.input.actions.run('pin', candidate.id)}
      >
        <pt-icon .path=${mdiPinOutline}></pt-icon>
      </button>
    </li>`;
  }

  private _renderFoot(candidates: readonly WireTimelapse[], chosen: readonly WireTimelapse[]) {
    const frames = (chosen.length === 0 ? candidates : chosen).reduce(
      (sum, one) => sum + sourceBytes(one),
      0,
    );
    const freed = formatBytes(freedBytes(chosen, this._deleteSource), this.tag);
    return html`<div class="foot">
      ${
        frames === 0
          ? nothing
          : html`<wa-checkbox class="source" .checked=${this._deleteSource} @change=${this._handleSource}>
              ${this.t.delete_sources(formatBytes(frames, this.tag))}
            </wa-checkbox>`
      }
      <p role="status">
        ${
          chosen.length === 0
            ? this.t.cleanup_none_selected
            : this.t.cleanup_sum(chosen.length, formatNumber(chosen.length, this.tag), freed)
        }
      </p>
      <button
        class="button danger"
        ?disabled=${chosen.length === 0 || this._busyIds.value.size > 0}
        @click=${() => this._handleDelete(chosen)}
      >
        ${this.t.cleanup_delete}
      </button>
    </div>`;
  }

  private _pinnedText(): string {
    const pinned = [...this.input.page.timelapses.records.state.byId.values()].filter(
      (record) => record.pinned && record.video_exists,
    ).length;
    return pinned === 0 ? '' : ` ${this.t.cleanup_pinned(pinned, formatNumber(pinned, this.tag))}.`;
  }

  /** Those that are still there and still offered: pinned ones leave the list at once. */
  private _candidates(): WireTimelapse[] {
    const { byId } = this.input.page.timelapses.records.state;
    return (this._order ?? [])
      .map((id) => byId.get(id))
      .filter((record) => record !== undefined)
      .filter((record) => !record.pinned);
  }

  private async _read(): Promise<void> {
    this._error = null;
    try {
      const candidates = await readCandidates();
      for (const candidate of candidates) this.input.page.timelapses.put(candidate);
      this._order = candidates.map(({ id }) => id);
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  private _handleAll(event: Event): void {
    const { checked } = event.target as WaCheckbox;
    this._chosen = new Set(checked ? this._candidates().map(({ id }) => id) : []);
  }

  private _handleChoose(event: Event, id: string): void {
    const chosen = new Set(this._chosen);
    if ((event.target as WaCheckbox).checked) chosen.add(id);
    else chosen.delete(id);
    this._chosen = chosen;
  }

  private _handleSource(event: Event): void {
    this._deleteSource = (event.target as WaCheckbox).checked;
  }

  private async _handleDelete(chosen: readonly WireTimelapse[]): Promise<void> {
    const done = await this.input.actions.deleteChosen(chosen, { deleteSource: this._deleteSource });
    if (!done) return;
    this._chosen = new Set();
    await this._read();
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 640px;
      }
      .loading {
        padding: 0 24px 24px;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .row {
        display: flex;
        align-items: center;
        min-height: 48px;
      }
      li.row {
        border-top: 1px solid var(--divider-color);
      }
      wa-checkbox {
        flex: 1;
        min-width: 0;
      }
      wa-checkbox::part(base),
      wa-checkbox::part(checkbox) {
        align-items: center;
      }
      wa-checkbox::part(label) {
        flex: 1;
        min-width: 0;
      }
      .candidate {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 8px 0 8px 4px;
      }
      pt-poster {
        --pt-icon-size: 24px;
        flex: none;
        width: 96px;
        border-radius: 8px;
      }
      .names {
        display: block;
        flex: 1;
        min-width: 0;
      }
      .names span {
        display: block;
        line-height: 20px;
      }
      .title {
        display: -webkit-box !important;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .foot p {
        flex: 1 1 160px;
        margin: 0;
        font-variant-numeric: tabular-nums;
      }
      .source {
        flex: 1 0 100%;
      }
      @media (max-width: 450px) {
        pt-poster {
          width: 72px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-cleanup-dialog': PtCleanupDialog;
  }
}
