import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../api/client.ts';
import type { WirePrintData, WireTimelapse } from '../contract.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import '../print-data/pt-print-data.ts';

/** What the printer did, where it is known: only then is it loaded how that is shown. Else empty. */
@customElement('pt-print-data-slot')
export class PtPrintDataSlot extends LocalizedElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;
  /** Where the video is, in seconds. */
  @property({ attribute: false }) momentOf: () => number = () => 0;

  @state() private _data: WirePrintData | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('timelapse');
    if (changed.has('timelapse') && (before === undefined || isOther(before, this.timelapse)))
      void this._read(this.timelapse);
  }

  override render() {
    const { fps, video_duration: seconds } = this.timelapse;
    if (this._data === null || fps === null || seconds === null) return nothing;
    return html`<pt-print-data
      .data=${this._data}
      .video=${{ fps, seconds }}
      .momentOf=${this.momentOf}
    ></pt-print-data>`;
  }

  private async _read(timelapse: WireTimelapse): Promise<void> {
    this._data = null;
    const data = await api.getPrintData({ params: { id: timelapse.id } }).catch(() => null);
    if (data === null || (data.series.length === 0 && data.layers.length === 0)) return;
    if (!isOther(timelapse, this.timelapse)) this._data = data;
  }

  static override styles = css`
    :host {
      display: block;
    }
  `;
}

/** Another video, or of another print. */
function isOther(one: WireTimelapse, other: WireTimelapse): boolean {
  const { id, processing_completed_at, job_id } = other;
  return one.id !== id || one.processing_completed_at !== processing_completed_at || one.job_id !== job_id;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-print-data-slot': PtPrintDataSlot;
  }
}
