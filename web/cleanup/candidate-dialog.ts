import { consume } from '@lit/context';
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import type WaCheckbox from '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ListPart } from '../api/client.ts';
import { DialogElement } from '../components/dialog-element.ts';
import '../components/pt-empty.ts';
import { requestError } from '../components/request-error.ts';
import type { WireTimelapse } from '../contract.ts';
import '../gallery/pt-poster.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { formatNumber } from '../format/format-number.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { posterUrl } from '../timelapse/media-urls.ts';
import { titleOf } from '../timelapse/title-of.ts';

/** Rendered rows; the rest can still be selected. */
const ROWS = 100;

/** Records are loaded in parts, and can be selected individually or all at once. */
export abstract class CandidateDialog extends DialogElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  /** Null before the first part. */
  @state() private _order: readonly string[] | null = null;
  @state() private _complete = false;
  @state() private _chosen: ReadonlySet<string> = new Set();
  /** All are selected, including those not loaded yet. */
  @state() private _everything = false;
  @state() private _rows = ROWS;
  @state() private _error: string | null = null;

  private _reads = 0;
  private _undo: () => void = () => {};

  // Buttons stay enabled during the question: a disabled button cannot get the focus back.
  private readonly _busyIds = new CollectionController(this, () => this.page.actions.busy);

  protected abstract readonly heading: string;
  protected abstract readPart(offset: number): Promise<ListPart<WireTimelapse>>;
  protected abstract isOffered(record: WireTimelapse): boolean;
  protected abstract renderIntro(): unknown;
  protected abstract renderNothing(): TemplateResult;
  protected abstract renderFacts(record: WireTimelapse): unknown;
  protected renderTools(_record: WireTimelapse): unknown {
    return nothing;
  }
  protected abstract renderFoot(
    candidates: readonly WireTimelapse[],
    chosen: readonly WireTimelapse[],
  ): unknown;
  /** @returns whether it was done */
  protected abstract act(chosen: readonly WireTimelapse[]): Promise<boolean>;

  /** Not before all of "all" is known. */
  protected get canAct(): boolean {
    const isKnown = this._complete || !this._everything;
    return this._chosen.size > 0 && isKnown && this._busyIds.value.size === 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this._undo = this.page.timelapses.records.subscribe(() => this.requestUpdate());
    void this._read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._undo();
    this._reads += 1;
  }

  override render() {
    const candidates = this._candidates();
    return this.renderFrame(
      this.heading,
      candidates.length === 0 ? this._renderEmpty() : this._renderList(candidates),
    );
  }

  private _renderEmpty() {
    if (this._error !== null) {
      return requestError(this.t.request_failed, this._error, () => this._read(), this.t);
    }
    if (!this._complete) return html`<p class="quiet loading" role="status">${this.t.wait}</p>`;
    return this.renderNothing();
  }

  private _renderList(candidates: readonly WireTimelapse[]) {
    const chosen = candidates.filter(({ id }) => this._chosen.has(id));
    const all = chosen.length === candidates.length;
    const hidden = candidates.length - this._rows;
    return html`<div class="body">
        ${this.renderIntro()}
        <div class="row all">
          <wa-checkbox .checked=${all} .indeterminate=${chosen.length > 0 && !all} @change=${this._handleAll}
            >${this.t.cleanup_select}</wa-checkbox
          >
        </div>
        <ul>
          ${repeat(
            candidates.slice(0, this._rows),
            ({ id }) => id,
            (candidate) => this._renderRow(candidate),
          )}
        </ul>
        ${
          hidden > 0
            ? html`<button class="button more" @click=${this._handleMore}>
                ${this.t.show_more(formatNumber(Math.min(hidden, ROWS), this.tag))}
              </button>`
            : nothing
        }
        ${
          this._error === null
            ? nothing
            : requestError(this.t.request_failed, this._error, () => this._read(), this.t)
        }
      </div>
      ${this.renderFoot(candidates, chosen)}`;
  }

  private _renderRow(candidate: WireTimelapse) {
    return html`<li class="row" data-id=${candidate.id}>
      <wa-checkbox
        .checked=${this._chosen.has(candidate.id)}
        @change=${(event: Event) => this._handleChoose(event, candidate.id)}
      >
        <span class="candidate">
          <pt-poster .src=${posterUrl(candidate)}></pt-poster>
          <span class="names">
            <span class="title">${titleOf(candidate)}</span>
            ${this.renderFacts(candidate)}
          </span>
        </span>
      </wa-checkbox>
      ${this.renderTools(candidate)}
    </li>`;
  }

  private _candidates(): WireTimelapse[] {
    const { byId } = this.page.timelapses.records.state;
    return (this._order ?? [])
      .map((id) => byId.get(id))
      .filter((record) => record !== undefined)
      .filter((record) => this.isOffered(record));
  }

  private async _read(): Promise<void> {
    this._reads += 1;
    const own = this._reads;
    this._error = null;
    this._complete = false;
    const ids = new Set<string>();
    try {
      for (let offset = 0, total = 1; offset < total;) {
        const part = await this.readPart(offset);
        // Closed or restarted.
        if (own !== this._reads) return;
        for (const { id } of part.items) ids.add(id);
        this.page.timelapses.put(...part.items);
        this._order = [...ids];
        if (this._everything) this._chosen = new Set(ids);
        offset += part.items.length;
        total = part.items.length === 0 ? 0 : part.total;
      }
      this._complete = true;
    } catch (error) {
      if (own === this._reads) this._error = describeError(error, this.t);
    }
  }

  private _handleAll(event: Event): void {
    const { checked } = event.target as WaCheckbox;
    this._everything = checked;
    this._chosen = new Set(checked ? this._order : []);
  }

  private _handleChoose(event: Event, id: string): void {
    const chosen = new Set(this._chosen);
    if ((event.target as WaCheckbox).checked) chosen.add(id);
    else {
      chosen.delete(id);
      this._everything = false;
    }
    this._chosen = chosen;
  }

  private async _handleMore(): Promise<void> {
    const next = this._rows;
    this._rows += ROWS;
    await this.updateComplete;
    // The button has moved, and may be gone.
    this.renderRoot.querySelectorAll<HTMLElement>('li wa-checkbox')[next]?.focus();
  }

  protected async handleAct(chosen: readonly WireTimelapse[]): Promise<void> {
    if (!(await this.act(chosen))) return;
    this._chosen = new Set();
    this._everything = false;
    await this._read();
  }
}
