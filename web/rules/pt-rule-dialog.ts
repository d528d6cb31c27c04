import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import '@awesome.me/webawesome/dist/components/number-input/number-input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { html, type LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { rulesApi } from '../api/rules.ts';
import { DialogElement } from '../components/dialog-element.ts';
import { showToast } from '../components/toasts.ts';
import type { RuleDefinition, WireDryRun, WireRule } from '../contract.ts';
import { describeError } from '../page/describe-error.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import './pt-dry-run.ts';
import {
  type Action,
  actionsOf,
  FIRST_DRAFT,
  invalidFields,
  type Kind,
  KINDS,
  leastDays,
  RESULTS,
  type Result,
  type RuleDraft,
  type RuleField,
  toDefinition,
  toDraft,
  withKind,
} from './rule-draft.ts';
import { ruleDialogStyles, ruleRowStyles } from './rule-styles.ts';
import { ruleText } from './rule-text.ts';
import { ruleTexts } from './rule-texts.ts';

/** A rule is entered, tried, and switched on: one after the other. */
@customElement('pt-rule-dialog')
export class PtRuleDialog extends DialogElement {
  /** Null = a new one. */
  @property({ attribute: false }) rule: WireRule | null = null;
  /** There is an archive that videos can move to. */
  @property({ type: Boolean }) archive = false;
  /** Begins with the dry run. */
  @property({ type: Boolean }) trying = false;

  @state() private _draft: RuleDraft = FIRST_DRAFT;
  @state() private _problems: readonly RuleField[] = [];
  @state() private _tried: WireDryRun | null = null;
  @state() private _busy: 'checking' | 'saving' | null = null;
  @state() private _error: string | null = null;
  private readonly _closing = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.rule !== null) this._draft = toDraft(this.rule.definition);
    if (this.trying) void this._try();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._closing.abort();
  }

  override render() {
    const texts = ruleTexts(this.t);
    const isResult = this._tried !== null || this._busy === 'checking';
    const title = isResult ? texts.tryIt : this.rule === null ? texts.add : texts.edit;
    return this.renderFrame(
      title,
      html`<form novalidate @submit=${this._handleSubmit}>
        <div class="body">
          <p class="sentence">${this._sentence()}</p>
          ${isResult ? this._renderResult() : this._renderFields()}
          ${this._error === null ? nothing : html`<p class="error" role="alert">${this._error}</p>`}
        </div>
        <div class="foot">${isResult ? this._renderResultButtons() : this._renderButtons()}</div>
      </form>`,
    );
  }

  private _sentence(): string {
    const draft = this._problems.length === 0 && invalidFields(this._draft).length === 0 ? this._draft : null;
    const texts = ruleTexts(this.t);
    return draft === null ? texts.kinds[this._draft.kind] : ruleText(toDefinition(draft), texts, this.tag);
  }

  private _renderFields() {
    const texts = ruleTexts(this.t);
    const { kind, action } = this._draft;
    const actions = actionsOf(this._draft, this.archive);
    return html`<div class="fields">
      <wa-select .label=${texts.kind} .value=${kind} @change=${this._handleKind}>
        ${KINDS.map((each) => html`<wa-option value=${each} .label=${texts.kinds[each]}>${texts.kinds[each]}</wa-option>`)}
      </wa-select>
      ${kind === 'print_result' ? this._renderResults() : nothing}
      ${
        actions.length === 1
          ? nothing
          : html`<wa-select .label=${texts.action} .value=${action} @change=${this._handleActionChoice}>
              ${actions.map((each) => html`<wa-option value=${each} .label=${texts.actions[each]}>${texts.actions[each]}</wa-option>`)}
            </wa-select>`
      }
      ${kind === 'total_size' ? this._renderSize() : this._renderDays()} ${this._renderNotes()}
    </div>`;
  }

  private _renderDays() {
    const texts = ruleTexts(this.t);
    return this._renderNumber('days', {
      ...{ label: texts.days, unit: texts.daysUnit, value: this._draft.days },
      problem: texts.daysProblem(leastDays(this._draft.kind)),
      take: (days) => ({ days }),
    });
  }

  private _renderSize() {
    const texts = ruleTexts(this.t);
    return this._renderNumber('size', {
      ...{ label: texts.size, unit: 'GB', value: this._draft.gigabytes },
      problem: texts.sizeProblem,
      take: (gigabytes) => ({ gigabytes }),
    });
  }

  private _renderNumber(
    field: RuleField,
    spec: {
      label: string;
      unit: string;
      value: number;
      problem: string;
      take: (value: number) => Partial<RuleDraft>;
    },
  ) {
    return html`<div class="field" data-field=${field}>
      <wa-number-input
        .label=${spec.label}
        .step=${'any'}
        .value=${Number.isNaN(spec.value) ? '' : String(spec.value)}
        inputmode="decimal"
        .withoutSteppers=${true}
        @input=${(event: Event) => this._change(spec.take(numberOf(event)))}
      >
        <span slot="end" class="unit">${spec.unit}</span>
      </wa-number-input>
      ${this._renderProblem(field, spec.problem)}
    </div>`;
  }

  private _renderResults() {
    const texts = ruleTexts(this.t);
    return html`<div class="field" data-field="results">
      <fieldset>
        <legend>${texts.results}</legend>
        ${RESULTS.map(
          (result) =>
            html`<wa-checkbox
              .checked=${this._draft.results.includes(result)}
              @change=${(event: Event) => this._handleResult(result, event)}
              >${texts.result[result]}</wa-checkbox
            >`,
        )}
      </fieldset>
      ${this._renderProblem('results', texts.resultsProblem)}
    </div>`;
  }

  private _renderProblem(field: RuleField, text: string) {
    return this._problems.includes(field) ? html`<p class="error" role="alert">${text}</p>` : nothing;
  }

  private _renderNotes() {
    const texts = ruleTexts(this.t);
    const { action } = this._draft;
    const deletesFrames = action === 'delete_frames' || action === 'delete_with_frames';
    return html`<div class="notes quiet">
      <p>${texts.pinned}</p>
      ${action === 'delete' || action === 'delete_with_frames' ? html`<p>${texts.toTrash}</p>` : nothing}
      ${deletesFrames ? html`<p>${texts.framesSafe}</p>` : nothing}
      ${this.rule?.enabled && this._isChanged ? html`<p>${texts.changed}</p>` : nothing}
    </div>`;
  }

  private _renderResult() {
    if (this._tried === null) return html`<p class="quiet" role="status">${ruleTexts(this.t).checking}</p>`;
    return html`<pt-dry-run .tried=${this._tried}></pt-dry-run>`;
  }

  private _renderButtons() {
    return html`<button type="button" class="button" @click=${this.close}>${this.t.cancel}</button>
      <button type="submit" class="button filled" ?disabled=${this._busy !== null}>
        ${ruleTexts(this.t).tryIt}
      </button>`;
  }

  private _renderResultButtons() {
    const texts = ruleTexts(this.t);
    const maySwitchOn = this._tried?.problem === null && this.rule?.enabled === false;
    return html`<button
        type="button"
        class="button left"
        ?disabled=${this._tried === null}
        @click=${this._handleBack}
      >
        ${texts.change}
      </button>
      <button type="button" class=${maySwitchOn ? 'button' : 'button filled'} @click=${this.close}>
        ${this.t.close}
      </button>
      ${
        maySwitchOn
          ? html`<button
              type="button"
              class="button filled"
              ?disabled=${this._busy !== null}
              @click=${this._handleSwitchOn}
            >
              ${texts.switchOn}
            </button>`
          : nothing
      }`;
  }

  private get _isChanged(): boolean {
    if (this.rule === null || invalidFields(this._draft).length > 0) return true;
    return JSON.stringify(toDraft(this.rule.definition)) !== JSON.stringify(this._draft);
  }

  private _change(change: Partial<RuleDraft>): void {
    this._draft = { ...this._draft, ...change };
    this._error = null;
    if (this._problems.length > 0) this._problems = invalidFields(this._draft);
  }

  private _handleKind(event: Event): void {
    this._change(withKind(this._draft, enteredIn(event) as Kind));
    this._problems = [];
  }

  private _handleActionChoice(event: Event): void {
    this._change({ action: enteredIn(event) as Action });
  }

  private _handleResult(result: Result, event: Event): void {
    const { checked } = event.target as HTMLInputElement;
    const others = this._draft.results.filter((each) => each !== result);
    this._change({
      results: RESULTS.filter((each) => others.includes(each) || (checked && each === result)),
    });
  }

  private _handleBack(): void {
    this._tried = null;
    this._error = null;
    void this._keepFocus();
  }

  /** The button that was pressed may be gone: keys would be lost. */
  private async _keepFocus(): Promise<void> {
    await this.updateComplete;
    if (this.shadowRoot!.activeElement === null)
      this.renderRoot.querySelector<HTMLElement>('.foot .filled')?.focus();
  }

  private async _handleSubmit(event: Event): Promise<void> {
    event.preventDefault();
    if (this._busy !== null || this._tried !== null) return;
    this._problems = invalidFields(this._draft);
    if (this._problems.length > 0) return this._showProblem();
    await this._try();
  }

  private async _showProblem(): Promise<void> {
    await this.updateComplete;
    const field = this.renderRoot.querySelector('.field:has(> .error)');
    field?.querySelector<LitElement>('wa-number-input, wa-checkbox')?.focus();
  }

  private async _try(): Promise<void> {
    this._busy = 'checking';
    this._error = null;
    void this._keepFocus();
    try {
      const { id } = await this._save(toDefinition(this._draft));
      const { signal } = this._closing;
      this._tried = await rulesApi.tryRule({ params: { id }, signal });
    } catch (error) {
      if (!this._closing.signal.aborted) this._error = describeError(error, this.t);
    } finally {
      this._busy = null;
      void this._keepFocus();
    }
  }

  /** A changed one is switched off until it has been tried. */
  private async _save(definition: RuleDefinition): Promise<WireRule> {
    if (this.rule === null) this.rule = await rulesApi.createRule({ body: { definition } });
    else if (this._isChanged)
      this.rule = await rulesApi.updateRule({
        params: { id: this.rule.id },
        body: { definition, enabled: false },
      });
    return this.rule;
  }

  private async _handleSwitchOn(): Promise<void> {
    const { id, definition } = this.rule!;
    this._busy = 'saving';
    try {
      await rulesApi.updateRule({ params: { id }, body: { definition, enabled: true } });
      showToast(ruleTexts(this.t).switchedOn);
      this.close();
    } catch (error) {
      this._error = describeError(error, this.t);
    } finally {
      this._busy = null;
      void this._keepFocus();
    }
  }

  static override styles = [dialogStyles, ruleRowStyles, ruleDialogStyles];
}

function enteredIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

function numberOf(event: Event): number {
  const text = enteredIn(event);
  return text === '' ? Number.NaN : Number(text);
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-rule-dialog': PtRuleDialog;
  }
}
