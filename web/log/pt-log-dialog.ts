import { mdiContentCopy } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError, readLog } from '../api/client.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-icon.ts';
import { showToast } from '../components/toasts.ts';
import type { WireTimelapse } from '../contract.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { titleOf } from '../timelapse/title-of.ts';

@customElement('pt-log-dialog')
export class PtLogDialog extends DialogElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;

  @state() private _log: string | null = null;
  @state() private _error: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this._read();
  }

  override render() {
    const title = `${this.t.log_title}: ${titleOf(this.timelapse)}`;
    return this.renderFrame(
      title,
      html`<div class="body">
        ${this.timelapse.status === 'failed' ? this._renderReason() : nothing}
        <h3>${this.t.log_engine}</h3>
        ${this._renderLog()}
      </div>`,
      { tools: this._renderCopy() },
    );
  }

  private _renderCopy() {
    return html`<button
      class="icon-button"
      aria-label=${this.t.log_copy}
      title=${this.t.log_copy}
      @click=${this._handleCopy}
    >
      <pt-icon .path=${mdiContentCopy}></pt-icon>
    </button>`;
  }

  private _renderReason() {
    const { error_code, error_message, error_detail } = this.timelapse;
    const { reason, remedy } = error_code === null ? this.t.failure_unknown : this.t.failure[error_code];
    return html`<p class="reason">${reason}</p>
      <p>${remedy}</p>
      ${error_code !== null || error_message === null ? nothing : html`<p class="quiet">${error_message}</p>`}
      ${
        error_detail === null || this._log?.includes(error_detail)
          ? nothing
          : html`<h3>${this.t.log_details}</h3>
              <pre tabindex="0">${error_detail}</pre>`
      }`;
  }

  private _renderLog() {
    if (this._error !== null) return html`<p class="quiet">${this._error}</p>`;
    if (this._log === null) return html`<p class="quiet" role="status">${this.t.wait}</p>`;
    if (this._log.trim() === '') return html`<p class="quiet">${this.t.log_empty}</p>`;
    return html`<pre tabindex="0" class="log">${this._log}</pre>`;
  }

  private async _read(): Promise<void> {
    try {
      this._log = await readLog(this.timelapse.id);
    } catch (error) {
      const missing = error instanceof ApiError && error.status === 404;
      this._error = missing ? this.t.log_none : this.t.request_unreachable;
    }
  }

  private async _handleCopy(): Promise<void> {
    const text = [this.timelapse.error_message, this.timelapse.error_detail, this._log]
      .filter((part) => part !== null)
      .join('\n\n');
    try {
      await navigator.clipboard.writeText(text);
      showToast(this.t.log_copied);
    } catch {
      // The clipboard is not available on plain http; the text can still be selected.
      showToast(this.t.request_failed, 'error');
    }
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 800px;
      }
      h3:not(:first-child) {
        margin-top: 16px;
      }
      p {
        margin: 0 0 4px;
        line-height: 22px;
        overflow-wrap: anywhere;
      }
      .reason {
        font-size: 16px;
        font-weight: 500;
        color: var(--pt-error-text);
      }
      pre {
        margin: 0;
        padding: 12px;
        border-radius: 8px;
        font:
          12px/18px 'Roboto Mono',
          monospace;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        background: var(--primary-background-color);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-log-dialog': PtLogDialog;
  }
}
