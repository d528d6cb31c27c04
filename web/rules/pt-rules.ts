import '@awesome.me/webawesome/dist/components/switch/switch.js';
import { mdiDotsVertical, mdiHistory, mdiPlus } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live as unlessSame } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { consume } from '@lit/context';
import { rulesApi } from '../api/rules.ts';
import { viewer } from '../api/viewer.ts';
import { confirm } from '../components/confirm.ts';
import { openDialog } from '../components/open-dialog.ts';
import '../components/pt-age.ts';
import '../components/pt-icon.ts';
import '../components/pt-menu.ts';
import { requestError } from '../components/request-error.ts';
import { showToast } from '../components/toasts.ts';
import type { WireRule } from '../contract.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { outcomeText } from './outcome-text.ts';
import { ruleRowStyles } from './rule-styles.ts';
import { ruleText } from './rule-text.ts';
import { ruleTexts } from './rule-texts.ts';

/** A run that finds nothing to do sends no event. */
const CHECK_EVERY_MS = 1500;

/** All rules: each as a sentence, with its switch and what it did last. */
@customElement('pt-rules')
export class PtRules extends LazyElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  /** There is an archive that videos can move to. */
  @property({ type: Boolean }) archive = false;

  @state() private _rules: readonly WireRule[] | null = null;
  @state() private _error: string | null = null;
  /** Being applied, by id, with when each was applied before. */
  @state() private _running: ReadonlyMap<string, string | null> = new Map();
  private _undo: (() => void)[] = [];
  private _timer: ReturnType<typeof setTimeout> | undefined;

  private readonly _viewer = new CollectionController(this, () => viewer);

  override connectedCallback(): void {
    super.connectedCallback();
    const { live } = this.page;
    const read = () => void this._read();
    this._undo = [live.on('timelapse.rule_applied', read), live.onGap(read)];
    read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this._undo) undo();
    clearTimeout(this._timer);
  }

  override render() {
    const texts = ruleTexts(this.t);
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${texts.title}</h2>
      <p class="intro quiet">${texts.intro}</p>
      ${this._renderRules()}
      <div class="actions">
        ${
          this._mayChange
            ? html`<button class="button add" @click=${() => this._open({})}>
                <pt-icon .path=${mdiPlus}></pt-icon>${texts.add}
              </button>`
            : nothing
        }
        <button class="button" @click=${this._handleHistory}>
          <pt-icon .path=${mdiHistory}></pt-icon>${texts.history}
        </button>
      </div>
    </section>`;
  }

  private get _mayChange(): boolean {
    return this._viewer.value.may_change;
  }

  private _renderRules() {
    if (this._rules === null)
      return this._error === null
        ? html`<p class="quiet line" role="status">${this.t.wait}</p>`
        : requestError(ruleTexts(this.t).loadError, this._error, () => this._read(), this.t);
    return html`<ul>
      ${repeat(
        this._rules,
        ({ id }) => id,
        (rule) => this._renderRule(rule),
      )}
    </ul>`;
  }

  private _renderRule(rule: WireRule) {
    const texts = ruleTexts(this.t);
    const sentence = ruleText(rule.definition, texts, this.tag);
    return html`<li data-id=${rule.id}>
      <div class="names">
        <span class="title">${sentence}</span>
        <span class=${rule.last_run?.outcome === 'stopped' ? 'error' : 'quiet'}
          >${this._renderState(rule)}</span
        >
      </div>
      <wa-switch
        .checked=${unlessSame(rule.enabled)}
        .disabled=${!this._mayChange}
        @change=${(event: Event) => this._handleSwitch(rule, event)}
        ><span class="visually-hidden">${sentence}</span></wa-switch
      >
      ${this._mayChange ? this._renderMenu(rule, sentence) : nothing}
    </li>`;
  }

  private _renderMenu(rule: WireRule, sentence: string) {
    const texts = ruleTexts(this.t);
    const items = [
      { value: 'try', label: texts.tryIt },
      ...(rule.enabled ? [{ value: 'run', label: texts.runNow }] : []),
      { value: 'edit', label: texts.edit, icon: 'edit' as const },
      { value: 'delete', label: texts.delete, icon: 'delete' as const, destroys: true },
    ];
    return html`<pt-menu
      .icon=${mdiDotsVertical}
      .label=${texts.menu(sentence)}
      .items=${items}
      @pt-menu-select=${(event: CustomEvent<string>) => this._handleMenu(rule, event.detail)}
    ></pt-menu>`;
  }

  private _renderState(rule: WireRule) {
    const texts = ruleTexts(this.t);
    const { enabled, tried_at: triedAt, last_run: last, last_run_at: lastAt } = rule;
    if (this._running.has(rule.id)) return texts.running;
    if (lastAt === null) return enabled ? texts.waiting : triedAt === null ? texts.notTried : texts.off;
    const isLast = last !== null && Date.parse(lastAt) - Date.parse(last.ended_at ?? lastAt) < 1000;
    const did = isLast ? outcomeText(last, this.t, this.tag) : texts.nothingToDo;
    return html`${enabled ? nothing : html`${texts.off} · `}<pt-age at=${lastAt}></pt-age>: ${did}`;
  }

  private async _read(): Promise<void> {
    try {
      this._rules = await rulesApi.listRules({ query: { limit: 100 } });
      this._error = null;
      this._settle(this._rules);
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  /** What has ended since it was begun here is reported. */
  private _settle(rules: readonly WireRule[]): void {
    const left = new Map(this._running);
    for (const [id, before] of this._running) {
      const rule = rules.find((each) => each.id === id);
      if (rule && (rule.last_run_at === before || rule.last_run?.outcome === 'running')) continue;
      left.delete(id);
      if (rule) this._report(rule, before);
    }
    if (left.size !== this._running.size) this._running = left;
    clearTimeout(this._timer);
    if (left.size > 0) this._timer = setTimeout(() => void this._read(), CHECK_EVERY_MS);
  }

  private _report({ last_run: last }: WireRule, before: string | null): void {
    const isNew = last !== null && (before === null || Date.parse(last.started_at) >= Date.parse(before));
    showToast(isNew ? outcomeText(last, this.t, this.tag) : ruleTexts(this.t).nothingToDo);
  }

  private async _handleSwitch(rule: WireRule, event: Event): Promise<void> {
    const { checked: enabled } = event.target as HTMLInputElement;
    if (enabled && rule.tried_at === null) {
      await this._open({ rule, trying: true });
      return;
    }
    const { id, definition } = rule;
    await rulesApi.updateRule({ params: { id }, body: { definition, enabled } }).catch(reportError);
    await this._read();
    // Shows what is saved, also where that is what it was before.
    this.requestUpdate();
  }

  private async _handleMenu(rule: WireRule, item: string): Promise<void> {
    if (item === 'try') await this._open({ rule, trying: true });
    else if (item === 'edit') await this._open({ rule });
    else if (item === 'run') await this._run(rule);
    else await this._delete(rule);
  }

  private async _open(how: { rule?: WireRule; trying?: boolean }): Promise<void> {
    await openDialog(() => import('./pt-rule-dialog.ts'), 'pt-rule-dialog', {
      ...how,
      archive: this.archive,
    });
    await this._read();
    this.requestUpdate();
  }

  private _handleHistory(): void {
    void openDialog(() => import('./pt-rule-history-dialog.ts'), 'pt-rule-history-dialog');
  }

  private async _run({ id, last_run_at: before }: WireRule): Promise<void> {
    this._running = new Map([...this._running, [id, before]]);
    try {
      await rulesApi.runRule({ params: { id } });
    } catch (error) {
      this._running = new Map([...this._running].filter(([each]) => each !== id));
      reportError(error);
    }
    await this._read();
  }

  private async _delete({ id, definition }: WireRule): Promise<void> {
    const texts = ruleTexts(this.t);
    const answer = await confirm({
      title: texts.delete,
      text: `${ruleText(definition, texts, this.tag)}. ${texts.deleteText}`,
      confirm: texts.delete,
    });
    if (answer === null) return;
    try {
      await rulesApi.deleteRule({ params: { id } });
      // Its menu had the focus.
      this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
    } catch (error) {
      reportError(error);
    }
    await this._read();
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    ruleRowStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      h2 {
        margin: 0;
        padding: 16px 16px 4px;
        font-size: 20px;
        font-weight: 400;
        line-height: 28px;
      }
      .intro,
      .line {
        padding: 0 16px 12px;
      }
      li {
        display: flex;
        align-items: center;
        gap: 4px;
        min-height: 64px;
        padding: 8px 4px 8px 16px;
      }
      .names {
        flex: 1;
        min-width: 0;
      }
      wa-switch {
        flex: none;
      }
      wa-switch::part(base) {
        min-height: 44px;
      }
      wa-switch:state(checked)::part(thumb) {
        background-color: var(--pt-on-primary);
      }
      .actions {
        --pt-icon-size: 20px;
        display: flex;
        flex-wrap: wrap;
        gap: 0 8px;
        padding: 8px 4px;
        border-top: 1px solid var(--divider-color);
      }
      .actions .button {
        padding: 0 12px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-rules': PtRules;
  }
}
