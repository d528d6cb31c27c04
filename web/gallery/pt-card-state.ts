import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/pt-age.ts';
import '../components/pt-countdown.ts';
import '../components/pt-progress.ts';
import '../components/pt-time-left.ts';
import type { WireProgress, WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { titleOf } from '../timelapse/title-of.ts';

/** Three lines that depend on the status; the height never changes. */
@customElement('pt-card-state')
export class PtCardState extends LocalizedElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;
  @property({ attribute: false }) progress: WireProgress | null = null;
  /** 1 = next. */
  @property({ attribute: false }) place: number | null = null;
  @property({ type: Boolean }) paused = false;

  override render() {
    switch (this.timelapse.status) {
      case 'discovered':
        return this._renderDiscovered();
      case 'pending':
        return this._renderPending();
      case 'processing':
        return this._renderProcessing();
      case 'completed':
        return this._renderCompleted();
      case 'failed':
        return this._renderFailed();
    }
  }

  private _renderDiscovered(): TemplateResult {
    const { auto_process_eligible_at: until, source_missing, capture_id, origin } = this.timelapse;
    if (source_missing && origin === 'frames')
      return html`<p class="warning">${this.t.source_missing}</p>
        ${this._renderFacts()}`;
    return html`<p class="strong">
        ${until === null ? this._waitsFor(capture_id) : html`<pt-countdown .until=${until}></pt-countdown>`}
      </p>
      ${this._renderFacts()}`;
  }

  private _waitsFor(captureId: string | null): string {
    return captureId === null ? this.t.starts_by_hand : this.t.is_captured;
  }

  private _renderPending(): TemplateResult {
    const place = this.place ?? this.timelapse.queue_position;
    const text = place === 1 ? this.t.queue_next : this.t.queue_place(formatNumber(place ?? 1, this.tag));
    return html`<p class="strong">${text}</p>
      ${this._renderWaiting()} ${this._renderFacts()}`;
  }

  /** If it waits longer than its position suggests. */
  private _renderWaiting() {
    if (this.paused) return html`<p>${this.t.queue_held}</p>`;
    const { retry_count, error_code } = this.timelapse;
    if (retry_count === 0 || error_code === null) return nothing;
    return html`<p>${this.t.second_try(this.t.failure[error_code].reason)}</p>`;
  }

  private _renderProcessing(): TemplateResult {
    const percent = this.progress?.progress_percent ?? this.timelapse.progress_percent;
    const step = this.progress?.current_step ?? this.timelapse.current_step;
    const eta = this.progress?.eta_at ?? this.timelapse.eta_at;
    return html`<p class="strong">${step === null ? this.t.starting : (this.t.step[step] ?? step)}</p>
      <div class="bar">
        <pt-progress .value=${percent} .label=${this.t.progress_of(titleOf(this.timelapse))}></pt-progress>
        <span>${percent === null ? '' : this.t.percent(formatNumber(Math.floor(percent), this.tag))}</span>
      </div>
      <p>
        ${this._frames()}${eta === null ? nothing : html` · <pt-time-left .until=${eta}></pt-time-left>`}
      </p>`;
  }

  private _renderCompleted(): TemplateResult {
    const { video_exists, source_missing, origin, file_size_bytes, width, height, processing_completed_at } =
      this.timelapse;
    if (!video_exists) {
      return html`<p class="error">${this.t.video_missing}</p>
        <p class="two">
          ${source_missing && origin === 'frames' ? this.t.video_missing_no_frames : this.t.video_missing_help}
        </p>`;
    }
    const size = file_size_bytes === null ? '' : `${formatBytes(file_size_bytes, this.tag)} · `;
    const made = processing_completed_at ?? this.timelapse.created_at;
    return html`<p>${size}<pt-age .at=${made}></pt-age></p>
      <p>${this._frames()}${width === null || height === null ? '' : ` · ${width} × ${height}`}</p>
      ${this._renderRemark()}`;
  }

  private _renderFailed(): TemplateResult {
    const code = this.timelapse.error_code;
    const { reason, remedy } = code === null ? this.t.failure_unknown : this.t.failure[code];
    return html`<p class="error">${reason}</p>
      <p class="two">${remedy}</p>`;
  }

  private _renderFacts(): TemplateResult {
    const { source_size_bytes, last_image_detected_at, created_at } = this.timelapse;
    const size = source_size_bytes > 0 ? ` · ${formatBytes(source_size_bytes, this.tag)}` : '';
    return html`<p>
      ${this._frames()}${size} · <pt-age .at=${last_image_detected_at ?? created_at}></pt-age>
    </p>`;
  }

  /** A remark, else where it comes from. */
  private _renderRemark(): TemplateResult | typeof nothing {
    const { dropped_frames, frames_left_out, many_left_out, large_video, linked_job_name, printer } =
      this.timelapse;
    if (this.timelapse.archive_state !== null) {
      void import('../archive/pt-archived.ts');
      return html`<pt-archived .timelapse=${this.timelapse}></pt-archived>`;
    }
    if (large_video) return html`<p class="warning">${this.t.large_video}</p>`;
    if (many_left_out && frames_left_out !== null) {
      return html`<p class="warning">
        ${this.t.many_left_out(frames_left_out, formatNumber(frames_left_out, this.tag))}
      </p>`;
    }
    if (dropped_frames !== null && dropped_frames > 0) {
      return html`<p class="warning">
        ${this.t.dropped(dropped_frames, formatNumber(dropped_frames, this.tag))}
      </p>`;
    }
    const from = [linked_job_name, printer].filter((name) => name !== null).join(' · ');
    return from === '' ? nothing : html`<p title=${from}>${from}</p>`;
  }

  private _frames(): string {
    if (this.timelapse.origin === 'video') return this.t.from_video;
    return this.t.frames(this.timelapse.image_count, formatNumber(this.timelapse.image_count, this.tag));
  }

  static override styles = css`
    :host {
      display: block;
      height: 60px;
      overflow: hidden;
      line-height: 20px;
      color: var(--secondary-text-color);
    }
    p {
      margin: 0;
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
    }
    .two {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      white-space: normal;
    }
    .strong,
    .warning {
      color: var(--primary-text-color);
    }
    .error {
      font-weight: 500;
      color: var(--pt-error-text);
    }
    .bar {
      display: flex;
      align-items: center;
      gap: 8px;
      height: 20px;
    }
    .bar pt-progress {
      flex: 1;
    }
    .bar span,
    pt-countdown,
    pt-time-left {
      font-variant-numeric: tabular-nums;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-card-state': PtCardState;
  }
}
