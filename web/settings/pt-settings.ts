import { consume } from '@lit/context';
import { mdiLockOutline } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api/client.ts';
import { problemsOf } from '../api/settings.ts';
import { viewer } from '../api/viewer.ts';
import '../components/pt-icon.ts';
import { showToast } from '../components/toasts.ts';
import { requestError } from '../components/request-error.ts';
import { confirm } from '../components/confirm.ts';
import type { WireOption, WireOptionProblem, WireSettings } from '../contract.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { formatNumber } from '../format/format-number.ts';
import { CollectionController } from '../state/collection-controller.ts';
import '../moving/pt-media-move.ts';
import '../rules/pt-rules.ts';
import '../uploads/pt-destinations.ts';
import { checkTogether, checkValue } from './check-value.ts';
import { lockReason } from './lock-reason.ts';
import { optionTexts } from './option-texts.ts';
import type { OptionTexts } from './option-texts-en.ts';
import { problemText } from './problem-text.ts';
import './pt-config-test.ts';
import './pt-option.ts';
import type { PtOption } from './pt-option.ts';
import { type Section, sectionsOf } from './sections.ts';
import {
  keepChanges,
  NO_CHANGES,
  problemsByOption,
  type SettingsDraft,
  shownValue,
  toValues,
  withValue,
} from './settings-draft.ts';

/** Changes are collected and saved together, and never lost by accident. */
@customElement('pt-settings')
export class PtSettings extends LazyElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @state() private _settings: WireSettings | null = null;
  @state() private _draft: SettingsDraft = NO_CHANGES;
  /** From the last attempt to save. */
  @state() private _refused: readonly WireOptionProblem[] = [];
  /** Problems are only shown after the first attempt to save. */
  @state() private _tried = false;
  @state() private _busy = false;
  @state() private _error: string | null = null;

  private _undo: (() => void)[] = [];

  private readonly _viewer = new CollectionController(this, () => viewer);

  override connectedCallback(): void {
    super.connectedCallback();
    const { live, system } = this.page;
    this._undo = [
      live.on('settings.changed', () => void this._handleChangedElsewhere()),
      live.onGap(() => void this._read()),
      system.state.subscribe(() => this.requestUpdate()),
    ];
    window.addEventListener('beforeunload', this._handleUnload);
    void this._read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this._undo) undo();
    window.removeEventListener('beforeunload', this._handleUnload);
    this.page.router.guard(null);
  }

  override render() {
    if (this._settings === null) return this._renderUnread();
    const { may_change } = this._viewer.value;
    const options = may_change
      ? this._settings.options
      : this._settings.options.map((one) => this._locked(one));
    const problems = this._problems(options);
    const lock = commonReason(options, optionTexts(this.t));
    return html`${lock === null ? nothing : this._renderLock(lock)}
      ${may_change ? html`<pt-config-test .values=${toValues(this._draft)} .options=${options}></pt-config-test>` : nothing}
      ${sectionsOf(options).map(([section, members]) =>
        this._renderSection(section, members, problems, lock !== null),
      )}
      <pt-destinations></pt-destinations>
      ${this._draft.size === 0 ? nothing : this._renderBar(problems.size)}`;
  }

  override updated(): void {
    this.page.router.guard(this._draft.size === 0 ? null : () => this._mayLeave());
  }

  /** For users who cannot make changes. */
  private _locked(option: WireOption): WireOption {
    return { ...option, read_only: true, reason: this.t.view_only, lock: null };
  }

  private _renderUnread() {
    if (this._error === null) return html`<p class="quiet" role="status">${this.t.wait}</p>`;
    return requestError(optionTexts(this.t).loadError, this._error, () => this._read(), this.t);
  }

  private _renderLock(reason: string) {
    return html`<div class="card lock">
      <pt-icon .path=${mdiLockOutline}></pt-icon>
      <div>
        <h2>${optionTexts(this.t).readOnlyAll}</h2>
        <p class="quiet">${reason}</p>
      </div>
    </div>`;
  }

  private _renderSection(
    section: Section,
    options: readonly WireOption[],
    problems: ReadonlyMap<string, string[]>,
    reasonIsKnown: boolean,
  ) {
    return html`<section class="card" aria-labelledby=${section}>
        <h2 id=${section}>${optionTexts(this.t).section[section]}</h2>
        ${repeat(
          options,
          ({ name }) => name,
          (option) =>
            html`<pt-option
              data-option=${option.name}
              .option=${option}
              .value=${shownValue(this._draft, option)}
              .changed=${this._draft.has(option.name)}
              .problems=${problems.get(option.name) ?? []}
              .reasonIsKnown=${reasonIsKnown}
              .engine=${this._engineOf(option)}
              @pt-value=${(event: CustomEvent<unknown>) => this._handleValue(option, event.detail)}
            ></pt-option>`,
        )}
        ${
          options.some(({ name }) => name === 'timelapse_output_folder')
            ? html`<pt-media-move></pt-media-move>`
            : nothing
        }
      </section>
      ${
        options.some(({ name }) => name === 'timelapse_cleanup_age_days')
          ? html`<pt-rules ?archive=${this._hasArchive}></pt-rules>`
          : nothing
      }`;
  }

  /** As it is saved. */
  private get _hasArchive(): boolean {
    const folder = this._settings?.options.find(({ name }) => name === 'timelapse_archive_folder');
    return Boolean(folder?.value);
  }

  private _renderBar(problems: number) {
    const texts = optionTexts(this.t);
    const count = this._draft.size;
    return html`<div
      class="save"
      role="region"
      aria-label=${texts.unsaved(count, formatNumber(count, this.tag))}
    >
      <p role="status" class=${problems > 0 ? 'error' : ''}>
        ${
          problems > 0
            ? texts.problems(problems, formatNumber(problems, this.tag))
            : texts.unsaved(count, formatNumber(count, this.tag))
        }
      </p>
      <button class="button" ?disabled=${this._busy} @click=${this._handleDiscard}>${texts.discard}</button>
      <button class="button filled" ?disabled=${this._busy} @click=${this._handleSave}>${this.t.save}</button>
    </div>`;
  }

  /** Of current values, of changes, and as reported by the server. */
  private _problems(options: readonly WireOption[]): Map<string, string[]> {
    const standing = (this._settings?.problems ?? []).filter(({ option }) => !this._draft.has(option));
    const byName = new Map(options.map((option) => [option.name, option]));
    const reported = problemsByOption([...standing, ...this._refused], options);
    const problems = new Map(
      [...reported].map(([name, list]): [string, string[]] => [
        name,
        list.map((problem) => problemText(problem, byName.get(name), optionTexts(this.t), this.tag)),
      ]),
    );
    if (!this._tried) return problems;
    // The page's own message replaces the server's about the same value.
    for (const [name, found] of this._checkAll(options)) problems.set(name, [found]);
    return problems;
  }

  private _checkAll(options: readonly WireOption[]): Map<string, string> {
    const found = new Map<string, string>();
    for (const option of options) {
      const problem = this._check(option);
      if (problem !== null) found.set(option.name, problem);
    }
    const byName = new Map(options.map((option) => [option.name, option]));
    const readValue = (name: string): unknown => {
      const option = byName.get(name);
      return option && shownValue(this._draft, option);
    };
    const together = checkTogether(readValue, optionTexts(this.t));
    for (const [name, problem] of together) if (!found.has(name)) found.set(name, problem);
    return found;
  }

  private _check(option: WireOption): string | null {
    if (!this._draft.has(option.name)) return null;
    return checkValue(option, this._draft.get(option.name), optionTexts(this.t), this.tag);
  }

  private _engineOf({ name }: WireOption) {
    return name === 'timelapse_flickerfree_path'
      ? (this.page.system.state.state.health?.engine ?? null)
      : null;
  }

  private async _read(): Promise<void> {
    this._error = null;
    try {
      this._take(await api.getSettings());
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  private _take(settings: WireSettings): void {
    this._settings = settings;
    this._draft = keepChanges(this._draft, settings.options);
  }

  private _handleValue(option: WireOption, value: unknown): void {
    this._draft = withValue(this._draft, option, value);
    this._refused = this._refused.filter((problem) => !problem.option.startsWith(option.name));
    if (this._draft.size === 0) this._tried = false;
  }

  private _handleDiscard(): void {
    this._draft = NO_CHANGES;
    this._refused = [];
    this._tried = false;
  }

  private async _handleSave(): Promise<void> {
    const options = this._settings?.options ?? [];
    this._tried = true;
    if (this._checkAll(options).size > 0) return this._showFirstProblem();
    if (!(await this._mayUseEngine())) return;
    this._busy = true;
    try {
      const saved = await api.changeSettings({ body: { options: toValues(this._draft) } });
      this._handleDiscard();
      this._take(saved);
      showToast(optionTexts(this.t).saved);
    } catch (error) {
      this._refused = problemsOf(error);
      if (this._refused.length === 0) reportError(error);
      else await this._showFirstProblem();
    } finally {
      this._busy = false;
    }
  }

  /** Confirms a new engine, since it will be run from now on. */
  private async _mayUseEngine(): Promise<boolean> {
    const path = this._draft.get('timelapse_flickerfree_path');
    if (typeof path !== 'string') return true;
    const texts = optionTexts(this.t);
    const question = { title: texts.engineTitle, text: texts.engineText(path), confirm: texts.engineUse };
    return (await confirm(question)) !== null;
  }

  private async _showFirstProblem(): Promise<void> {
    await this.updateComplete;
    const elements = [...this.renderRoot.querySelectorAll<PtOption>('pt-option')];
    const first = elements.find(({ problems }) => problems.length > 0);
    first?.scrollIntoView({ block: 'center' });
    first?.focus();
  }

  private async _handleChangedElsewhere(): Promise<void> {
    if (this._busy) return;
    await this._read();
    if (this._draft.size > 0) showToast(optionTexts(this.t).changedElsewhere);
  }

  private async _mayLeave(): Promise<boolean> {
    const texts = optionTexts(this.t);
    const answer = await confirm({
      title: texts.leaveTitle,
      text: texts.leaveText,
      confirm: texts.discard,
    });
    return answer !== null;
  }

  private readonly _handleUnload = (event: BeforeUnloadEvent): void => {
    if (this._draft.size > 0) event.preventDefault();
  };

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        width: 100%;
        max-width: 800px;
        margin: 0 auto;
      }
      section {
        padding-bottom: 8px;
      }
      pt-media-move {
        padding: 0 16px;
      }
      h2 {
        margin: 0;
        padding: 16px 16px 4px;
        font-size: 20px;
        font-weight: 400;
        line-height: 28px;
      }
      .lock {
        display: flex;
        align-items: center;
        gap: 16px;
        padding: 16px;
      }
      .lock h2 {
        padding: 0;
        font-size: 16px;
        font-weight: 500;
        line-height: 24px;
      }
      .lock p {
        margin: 0;
      }
      .quiet,
      .lock pt-icon {
        color: var(--secondary-text-color);
      }
      .save {
        position: sticky;
        z-index: 1;
        bottom: calc(8px + var(--pt-safe-bottom));
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 8px 8px 16px;
        border: 1px solid var(--divider-color);
        border-radius: 12px;
        background: var(--card-background-color);
        box-shadow: var(--pt-shadow-raised);
        animation: rise var(--pt-slow) ease;
      }
      .save p {
        flex: 1;
        min-width: 0;
        margin: 0;
        font-weight: 500;
      }
      .error {
        color: var(--pt-error-text);
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(16px);
        }
      }
    `,
  ];
}

/** If one reason applies to all options. */
function commonReason(options: readonly WireOption[], texts: OptionTexts): string | null {
  const [first] = options;
  if (first === undefined || !first.read_only) return null;
  const reason = lockReason(first, texts);
  return options.every((option) => lockReason(option, texts) === reason) ? reason : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-settings': PtSettings;
  }
}
