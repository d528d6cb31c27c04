import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../api/client.ts';
import type { ChangedDestination, NewDestination } from '../api/uploads.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/web-awesome.ts';
import type { Sends, WireDestination } from '../contract.ts';
import { describeError } from '../page/describe-error.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import {
  bodyOf,
  type DestinationDraft,
  draftOf,
  fieldsOf,
  missingFields,
  NEW_DESTINATION,
} from './destination-draft.ts';
import { uploadTexts } from './upload-texts.ts';

type Field = keyof DestinationDraft;

/** Adds a destination, or changes one. */
@customElement('pt-destination-dialog')
export class PtDestinationDialog extends DialogElement {
  /** Null = a new one. */
  @property({ attribute: false }) destination: WireDestination | null = null;
  /** @throws ApiError */
  @property({ attribute: false }) save!: (body: NewDestination | ChangedDestination) => Promise<void>;

  @state() private _draft: DestinationDraft = NEW_DESTINATION;
  @state() private _wrong: ReadonlySet<string> = new Set();
  @state() private _busy = false;
  @state() private _error: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.destination) this._draft = draftOf(this.destination);
  }

  override render() {
    const texts = uploadTexts(this.t);
    const { destination } = this;
    return this.renderFrame(
      destination ? texts.editTitle(destination.name) : texts.addTitle,
      html`<form @submit=${this._handleSubmit} novalidate>
        <div class="body">
          ${destination ? nothing : this._renderKind()}
          ${fieldsOf(this._draft.kind).map((field) => this._renderField(field))} ${this._renderSends()}
          ${this._error === null ? nothing : html`<p class="error" role="alert">${this._error}</p>`}
        </div>
        <div class="foot">
          <button type="button" class="button" @click=${this.close}>${this.t.cancel}</button>
          <button type="submit" class="button filled" ?disabled=${this._busy}>${this.t.save}</button>
        </div>
      </form>`,
    );
  }

  private _renderKind() {
    const texts = uploadTexts(this.t);
    return html`<wa-select
      .label=${texts.kindLabel}
      .value=${this._draft.kind}
      @change=${(event: Event) => this._set('kind', event)}
    >
      <wa-option value="webdav">${texts.kind.webdav}</wa-option>
      <wa-option value="s3">${texts.kind.s3}</wa-option>
    </wa-select>`;
  }

  private _renderSends() {
    const texts = uploadTexts(this.t);
    const choices: Sends[] = ['by_rule', 'pinned', 'all'];
    return html`<wa-select
      .label=${texts.sendsLabel}
      .value=${this._draft.sends}
      @change=${(event: Event) => this._set('sends', event)}
    >
      ${choices.map((each) => html`<wa-option value=${each}>${texts.sends[each]}</wa-option>`)}
    </wa-select>`;
  }

  private _renderField(field: Field) {
    const texts = uploadTexts(this.t);
    const isWrong = this._wrong.has(field);
    const isOptional = field === 'region' || field === 'folder';
    const label = this._labelOf(field);
    return html`<wa-input
        data-field=${field}
        class=${isWrong ? 'wrong' : ''}
        type=${field === 'secret' ? 'password' : 'text'}
        ?password-toggle=${field === 'secret'}
        .label=${isOptional ? `${label} (${texts.optional})` : label}
        .hint=${isWrong ? '' : this._hintOf(field)}
        .value=${this._draft[field]}
        autocomplete=${field === 'secret' ? 'new-password' : 'off'}
        autocapitalize="off"
        inputmode=${field === 'url' ? 'url' : 'text'}
        .spellcheck=${false}
        aria-invalid=${isWrong}
        @input=${(event: Event) => this._set(field, event)}
      ></wa-input>
      ${isWrong ? html`<p class="error field" role="alert">${this._problemOf(field)}</p>` : nothing}`;
  }

  private _labelOf(field: Field): string {
    const texts = uploadTexts(this.t);
    const { kind } = this._draft;
    if (field === 'url' || field === 'user' || field === 'secret') return texts[field][kind];
    if (field === 'kind') return texts.kindLabel;
    return field === 'sends' ? texts.sendsLabel : texts[field];
  }

  private _hintOf(field: Field): string {
    const texts = uploadTexts(this.t);
    const { kind, url } = this._draft;
    if (field === 'url') return /^http:/i.test(url.trim()) ? texts.plainHint : texts.urlHint[kind];
    if (field === 'secret') return this.destination?.has_secret ? texts.secretKept : texts.secretHint[kind];
    if (field === 'region') return texts.regionHint;
    return field === 'folder' ? texts.folderHint : '';
  }

  private _problemOf(field: Field): string {
    const { invalid } = uploadTexts(this.t);
    return field in invalid ? invalid[field as keyof typeof invalid] : '';
  }

  private _set(field: Field, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this._draft = { ...this._draft, [field]: value };
    this._wrong = new Set([...this._wrong].filter((each) => each !== field));
    this._error = null;
  }

  private _handleSubmit(event: Event): void {
    event.preventDefault();
    void this._save();
  }

  private async _save(): Promise<void> {
    if (this._busy) return;
    const missing = missingFields(this._draft, this.destination?.has_secret !== true);
    if (missing.length > 0) return this._showWrong(missing);
    this._busy = true;
    try {
      await this.save(bodyOf(this._draft));
      this.close();
    } catch (error) {
      const wrong = fieldsIn(error).filter((field) => fieldsOf(this._draft.kind).includes(field as Field));
      if (wrong.length > 0) await this._showWrong(wrong);
      else this._error = describeError(error, this.t);
    } finally {
      this._busy = false;
    }
  }

  private async _showWrong(fields: readonly string[]): Promise<void> {
    this._wrong = new Set(fields);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('wa-input.wrong')?.focus();
  }

  static override styles = [
    dialogStyles,
    css`
      wa-dialog {
        --width: 560px;
      }
      .body {
        display: grid;
        gap: 16px;
      }
      .body > p {
        margin: 0;
      }
      .body > .field {
        margin-top: -12px;
        font-size: 12px;
        line-height: 16px;
      }
    `,
  ];
}

/** Fields that the server did not accept. */
function fieldsIn(error: unknown): string[] {
  if (!(error instanceof ApiError)) return [];
  if (error.code === 'name_taken') return [];
  const { issues = [] } = (error.detail ?? {}) as { issues?: { field: string }[] };
  return issues.map(({ field }) => field);
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-destination-dialog': PtDestinationDialog;
  }
}
