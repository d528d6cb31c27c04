import { consume } from '@lit/context';
import { mdiCloudUploadOutline, mdiDeleteOutline, mdiPencilOutline, mdiPlus } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { DestinationCollection, type NewDestination } from '../api/uploads.ts';
import { viewer } from '../api/viewer.ts';
import { confirm } from '../components/confirm.ts';
import { openDialog } from '../components/open-dialog.ts';
import '../components/pt-icon.ts';
import { requestError } from '../components/request-error.ts';
import { showToast } from '../components/toasts.ts';
import type { WireDestination, WireDestinationTest } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { uploadTexts } from './upload-texts.ts';

/** Null = it is running. */
type Outcome = WireDestinationTest | null;

/** Servers that videos are uploaded to: added, tested, changed and removed at once. */
@customElement('pt-destinations')
export class PtDestinations extends LazyElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @state() private _outcomes: ReadonlyMap<string, Outcome> = new Map();

  private readonly _destinations = new DestinationCollection();
  private readonly _all = new CollectionController(this, () => this._destinations.all);
  private readonly _error = new CollectionController(this, () => this._destinations.error);
  private readonly _viewer = new CollectionController(this, () => viewer);
  private _disconnect: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this._disconnect = this._destinations.connect(this.page.live);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._disconnect();
  }

  override render() {
    const texts = uploadTexts(this.t);
    const mayChange = this._viewer.value.may_change;
    return html`<section class="card" aria-labelledby="heading">
      <h2 id="heading">${texts.destinations}</h2>
      <p class="about">${texts.about}</p>
      ${this._renderAll(mayChange)}
      ${
        mayChange
          ? html`<button class="button add" @click=${() => this._edit(null)}>
              <pt-icon .path=${mdiPlus}></pt-icon>${texts.add}
            </button>`
          : nothing
      }
    </section>`;
  }

  private _renderAll(mayChange: boolean) {
    const texts = uploadTexts(this.t);
    const all = this._all.value;
    const error = this._error.value;
    if (all === null)
      return error === null
        ? html`<p class="about" role="status">${this.t.wait}</p>`
        : requestError(
            texts.loadError,
            describeError(error, this.t),
            () => this._destinations.read(),
            this.t,
          );
    if (all.length === 0) return html`<p class="about">${texts.none}</p>`;
    return html`<ul>
      ${repeat(
        all,
        ({ id }) => id,
        (each) => this._renderOne(each, mayChange),
      )}
    </ul>`;
  }

  private _renderOne(destination: WireDestination, mayChange: boolean) {
    const texts = uploadTexts(this.t);
    const { name, kind, url, bucket, folder, sends } = destination;
    const number = (count: number): string => formatNumber(count, this.tag);
    const { done_count: done, waiting_count: waiting, failed_count: failed } = destination;
    return html`<li data-destination=${destination.id}>
      <div class="head">
        <pt-icon class="icon" .path=${mdiCloudUploadOutline}></pt-icon>
        <div class="names">
          <h3>${name}</h3>
          <p>${texts.kind[kind]} · ${[hostOf(url), bucket, folder].filter(Boolean).join('/')}</p>
          <p>${texts.sendsShort[sends]} · ${texts.counts(number(done), number(waiting), number(failed))}</p>
        </div>
        ${mayChange ? this._renderActions(destination) : nothing}
      </div>
      ${destination.has_secret ? nothing : html`<p class="error">${texts.noSecret}</p>`}
      ${this._renderOutcome(destination)}
    </li>`;
  }

  private _renderActions(destination: WireDestination) {
    const texts = uploadTexts(this.t);
    const { id, name } = destination;
    const icon = (label: string, path: string, act: () => unknown) =>
      html`<button class="icon-button" aria-label=${texts.of(label, name)} title=${label} @click=${act}>
        <pt-icon .path=${path}></pt-icon>
      </button>`;
    return html`<div class="actions">
      <button
        class="button"
        aria-label=${texts.of(texts.test, name)}
        ?disabled=${this._outcomes.get(id) === null}
        @click=${() => this._test(destination)}
      >
        ${texts.test}
      </button>
      ${icon(texts.edit, mdiPencilOutline, () => this._edit(destination))}
      ${icon(texts.remove, mdiDeleteOutline, () => this._remove(destination))}
    </div>`;
  }

  private _renderOutcome({ id }: WireDestination) {
    const texts = uploadTexts(this.t);
    const outcome = this._outcomes.get(id);
    if (outcome === undefined) return html`<p class="outcome" role="status"></p>`;
    if (outcome === null) return html`<p class="outcome" role="status">${texts.testing}</p>`;
    const { is_ok: isOk, reason_code: code, detail, left_behind: left } = outcome;
    if (isOk)
      return html`<p class="outcome fine" role="status">
        ${left === null ? texts.works : texts.leftBehind(left)}
      </p>`;
    return html`<p class="outcome error" role="status">
      ${code === null ? outcome.reason : texts.reason[code]}${detail === null ? nothing : html`<br /><small>${detail}</small>`}
    </p>`;
  }

  private async _test({ id }: WireDestination): Promise<void> {
    this.#note(id, null);
    try {
      this.#note(id, await this._destinations.test(id));
    } catch (error) {
      this.#forget(id);
      reportError(error);
    }
  }

  private async _edit(destination: WireDestination | null): Promise<void> {
    await openDialog(() => import('./pt-destination-dialog.ts'), 'pt-destination-dialog', {
      destination,
      save: async (body) => {
        const saved = destination
          ? await this._destinations.put(destination.id, body)
          : await this._destinations.add(body as NewDestination);
        this.#forget(saved.id);
        // Whoever has entered something wants to know whether it is right.
        void this._test(saved);
      },
    });
  }

  private async _remove({ id, name }: WireDestination): Promise<void> {
    const texts = uploadTexts(this.t);
    const question = { title: texts.removeTitle(name), text: texts.removeText, confirm: texts.remove };
    if ((await confirm(question)) === null) return;
    try {
      await this._destinations.delete(id);
      showToast(texts.removed(name));
      // The pressed button is gone, and the focus with it.
      this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
    } catch (error) {
      reportError(error);
    }
  }

  #note(id: string, outcome: Outcome): void {
    this._outcomes = new Map([...this._outcomes, [id, outcome]]);
  }

  #forget(id: string): void {
    this._outcomes = new Map([...this._outcomes].filter(([each]) => each !== id));
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      section {
        padding-bottom: 8px;
      }
      h2 {
        margin: 0;
        padding: 16px 16px 4px;
        font-size: 20px;
        font-weight: 400;
        line-height: 28px;
      }
      .about {
        margin: 0;
        padding: 0 16px 12px;
        line-height: 20px;
        color: var(--secondary-text-color);
      }
      ul {
        margin: 0;
        padding: 0 16px;
        list-style: none;
      }
      li {
        padding: 12px 0;
        border-top: 1px solid var(--divider-color);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
      }
      .icon {
        --pt-icon-size: 24px;
        flex: none;
        color: var(--secondary-text-color);
      }
      .names {
        flex: 1 1 220px;
        min-width: 0;
      }
      h3,
      li p {
        margin: 0;
        font-size: 14px;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      h3 {
        font-weight: 500;
      }
      .names p,
      .outcome,
      small {
        color: var(--secondary-text-color);
      }
      .actions {
        display: flex;
        align-items: center;
        margin: 0 -8px 0 auto;
      }
      .outcome:not(:empty),
      .error {
        margin-top: 8px;
      }
      li .error {
        color: var(--pt-error-text);
      }
      li .fine {
        color: var(--primary-text-color);
      }
      .add {
        --pt-icon-size: 20px;
        margin: 0 4px;
        padding: 0 12px;
      }
    `,
  ];
}

function hostOf(url: string): string {
  return url.replace(/^https?:\/\//, '');
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-destinations': PtDestinations;
  }
}
