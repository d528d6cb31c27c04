import { consume } from '@lit/context';
import { mdiImageOffOutline, mdiRestore } from '@mdi/js';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hasNoFrames } from '../api/recipes.ts';
import { confirm } from '../components/confirm.ts';
import { openDialog } from '../components/open-dialog.ts';
import '../components/pt-empty.ts';
import '../components/pt-icon.ts';
import { requestError } from '../components/request-error.ts';
import { showToast } from '../components/toasts.ts';
import type { WireTimelapse } from '../contract.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { dialogStyles } from '../styles/dialog-parts.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { findDeep } from '../util/find-deep.ts';
import { GuardedDialog } from './guarded-dialog.ts';
import { presetName } from './preset-name.ts';
import { problemsByField } from './problems-by-field.ts';
import './pt-recipe-editor.ts';
import { recipeDialogStyles } from './pt-recipe-dialog-styles.ts';
import './pt-recipe-result.ts';
import type { RecipeDraft } from './recipe-draft.ts';
import { RecipeSession } from './recipe-session.ts';
import { type RecipeSummary, summarize } from './recipe-summary.ts';
import { recipeTexts } from './recipe-texts.ts';
import { labelOf } from './refusal.ts';

/** Edits how the video of one timelapse is made. */
@customElement('pt-recipe-dialog')
export class PtRecipeDialog extends GuardedDialog {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @property({ attribute: false }) timelapse!: WireTimelapse;

  private _session!: RecipeSession;
  private _summary: RecipeSummary | null = null;

  private readonly _recipe = new CollectionController(this, () => this._session.state);

  override connectedCallback(): void {
    this._session = new RecipeSession(this.timelapse.id);
    super.connectedCallback();
    void this._read();
  }

  override willUpdate(): void {
    this._summary = summarize(this._recipe.value, this._session.preset);
  }

  override render() {
    const title = recipeTexts(this.t).title(titleOf(this.timelapse));
    return this.renderGuarded(title, this._renderContent());
  }

  protected override get isChanged(): boolean {
    return this._session.isChanged;
  }

  private _renderContent() {
    const { failed } = this._recipe.value;
    const texts = recipeTexts(this.t);
    if (hasNoFrames(failed)) return this._renderGone();
    if (failed !== null)
      return requestError(texts.loadError, describeError(failed, this.t), () => this._read(), this.t);
    if (this._summary === null) return html`<p class="wait" role="status">${this.t.wait}</p>`;
    return html`<pt-recipe-editor
        .timelapseId=${this.timelapse.id}
        .recipe=${this._recipe.value}
        .preset=${this._session.preset}
        .summary=${this._summary}
        .steady=${this.timelapse.frames_chosen !== null}
        .problems=${this._problems}
        @pt-draft=${(event: CustomEvent<RecipeDraft>) => this._session.change(event.detail)}
        @pt-preset-save=${this._handlePresetSave}
        @pt-preset-delete=${this._handlePresetDelete}
      >
        ${this._renderReset()}
      </pt-recipe-editor>
      ${this._renderFoot(this._summary)}`;
  }

  private _renderGone() {
    const texts = recipeTexts(this.t);
    return html`<pt-empty .icon=${mdiImageOffOutline} .heading=${texts.gone} .text=${texts.goneText}>
      <button class="button filled" @click=${this.close}>${this.t.close}</button>
    </pt-empty>`;
  }

  private _renderReset() {
    const { saved, draft } = this._recipe.value;
    if (Object.keys({ ...saved, ...draft }).length === 0) return nothing;
    return html`<button class="button destroys" ?disabled=${this.busy} @click=${this._handleReset}>
      <pt-icon .path=${mdiRestore}></pt-icon>${recipeTexts(this.t).reset}
    </button>`;
  }

  private _renderFoot(summary: RecipeSummary) {
    const isUnchanged = !this._session.isChanged;
    return html`<div class="foot">
      <pt-recipe-result .timelapse=${this.timelapse} .summary=${summary}></pt-recipe-result>
      <button class="button" ?disabled=${this.busy || isUnchanged} @click=${this._handleSave}>
        ${this.t.save}
      </button>
      <button class="button filled" ?disabled=${this.busy} @click=${this._handleRender}>
        ${recipeTexts(this.t).render}
      </button>
    </div>`;
  }

  private get _problems(): ReadonlyMap<string, string> {
    const { draft, refused } = this._recipe.value;
    return problemsByField({ draft, refused, used: this._summary?.used ?? 1 }, this.t, this.tag);
  }

  private _read(): Promise<void> {
    return this._session.read(this.timelapse.job_id);
  }

  private async _handleSave(): Promise<void> {
    if (await this._save()) showToast(recipeTexts(this.t).saved);
  }

  private async _handleRender(): Promise<void> {
    if (!(await this._save())) return;
    await this.whileBusy(async () => {
      await this.page.timelapses.process(this.timelapse.id);
      showToast(recipeTexts(this.t).rendering);
      this.close();
    });
  }

  private async _save(): Promise<boolean> {
    if (!this._reportProblem()) return false;
    if (!this._session.isChanged) return true;
    return (await this.whileBusy(() => this._session.save())) === true && this._reportProblem();
  }

  /** Names the field and brings it into sight. @returns whether there is none */
  private _reportProblem(): boolean {
    const [first] = this._problems;
    if (first === undefined) return true;
    const [field, problem] = first;
    const texts = recipeTexts(this.t);
    showToast(texts.atField(labelOf(field, texts), problem), 'error');
    // A new one is drawn first.
    requestAnimationFrame(() => {
      findDeep(this.renderRoot, '.problem:not(:empty)')?.scrollIntoView({ block: 'center' });
    });
    return false;
  }

  private async _handleReset(): Promise<void> {
    const texts = recipeTexts(this.t);
    const question = { title: texts.resetTitle, text: texts.resetText, confirm: texts.reset };
    if ((await confirm(question)) === null) return;
    await this.whileBusy(async () => {
      await this._session.reset();
      showToast(texts.resetDone);
    });
  }

  private async _handlePresetSave(): Promise<void> {
    await openDialog(() => import('./pt-preset-dialog.ts'), 'pt-preset-dialog', {
      save: (name) => this._session.savePreset(name),
    }).catch(reportError);
  }

  private async _handlePresetDelete(): Promise<void> {
    const { preset } = this._session;
    if (preset === null) return;
    const texts = recipeTexts(this.t);
    const name = presetName(preset, texts);
    const question = {
      title: texts.presetDeleteTitle(name),
      text: texts.presetDeleteText,
      confirm: this.t.action.delete,
    };
    if ((await confirm(question)) === null) return;
    await this.whileBusy(async () => {
      await this._session.deletePreset(preset);
      showToast(texts.presetDeleted(name));
    });
  }

  static override styles = [dialogStyles, recipeDialogStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-recipe-dialog': PtRecipeDialog;
  }
}
