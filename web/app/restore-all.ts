import type { TimelapseCollection } from '../api/timelapses.ts';
import { eachOf } from '../bulk/each-of.ts';
import { openDialog } from '../components/open-dialog.ts';
import { showToast } from '../components/toasts.ts';
import type { WireTimelapse } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { language } from '../i18n/language.ts';
import { titleOf } from '../timelapse/title-of.ts';

/** Reports how many came back from the trash, and which did not and why. @throws ApiError if it was the only one */
export async function restoreAll(
  deleted: readonly WireTimelapse[],
  timelapses: TimelapseCollection,
): Promise<void> {
  const { done, failed } = await eachOf(deleted, ({ id }) => timelapses.restore(id));
  const { texts, tag } = language.state;
  const [first] = deleted;
  if (deleted.length === 1 && first !== undefined) {
    if (failed[0] !== undefined) throw failed[0].error;
    showToast(texts.restored(titleOf(first)));
    return;
  }
  if (done.length > 0) showToast(texts.restored_many(done.length, formatNumber(done.length, tag)));
  if (failed.length > 0)
    await openDialog(() => import('../bulk/pt-failures-dialog.ts'), 'pt-failures-dialog', {
      failed,
      all: done.length === 0,
    });
}
