import { showToast } from '../components/toasts.ts';
import type { WireTimelapse } from '../contract.ts';
import { openConfirm } from '../confirm/index.ts';
import { language } from '../i18n/language.ts';
import { openLog } from '../log/index.ts';
import type { Action } from '../util/card-actions.ts';
import { Collection } from '../util/collection.ts';
import { formatNumber } from '../util/format-number.ts';
import { downloadUrl } from '../util/media-urls.ts';
import { titleOf } from '../util/title-of.ts';
import { deleteManyQuestion, deleteQuestion } from './delete-question.ts';
import { describeError } from './describe-error.ts';
import type { Page } from './page.ts';

/** Does what the user asks for one timelapse, and says when it did not work. */
export class TimelapseActions {
  /** Timelapses with a request under way. */
  readonly busy = new Collection<ReadonlySet<string>>(new Set());
  private readonly _page: Page;

  constructor(page: Page) {
    this._page = page;
  }

  async run(action: Action, id: string): Promise<void> {
    const timelapse = this._page.timelapses.records.state.byId.get(id);
    if (timelapse === undefined) return;
    try {
      await this._run(action, timelapse);
    } catch (error) {
      showToast(describeError(error, language.state.texts), 'error');
    }
  }

  /** Deletes several after asking once; says whether it was done. */
  async deleteMany(ids: readonly string[]): Promise<boolean> {
    const { timelapses } = this._page;
    const chosen = ids.map((id) => timelapses.records.state.byId.get(id)).filter((one) => one !== undefined);
    const answer = await openConfirm(deleteManyQuestion(chosen, language.state));
    if (answer === null) return false;
    let failed = 0;
    for (const { id } of chosen) {
      // One after another: every deletion takes files away, and a slow disk has nothing of a crowd.
      await this._whileBusy(id, () => timelapses.delete(id, false)).catch(() => {
        failed += 1;
      });
    }
    const { texts, tag } = language.state;
    const deleted = chosen.length - failed;
    if (deleted > 0) showToast(texts.deleted_many(deleted, formatNumber(deleted, tag)));
    if (failed > 0) showToast(texts.delete_some_failed(failed, formatNumber(failed, tag)), 'error');
    return true;
  }

  private async _run(action: Action, timelapse: WireTimelapse): Promise<void> {
    const { id } = timelapse;
    const { timelapses, router } = this._page;
    switch (action) {
      case 'play':
        return router.openTimelapse(id);
      case 'process':
      case 'retry':
      case 'render_again':
        return this._whileBusy(id, () => timelapses.process(id));
      case 'cancel':
        return this._whileBusy(id, () => timelapses.cancel(id));
      case 'pin':
        return timelapses.pin(id, !timelapse.pinned);
      case 'download':
        return download(timelapse);
      case 'log':
        return openLog(timelapse);
      case 'delete':
        return this._delete(timelapse);
    }
  }

  private async _delete(timelapse: WireTimelapse): Promise<void> {
    const answer = await openConfirm(deleteQuestion(timelapse, language.state));
    if (answer === null) return;
    await this._whileBusy(timelapse.id, () => this._page.timelapses.delete(timelapse.id, answer.option));
    showToast(language.state.texts.deleted(titleOf(timelapse)));
  }

  private async _whileBusy(id: string, work: () => Promise<void>): Promise<void> {
    this.busy.update((ids) => new Set(ids).add(id));
    try {
      await work();
    } finally {
      this.busy.update((ids) => new Set([...ids].filter((other) => other !== id)));
    }
  }
}

/** A link of the same frame, since apps around the page know what to do with an attachment but not with a new window. */
function download(timelapse: WireTimelapse): void {
  const link = document.createElement('a');
  link.href = downloadUrl(timelapse);
  link.download = '';
  link.click();
}
