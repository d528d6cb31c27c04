import { fillIn } from '../api/address.ts';
import { showToast } from '../components/toasts.ts';
import { MOST_ZIPPED, type WireTimelapse, zipRoutes } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import type { Language } from '../i18n/language.ts';
import { startDownload } from '../util/start-download.ts';
import { downloadTexts } from './download-texts.ts';

/** Those of the selection that have a video, as one archive. */
export function downloadZip(selected: readonly WireTimelapse[], { texts, tag }: Language): void {
  const words = downloadTexts(texts);
  const videos = selected.filter(({ video_exists: exists }) => exists);
  if (videos.length > MOST_ZIPPED) {
    showToast(words.tooMany(formatNumber(MOST_ZIPPED, tag)));
    return;
  }
  const left = selected.length - videos.length;
  if (left > 0) showToast(words.leftOut(left, formatNumber(left, tag)));
  const ids = videos.map(({ id }) => id).join(',');
  startDownload(fillIn(zipRoutes.downloadZip.path, { query: { ids } }));
}
