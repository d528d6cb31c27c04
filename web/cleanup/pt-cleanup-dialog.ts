import type WaCheckbox from '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import { mdiBroom, mdiPinOutline } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { readCandidates } from '../api/timelapses.ts';
import '../components/pt-icon.ts';
import type { WireTimelapse } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { freedBytes, sourceBytes } from '../timelapse/clean-up.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { CandidateDialog } from './candidate-dialog.ts';
import { candidateStyles } from './candidate-styles.ts';

@customElement('pt-cleanup-dialog')
export class PtCleanupDialog extends CandidateDialog {
  @state() private _deleteSource = false;

  protected override get heading(): string {
    return this.t.cleanup_title;
  }

  protected override readPart = readCandidates;

  /** Pinned records leave the list at once. */
  protected override isOffered(record: WireTimelapse): boolean {
    return !record.pinned;
  }

  protected override renderIntro() {
    return html`<p class="quiet">${this.t.cleanup_text}${this._pinnedText()}</p>`;
  }

  protected override renderNothing() {
    return html`<pt-empty
      .icon=${mdiBroom}
      .heading=${this.t.cleanup_empty_title}
      .text=${this.t.cleanup_empty_text}
    >
      <button class="button filled" @click=${this.close}>${this.t.close}</button>
    </pt-empty>`;
  }

  protected override renderFacts(candidate: WireTimelapse) {
    const frames = sourceBytes(candidate);
    const age = this.t.cleanup_age(candidate.age_days, formatNumber(candidate.age_days, this.tag));
    return html`<span class="quiet">${age} · ${formatBytes(candidate.file_size_bytes ?? 0, this.tag)}</span>
      ${
        frames === 0
          ? nothing
          : html`<span class="quiet">${this.t.cleanup_frames(formatBytes(frames, this.tag))}</span>`
      }`;
  }

  protected override renderTools(candidate: WireTimelapse) {
    return html`<button
      class="icon-button"
      aria-label=${this.t.cleanup_keep(titleOf(candidate))}
      title=${this.t.action.pin}
      @click=${() => this.page.actions.run('pin', candidate.id)}
    >
      <pt-icon .path=${mdiPinOutline}></pt-icon>
    </button>`;
  }

  protected override renderFoot(candidates: readonly WireTimelapse[], chosen: readonly WireTimelapse[]) {
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
      <button class="button danger" ?disabled=${!this.canAct} @click=${() => this.handleAct(chosen)}>
        ${this.t.cleanup_delete}
      </button>
    </div>`;
  }

  protected override act(chosen: readonly WireTimelapse[]): Promise<boolean> {
    return this.page.actions.deleteChosen(chosen, { deleteSource: this._deleteSource });
  }

  private _pinnedText(): string {
    const pinned = [...this.page.timelapses.records.state.byId.values()].filter(
      (record) => record.pinned && record.video_exists,
    ).length;
    return pinned === 0 ? '' : ` ${this.t.cleanup_pinned(pinned, formatNumber(pinned, this.tag))}.`;
  }

  private _handleSource(event: Event): void {
    this._deleteSource = (event.target as WaCheckbox).checked;
  }

  static override styles = candidateStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-cleanup-dialog': PtCleanupDialog;
  }
}
