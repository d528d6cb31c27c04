import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { mdiCloudUploadOutline, mdiMessageOutline, mdiTelevision } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ApiError } from '../api/client.ts';
import { readTargets, sendTo } from '../api/places.ts';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import '../components/web-awesome.ts';
import type { WireTargets, WireTimelapse } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { describeError } from '../page/describe-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { baseStyles, buttonStyles } from '../styles/shared.ts';
import '../moving/pt-media-move.ts';
import { isOutOfReach, type PlaceRow, placeRows } from './place-rows.ts';
import { shareRowStyles } from './pt-share-row-styles.ts';
import { shareTexts } from './share-texts.ts';

const ICONS: Record<PlaceRow['icon'], string> = {
  message: mdiMessageOutline,
  screen: mdiTelevision,
  upload: mdiCloudUploadOutline,
};

/** What became of a place's last try. */
interface Outcome {
  text: string;
  isError: boolean;
}

/** Where Home Assistant can bring a video; nothing where there is no Home Assistant. */
@customElement('pt-places')
export class PtPlaces extends LocalizedElement {
  @property({ attribute: false }) timelapse!: WireTimelapse;

  @state() private _targets: WireTargets | null = null;
  @state() private _error: unknown = null;
  @state() private _busy: ReadonlySet<string> = new Set();
  @state() private _outcomes: ReadonlyMap<string, Outcome> = new Map();
  readonly #accounts = new Map<string, string>();

  private readonly _viewer = new CollectionController(this, () => viewer);

  override connectedCallback(): void {
    super.connectedCallback();
    void this._load();
  }

  override render() {
    const texts = shareTexts(this.t);
    if (!this._viewer.value.may_change || !this.timelapse.video_exists) return nothing;
    if (this._error !== null) {
      return html`<h3>${texts.places}</h3>
        <p class="error" role="alert">${texts.placesError}</p>
        <button class="button" @click=${this._load}>${this.t.try_again}</button>`;
    }
    const rows = this._targets
      ? placeRows(this._targets, this.timelapse, texts, (bytes) => formatBytes(bytes, this.tag))
      : [];
    if (rows.length === 0) return nothing;
    return html`<h3>${texts.places}</h3>
      ${rows.map((row) => this._renderRow(row))}
      ${isOutOfReach(this._targets) ? html`<pt-media-move explained @pt-moved=${this._load}></pt-media-move>` : nothing}`;
  }

  private _renderRow(row: PlaceRow) {
    const texts = shareTexts(this.t);
    const verb = row.icon === 'screen' ? texts.play : row.icon === 'upload' ? texts.upload : texts.send;
    const outcome = this._outcomes.get(row.key);
    return html`<div class="row" data-place=${row.key}>
      <div class="head">
        <pt-icon class="icon" .path=${ICONS[row.icon]}></pt-icon>
        <div class="names">
          <p class="name">${row.name}</p>
          <p class=${outcome?.isError === true ? 'error' : 'quiet'} role="status">
            ${outcome?.text ?? row.about}
          </p>
        </div>
        ${this._renderAccounts(row)}
        <div class="actions">
          <button
            class="button"
            aria-label=${texts.of(verb, row.name)}
            ?disabled=${!row.isPossible || this._busy.has(row.key)}
            @click=${() => this._send(row)}
          >
            ${verb}
          </button>
        </div>
      </div>
    </div>`;
  }

  private _renderAccounts(row: PlaceRow) {
    if (row.accounts.length === 0) return nothing;
    return html`<wa-select
      size="small"
      aria-label=${shareTexts(this.t).account(row.name)}
      .value=${row.accounts[0]!.config_entry_id}
      @change=${(event: Event) => this.#accounts.set(row.key, (event.target as HTMLSelectElement).value)}
    >
      ${row.accounts.map(({ config_entry_id: id, name }) => html`<wa-option value=${id}>${name}</wa-option>`)}
    </wa-select>`;
  }

  private async _load(): Promise<void> {
    try {
      this._targets = await readTargets(this.timelapse.id);
      this._error = null;
    } catch (error) {
      this._error = error;
    }
  }

  private async _send(row: PlaceRow): Promise<void> {
    const { key } = row;
    const texts = shareTexts(this.t);
    this._busy = new Set([...this._busy, key]);
    try {
      const isDone = await sendTo(this.timelapse.id, row.request(this.#accounts.get(key)));
      const done = row.icon === 'screen' ? texts.playing : texts.sent;
      this.#tell(key, { text: isDone ? done : texts.underWay, isError: false });
    } catch (error) {
      this.#tell(key, { text: withReason(describeError(error, this.t), error), isError: true });
    } finally {
      this._busy = new Set([...this._busy].filter((each) => each !== key));
    }
  }

  #tell(key: string, outcome: Outcome): void {
    this._outcomes = new Map([...this._outcomes, [key, outcome]]);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    shareRowStyles,
    css`
      :host {
        padding: 0;
        border: 0;
      }
      h3 {
        margin: 8px 0 4px;
        font-size: 14px;
        font-weight: 500;
      }
      .row {
        padding: 12px 0;
        border-top: 1px solid var(--divider-color);
      }
      .error {
        margin: 0;
      }
      pt-media-move {
        border-top: 1px solid var(--divider-color);
      }
      wa-select {
        flex: 1 1 160px;
        min-width: 0;
        max-width: 240px;
      }
    `,
  ];
}

/** What Home Assistant says is not translated. */
function withReason(text: string, error: unknown): string {
  const { reason } = ((error as ApiError).detail ?? {}) as { reason?: string };
  return reason === undefined || text.includes(reason) ? text : `${text} (${reason})`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-places': PtPlaces;
  }
}
