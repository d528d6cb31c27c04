import { html, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { confirm } from '../components/confirm.ts';
import { DialogElement } from '../components/dialog-element.ts';
import { showToast } from '../components/toasts.ts';
import { isMissingPart } from '../page/app-update.ts';
import { recipeTexts } from './recipe-texts.ts';
import { describeRefusal } from './refusal.ts';

/** Changes are never lost by accident: it asks before it closes, and so does the browser. */
export abstract class GuardedDialog extends DialogElement {
  @state() protected busy = false;

  private _mayLeave = false;

  protected abstract get isChanged(): boolean;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeunload', this._handleUnload);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this._handleUnload);
  }

  protected renderGuarded(title: string, content: unknown): TemplateResult {
    return html`<wa-dialog
      label=${title}
      .withoutHeader=${true}
      @wa-hide=${this._handleHide}
      @wa-after-hide=${this.handleAfterHide}
    >
      ${this.renderHeader(title)} ${content}
      <pt-toasts></pt-toasts>
    </wa-dialog>`;
  }

  /** Reports failures. @returns undefined after one */
  protected async whileBusy<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    this.busy = true;
    try {
      return await work();
    } catch (error) {
      if (!isMissingPart(error)) showToast(describeRefusal(error, this.t, this.tag), 'error');
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** Without a question. */
  protected leave(): void {
    this._mayLeave = true;
    this.close();
  }

  /** Escape and the close button come here too. */
  private _handleHide(event: Event): void {
    if (event.target !== this.dialog || this._mayLeave || !this.isChanged) return;
    event.preventDefault();
    void this._askToLeave();
  }

  private async _askToLeave(): Promise<void> {
    const texts = recipeTexts(this.t);
    const question = { title: texts.leaveTitle, text: texts.leaveText, confirm: texts.discard };
    if ((await confirm(question)) !== null) this.leave();
  }

  private readonly _handleUnload = (event: BeforeUnloadEvent): void => {
    if (this.isChanged) event.preventDefault();
  };
}
