import { consume } from '@lit/context';
import { mdiCheckCircleOutline, mdiFolderMoveOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { mediaMoveApi } from '../api/media-move.ts';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import '../components/pt-progress.ts';
import { showToast } from '../components/toasts.ts';
import type { WireMediaMove } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { factFormat } from '../i18n/fact-format.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { fireEvent } from '../util/fire-event.ts';
import { movingTexts } from './moving-texts.ts';

/**
 * Offers to move all videos where Home Assistant's actions reach them, and shows how far that is; nothing where there
 * is nothing to move. Fires `pt-moved` at the end.
 */
@customElement('pt-media-move')
export class PtMediaMove extends LocalizedElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;
  /** As a suggestion, which can be dismissed. */
  @property({ type: Boolean }) suggested = false;

  /** Where it cannot be offered, says why. */
  @property({ type: Boolean }) explained = false;

  @state() private _move: WireMediaMove | null = null;
  @state() private _busy = false;
  /** Why it could not begin. */
  @state() private _refusal: string | null = null;

  private readonly _viewer = new CollectionController(this, () => viewer);
  private _undo: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const { live } = this.page;
    this._undo = [
      live.on('media_move.changed', (move) => this._take(move)),
      live.onGap(() => void this._read()),
    ];
    void this._read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this._undo) undo();
  }

  override render() {
    const content = this._viewer.value.may_change ? this._renderState() : nothing;
    this.hidden = content === nothing;
    if (content === nothing) return nothing;
    return html`<div class=${this.suggested ? 'card move' : 'move'} data-state=${this._move?.state ?? 'none'}>
      <pt-icon .path=${this._move?.state === 'done' ? mdiCheckCircleOutline : mdiFolderMoveOutline}></pt-icon>
      ${content}
    </div>`;
  }

  private _renderState() {
    const move = this._move;
    switch (move?.state) {
      case 'offered':
        return this._renderOffer(move);
      case 'moving':
        return this._renderProgress(move);
      case 'waiting':
        return this._renderStopped(move);
      case 'done':
        return this._renderDone(move);
      case 'none':
        return this.explained ? this._renderReason(move) : nothing;
      case undefined:
        return nothing;
    }
  }

  private _renderOffer({ from, to }: WireMediaMove) {
    const texts = movingTexts(this.t);
    return html`<div class="text">
        <h2>${texts.title}</h2>
        <p>${texts.why(from ?? '')} ${texts.what(to ?? '')}</p>
        ${this._refusal === null ? nothing : html`<p class="error" role="alert">${this._refusal}</p>`}
      </div>
      <div class="actions">
        ${
          this.suggested
            ? html`<button class="button" @click=${this._handleDismiss}>${texts.later}</button>`
            : nothing
        }
        <button class="button" ?disabled=${this._busy} @click=${this._handleMove}>${texts.move}</button>
      </div>`;
  }

  private _renderReason({ problem }: WireMediaMove) {
    return html`<div class="text">
      <p>${movingTexts(this.t).cannot(this._reasonOf(problem))}</p>
    </div>`;
  }

  private _renderProgress(move: WireMediaMove) {
    const texts = movingTexts(this.t);
    const { bytes_done: done, bytes_total: total } = move;
    const size = (bytes: number) => formatBytes(bytes, this.tag);
    return html`<div class="text">
      <h2>${texts.moving}</h2>
      <pt-progress .value=${total === 0 ? null : (100 * done) / total} label=${texts.moving}></pt-progress>
      <p>
        ${texts.videos(this._number(move.videos_done), this._number(move.videos_total))} ·
        ${texts.bytes(size(done), size(total))}
      </p>
    </div>`;
  }

  private _renderStopped(move: WireMediaMove) {
    return html`${
        // A notice says why, where there are notices.
        this.suggested ? this._renderProgress(move) : this._renderWhyStopped(move)
      }
      <div class="actions">
        <button class="button" ?disabled=${this._busy} @click=${this._handleMove}>${this.t.try_again}</button>
      </div>`;
  }

  private _renderWhyStopped({ problem, to }: WireMediaMove) {
    const texts = movingTexts(this.t);
    const missing = problem?.missing_bytes ?? null;
    return html`<div class="text" role="status">
      <h2>${texts.stopped(this._reasonOf(problem))}</h2>
      <p>
        ${missing === null ? nothing : texts.free(formatBytes(missing, this.tag), to ?? '')} ${texts.goesOn}
      </p>
    </div>`;
  }

  private _renderDone({ to, videos_missing: missing }: WireMediaMove) {
    const texts = movingTexts(this.t);
    return html`<div class="text" role="status">
      <p>
        ${texts.done(to ?? '')} ${missing === 0 ? nothing : texts.missing(missing, this._number(missing))}
      </p>
    </div>`;
  }

  private _reasonOf(problem: WireMediaMove['problem']): string {
    return problem === null ? '' : factFormat(this.t.cause, this.tag).cause(problem);
  }

  private _number(value: number): string {
    return formatNumber(value, this.tag);
  }

  private async _read(): Promise<void> {
    try {
      this._take(await mediaMoveApi.getMediaMove());
    } catch {
      // What is not known is not offered; the page says that the app cannot be reached.
    }
  }

  private _take(move: WireMediaMove): void {
    const before = this._move?.state;
    this._move = move;
    if (move.state !== 'done' || before === 'done' || before === undefined) return;
    if (this.suggested) showToast(movingTexts(this.t).done(move.to ?? ''));
    fireEvent(this, 'pt-moved', null);
  }

  private async _handleMove(): Promise<void> {
    this._busy = true;
    this._refusal = null;
    try {
      this._take(await mediaMoveApi.moveToMedia());
    } catch (error) {
      this._refusal = describeError(error, this.t);
      await this._read();
    } finally {
      this._busy = false;
    }
  }

  private async _handleDismiss(): Promise<void> {
    await mediaMoveApi.dismissMediaMove().catch(reportError);
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      :host {
        display: block;
      }
      :host([hidden]) {
        display: none;
      }
      .move {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 12px 0;
      }
      .card {
        padding: 12px 8px 12px 16px;
      }
      pt-icon {
        align-self: flex-start;
        color: var(--secondary-text-color);
      }
      .text {
        flex: 1;
        min-width: min(240px, calc(100% - 48px));
      }
      h2,
      p {
        margin: 0;
        font-size: 14px;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      h2 {
        font-weight: 500;
      }
      p {
        color: var(--secondary-text-color);
      }
      .error {
        color: var(--pt-error-text);
      }
      pt-progress {
        margin: 8px 0;
      }
      .card .text {
        padding-right: 8px;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        margin-left: auto;
      }
      /* In line with the places above it. */
      :host([explained]) .move {
        column-gap: 12px;
      }
      :host([explained]) .button {
        padding: 0 12px;
      }
      @media (max-width: 600px) {
        :host([explained]) .actions {
          margin-right: -12px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-media-move': PtMediaMove;
  }
}
