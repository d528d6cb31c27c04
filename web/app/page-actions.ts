import { showToast, type ToastAction } from '../components/toasts.ts';
import type { RefusalCode, WireBulkDeleteResult, WireTimelapse } from '../contract.ts';
import { confirm } from '../components/confirm.ts';
import { loadForDialog, openDialog } from '../components/open-dialog.ts';
import { language } from '../i18n/language.ts';
import type { Action } from '../timelapse/card-actions.ts';
import { canBeRestored, mayDeleteSource } from '../timelapse/clean-up.ts';
import { Collection } from '../state/collection.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { downloadUrl } from '../timelapse/media-urls.ts';
import { startDownload } from '../util/start-download.ts';
import { titleOf } from '../timelapse/title-of.ts';
import type { TimelapseActions } from '../page/actions.ts';
import type { Page } from '../page/page.ts';
import { reportError } from '../page/report-error.ts';

/** Loaded when something is to be deleted. */
const questions = () => loadForDialog(() => import('./delete-question.ts'));

/** Carries out what users ask for, and reports failures. */
export class PageActions implements TimelapseActions {
  readonly busy = new Collection<ReadonlySet<string>>(new Set());
  readonly #page: Omit<Page, 'actions'>;

  constructor(page: Omit<Page, 'actions'>) {
    this.#page = page;
  }

  async run(action: Action, id: string): Promise<void> {
    const timelapse = this.#page.timelapses.records.state.byId.get(id);
    if (timelapse === undefined) return;
    try {
      await this.#run(action, timelapse);
    } catch (error) {
      reportError(error);
    }
  }

  async deleteMany(ids: readonly string[]): Promise<boolean> {
    const { byId } = this.#page.timelapses.records.state;
    return this.deleteChosen(ids.map((id) => byId.get(id)).filter((one) => one !== undefined));
  }

  async deleteChosen(
    chosen: readonly WireTimelapse[],
    decided?: { deleteSource: boolean },
  ): Promise<boolean> {
    const { deleteManyQuestion } = await questions();
    const asked = { trashDays: this.#trashDays, deleteSource: decided?.deleteSource };
    const answer = await confirm(deleteManyQuestion(chosen, language.state, asked));
    if (answer === null) return false;
    const deleteSource = decided?.deleteSource ?? answer.option;
    try {
      await this.#whileBusy(
        chosen.map(({ id }) => id),
        () => this.#deleteAll(chosen, deleteSource),
      );
      return true;
    } catch (error) {
      reportError(error);
      return false;
    }
  }

  async deleteFrames(chosen: readonly WireTimelapse[]): Promise<boolean> {
    const { texts, tag } = language.state;
    const { deleteFramesQuestion } = await questions();
    if ((await confirm(deleteFramesQuestion(chosen, language.state))) === null) return false;
    const ids = chosen.map(({ id }) => id);
    try {
      await this.#whileBusy(ids, async () => {
        const { deleted, freed_bytes, errors } = await this.#page.timelapses.deleteFrames(ids);
        if (deleted > 0) showToast(texts.frames_deleted(formatBytes(freed_bytes, tag)));
        this.#reportFailed(errors, texts.frames_delete_failed);
      });
      return true;
    } catch (error) {
      reportError(error);
      return false;
    }
  }

  /** Only includes frames that may be deleted; otherwise the server rejects the whole timelapse. */
  async #deleteAll(chosen: readonly WireTimelapse[], deleteSource: boolean): Promise<void> {
    const takesSource = (one: WireTimelapse): boolean => deleteSource && mayDeleteSource(one);
    const withSource = chosen.filter(takesSource);
    const alone = chosen.filter((one) => !takesSource(one));
    const results: WireBulkDeleteResult[] = [];
    for (const [group, source] of [
      [withSource, true],
      [alone, false],
    ] as const) {
      const ids = group.map(({ id }) => id);
      if (ids.length > 0) results.push(await this.#page.timelapses.deleteMany(ids, source));
    }
    const errors = results.flatMap((result) => result.errors);
    const failed = new Set(errors.map(({ id }) => id));
    const { texts, tag } = language.state;
    const deleted = chosen.length - failed.size;
    const back = chosen.filter(
      (one) => !failed.has(one.id) && canBeRestored(one, takesSource(one), this.#trashDays),
    );
    if (deleted > 0)
      showToast(texts.deleted_many(deleted, formatNumber(deleted, tag)), 'info', this.#undo(back));
    this.#reportFailed(errors, texts.delete_some_failed);
  }

  /** How many failed, and the reason of the first. */
  #reportFailed(
    errors: WireBulkDeleteResult['errors'],
    say: (count: number, formatted: string) => string,
  ): void {
    const [first] = errors;
    if (first === undefined) return;
    const { texts, tag } = language.state;
    const count = say(errors.length, formatNumber(errors.length, tag));
    showToast(`${count}: ${texts.refused[first.code as RefusalCode] ?? first.message}`, 'error');
  }

  #undo(deleted: readonly WireTimelapse[]): ToastAction | null {
    if (deleted.length === 0) return null;
    return { label: language.state.texts.undo, run: () => void this.#restore(deleted) };
  }

  async #restore(deleted: readonly WireTimelapse[]): Promise<void> {
    try {
      const { restoreAll } = await import('./restore-all.ts');
      await restoreAll(deleted, this.#page.timelapses);
    } catch (error) {
      reportError(error);
    }
  }

  /** Without frames, the video itself can still be cut. */
  async #edit(timelapse: WireTimelapse): Promise<void> {
    if (timelapse.source_missing || timelapse.origin === 'video')
      await openDialog(() => import('../cutting/pt-cut-dialog.ts'), 'pt-cut-dialog', { timelapse });
    else await openDialog(() => import('../recipe/pt-recipe-dialog.ts'), 'pt-recipe-dialog', { timelapse });
  }

  async #run(action: Action, timelapse: WireTimelapse): Promise<void> {
    const { id } = timelapse;
    const { timelapses, router } = this.#page;
    switch (action) {
      case 'play':
        return router.openTimelapse(id);
      case 'process':
      case 'retry':
      case 'render_again':
        return this.#whileBusy([id], () => timelapses.process(id));
      case 'cancel':
        return this.#whileBusy([id], () => timelapses.cancel(id));
      case 'pin':
        return timelapses.pin(id, !timelapse.pinned);
      case 'download':
        return startDownload(downloadUrl(timelapse));
      case 'share':
        return void (await openDialog(() => import('../sharing/pt-share-dialog.ts'), 'pt-share-dialog', {
          timelapse,
        }));
      case 'recipe':
        return this.#edit(timelapse);
      case 'edit':
        return void (await openDialog(() => import('../editing/pt-edit-dialog.ts'), 'pt-edit-dialog', {
          timelapse,
          timelapses,
        }));
      case 'link':
        return void (await openDialog(() => import('../linking/pt-link-dialog.ts'), 'pt-link-dialog', {
          timelapseId: id,
        }));
      case 'archive':
      case 'unarchive':
        return this.#whileBusy([id], () => this.#moveVideo(id, action));
      case 'log':
        return void (await openDialog(() => import('../log/pt-log-dialog.ts'), 'pt-log-dialog', {
          timelapse,
        }));
      case 'delete':
        return this.#delete(timelapse);
    }
  }

  async #moveVideo(id: string, way: 'archive' | 'unarchive'): Promise<void> {
    const { moveVideo } = await import('../api/archive.ts');
    this.#page.timelapses.put(await moveVideo(id, way));
  }

  get #trashDays(): number {
    return this.#page.system.state.state.stats?.trash_days ?? 0;
  }

  async #delete(timelapse: WireTimelapse): Promise<void> {
    const { deleteQuestion } = await questions();
    const answer = await confirm(deleteQuestion(timelapse, language.state, this.#trashDays));
    if (answer === null) return;
    await this.#whileBusy([timelapse.id], () => this.#page.timelapses.delete(timelapse.id, answer.option));
    const isBack = canBeRestored(timelapse, answer.option, this.#trashDays);
    const undo = isBack ? this.#undo([timelapse]) : null;
    showToast(language.state.texts.deleted(titleOf(timelapse)), 'info', undo);
  }

  async #whileBusy(busy: readonly string[], work: () => Promise<void>): Promise<void> {
    this.busy.update((ids) => new Set([...ids, ...busy]));
    try {
      await work();
    } finally {
      const done = new Set(busy);
      this.busy.update((ids) => new Set([...ids].filter((id) => !done.has(id))));
    }
  }
}
