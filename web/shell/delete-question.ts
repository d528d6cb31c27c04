import type { WireTimelapse } from '../contract.ts';
import type { ConfirmQuestion } from '../confirm/index.ts';
import type { Language } from '../i18n/language.ts';
import { formatBytes } from '../util/format-bytes.ts';
import { formatNumber } from '../util/format-number.ts';
import { titleOf } from '../util/title-of.ts';

/** What is asked before a timelapse is deleted. Its frames are only on offer where a finished video stands for them. */
export function deleteQuestion(timelapse: WireTimelapse, { texts, tag }: Language): ConfirmQuestion {
  const { status, video_exists, source_missing, source_size_bytes } = timelapse;
  const title = titleOf(timelapse);
  const text = video_exists ? texts.delete_text(title) : texts.delete_text_no_video(title);
  const question = {
    title: texts.delete_title,
    text: status === 'processing' ? `${text} ${texts.delete_text_running}` : text,
    confirm: texts.action.delete,
  };
  const framesOnOffer = status === 'completed' && video_exists && !source_missing && source_size_bytes > 0;
  return framesOnOffer
    ? { ...question, option: texts.delete_source(formatBytes(source_size_bytes, tag)) }
    : question;
}

/** What is asked before several are deleted at once. */
export function deleteManyQuestion(
  timelapses: readonly WireTimelapse[],
  { texts, tag }: Language,
): ConfirmQuestion {
  const bytes = timelapses.reduce((sum, { file_size_bytes }) => sum + (file_size_bytes ?? 0), 0);
  const pinned = timelapses.filter((timelapse) => timelapse.pinned).length;
  const text = texts.delete_many_text(formatBytes(bytes, tag));
  return {
    title: texts.delete_many_title(timelapses.length, formatNumber(timelapses.length, tag)),
    text: pinned === 0 ? text : `${text} ${texts.delete_many_pinned(pinned, formatNumber(pinned, tag))}`,
    confirm: texts.action.delete,
  };
}
