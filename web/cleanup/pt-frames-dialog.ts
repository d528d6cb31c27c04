import { mdiImageMultipleOutline } from '@mdi/js';
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { readReclaimable } from '../api/timelapses.ts';
import type { WireTimelapse } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { mayDeleteSource, sourceBytes } from '../timelapse/clean-up.ts';
import { CandidateDialog } from './candidate-dialog.ts';
import { candidateStyles } from './candidate-styles.ts';

@customElement('pt-frames-dialog')
export class PtFramesDialog extends CandidateDialog {
  protected override get heading(): string {
    return this.t.frames_title;
  }

  protected override readPart = readReclaimable;

  protected override isOffered(record: WireTimelapse): boolean {
    return mayDeleteSource(record);
  }

  protected override renderIntro() {
    return html`<p class="quiet">${this.t.frames_text}</p>`;
  }

  protected override renderNothing() {
    return html`<pt-empty
      .icon=${mdiImageMultipleOutline}
      .heading=${this.t.frames_empty_title}
      .text=${this.t.frames_empty_text}
    >
      <button class="button filled" @click=${this.close}>${this.t.close}</button>
    </pt-empty>`;
  }

  protected override renderFacts({ image_count, source_size_bytes, age_days }: WireTimelapse) {
    const frames = this.t.frames(image_count, formatNumber(image_count, this.tag));
    return html`<span class="quiet">${frames} · ${formatBytes(source_size_bytes, this.tag)}</span>
      <span class="quiet">${this.t.cleanup_age(age_days, formatNumber(age_days, this.tag))}</span>`;
  }

  protected override renderFoot(_candidates: readonly WireTimelapse[], chosen: readonly WireTimelapse[]) {
    const freed = chosen.reduce((sum, one) => sum + sourceBytes(one), 0);
    const count = chosen.length;
    return html`<div class="foot">
      <p role="status">
        ${
          count === 0
            ? this.t.cleanup_none_selected
            : this.t.cleanup_sum(count, formatNumber(count, this.tag), formatBytes(freed, this.tag))
        }
      </p>
      <button class="button danger" ?disabled=${!this.canAct} @click=${() => this.handleAct(chosen)}>
        ${this.t.frames_delete}
      </button>
    </div>`;
  }

  protected override act(chosen: readonly WireTimelapse[]): Promise<boolean> {
    return this.page.actions.deleteFrames(chosen);
  }

  static override styles = candidateStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-frames-dialog': PtFramesDialog;
  }
}
