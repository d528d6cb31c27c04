import type { BulkDeleteResult } from '../api/timelapses.ts';
import { showToast, type ToastAction } from '../components/toasts.ts';
import type { WireTimelapse } from '../contract.ts';
import { openConfirm } from '../confirm/index.ts';
import { openEdit } from '../editing/index.ts';
import { language } from '../i18n/language.ts';
import { openLink } from '../linking/index.ts';
import { openLog } from '../log/index.ts';
import type { Action } from '../util/card-actions.ts';
import { canBeRestored, mayDeleteSource } from '../util/clean-up.ts';
import { Collection } from '../util/collection.ts';
import { formatNumber } from '../util/format-number.ts';
import { downloadUrl } from '../util/media-urls.ts';
import { titleOf } from '../util/title-of.ts';
import { deleteManyQuestion, deleteQuestion } from './delete-question.ts';
import type { Page } from './page.ts';
import { tellError } from './tell-error.ts';

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
      tellError(error);
    }
  }

  /** Deletes several after asking once; says whether it was done. */
  async deleteMany(ids: readonly string[]): Promise<boolean> {
    const { byId } = this._page.timelapses.records.state;
    return this.deleteChosen(ids.map((id) => byId.get(id)).filter((one) => one !== undefined));
  }

  /**
   * Deletes these after asking once.
   *
   * @param decided whether the frames go too, where that was asked before
   * @returns whether it was done
   */
  async deleteChosen(
    chosen: readonly WireTimelapse[],
    decided?: { deleteSource: boolean },
  ): Promise<boolean> {
    const answer = await openConfirm(deleteManyQuestion(chosen, language.state, decided?.deleteSource));
    if (answer === null) return false;
    const deleteSource = decided?.deleteSource ?? answer.option;
    try {
      await this._whileBusy(
        chosen.map(({ id }) => id),
        () => this._deleteAll(chosen, deleteSource),
      );
      return true;
    } catch (error) {
      tellError(error);
      return false;
    }
  }

  /** Frames are only taken along where they may be; the server refuses the whole timelapse otherwise. */
  private async _deleteAll(chosen: readonly WireTimelapse[], deleteSource: boolean): Promise<void> {
    const takesSource = (one: WireTimelapse): boolean => deleteSource && mayDeleteSource(one);
    const withSource = chosen.filter(takesSource);
    const alone = chosen.filter((one) => !takesSource(one));
    const results: BulkDeleteResult[] = [];
    for (const [group, source] of [
      [withSource, true],
      [alone, false],
    ] as const) {
      const ids = group.map(({ id }) => id);
      if (ids.length > 0) results.push(await this._page.timelapses.deleteMany(ids, source));
    }
    const errors = results.flatMap((result) => result.errors);
    const failed = new Set(errors.map(({ id }) => id));
    const { texts, tag } = language.state;
    const deleted = chosen.length - failed.size;
    const back = alone.filter((one) => !failed.has(one.id) && canBeRestored(one, false));
    if (deleted > 0)
      showToast(texts.deleted_many(deleted, formatNumber(deleted, tag)), 'info', this._undo(back));
    if (errors.length > 0) {
      const count = texts.delete_some_failed(errors.length, formatNumber(errors.length, tag));
      const [{ code, message }] = errors as [(typeof errors)[number]];
      showToast(`${count}: ${texts.refused[code] ?? message}`, 'error');
    }
  }

  /** The way back from a deletion, where there is one. */
  private _undo(deleted: readonly WireTimelapse[]): ToastAction | null {
    if (deleted.length === 0) return null;
    return { label: language.state.texts.undo, run: () => void this._restore(deleted) };
  }

  private async _restore(deleted: readonly WireTimelapse[]): Promise<void> {
    const { texts, tag } = language.state;
    try {
      for (const { id } of deleted) await this._page.timelapses.restore(id);
      const [first] = deleted;
      showToast(
        deleted.length === 1 && first !== undefined
          ? texts.restored(titleOf(first))
          : texts.restored_many(deleted.length, formatNumber(deleted.length, tag)),
      );
    } catch (error) {
      tellError(error);
    }
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
        return this._whileBusy([id], () => timelapses.process(id));
      case 'cancel':
        return this._whileBusy([id], () => timelapses.cancel(id));
      case 'pin':
        return timelapses.pin(id, !timelapse.pinned);
      case 'download':
        return download(timelapse);
      case 'share':
        return this._share(timelapse);
      case 'edit':
        return openEdit(timelapse, timelapses);
      case 'link':
        return openLink(timelapse.id, this._page);
      case 'log':
        return openLog(timelapse);
      case 'delete':
        return this._delete(timelapse);
    }
  }

  private async _share(timelapse: WireTimelapse): Promise<void> {
    const { texts } = language.state;
    const { shareVideo } = await import('../player/share-video.ts');
    await shareVideo(timelapse, (share) =>
      showToast(texts.share_ready(titleOf(timelapse)), 'info', {
        label: texts.action.share,
        run: () => void share(),
      }),
    );
  }

  private async _delete(timelapse: WireTimelapse): Promise<void> {
    const answer = await openConfirm(deleteQuestion(timelapse, language.state));
    if (answer === null) return;
    await this._whileBusy([timelapse.id], () => this._page.timelapses.delete(timelapse.id, answer.option));
    const undo = canBeRestored(timelapse, answer.option) ? this._undo([timelapse]) : null;
    showToast(language.state.texts.deleted(titleOf(timelapse)), 'info', undo);
  }

  private async _whileBusy(busy: readonly string[], work: () => Promise<void>): Promise<void> {
    this.busy.update((ids) => new Set([...ids, ...busy]));
    try {
      await work();
    } finally {
      const done = new Set(busy);
      this.busy.update((ids) => new Set([...ids].filter((id) => !done.has(id))));
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
