import type { WireTimelapse } from '../contract.ts';
import type { ConfirmQuestion } from '../components/pt-confirm-dialog.ts';
import type { Language } from '../i18n/language.ts';
import { wholeDictionary, type WholeLanguage } from '../i18n/whole-dictionary.ts';
import { freedBytes, mayDeleteSource, sourceBytes } from '../timelapse/clean-up.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { titleOf } from '../timelapse/title-of.ts';

/** Frames are only offered if there is a finished video. @param trashDays 0 = videos are deleted at once */
export function deleteQuestion(
  timelapse: WireTimelapse,
  { texts: shown, tag }: Language,
  trashDays: number,
): ConfirmQuestion {
  const texts = wholeDictionary(shown);
  const { status, video_exists, source_size_bytes } = timelapse;
  const title = titleOf(timelapse);
  const parts = [
    video_exists ? texts.delete_text(title) : texts.delete_text_no_video(title),
    status === 'processing' ? texts.delete_text_running : null,
    video_exists ? lastPlace(trashDays, { texts, tag }) : null,
  ];
  const question = {
    title: texts.delete_title,
    text: parts.filter((part) => part !== null).join(' '),
    confirm: texts.action.delete,
  };
  return mayDeleteSource(timelapse)
    ? { ...question, option: texts.delete_source(formatBytes(source_size_bytes, tag)) }
    : question;
}

export function deleteFramesQuestion(
  timelapses: readonly WireTimelapse[],
  { texts: shown, tag }: Language,
): ConfirmQuestion {
  const texts = wholeDictionary(shown);
  const frames = timelapses.reduce((sum, timelapse) => sum + sourceBytes(timelapse), 0);
  return {
    title: texts.frames_delete_title(timelapses.length, formatNumber(timelapses.length, tag)),
    text: texts.frames_delete_text(formatBytes(frames, tag)),
    confirm: texts.frames_delete,
  };
}

/** @param deleteSource decided before; undefined = offered here */
export function deleteManyQuestion(
  timelapses: readonly WireTimelapse[],
  { texts: shown, tag }: Language,
  { trashDays, deleteSource }: { trashDays: number; deleteSource?: boolean | undefined },
): ConfirmQuestion {
  const texts = wholeDictionary(shown);
  const pinned = timelapses.filter((timelapse) => timelapse.pinned).length;
  const frames = timelapses.reduce((sum, timelapse) => sum + sourceBytes(timelapse), 0);
  const size = formatBytes(freedBytes(timelapses, deleteSource === true), tag);
  const parts = [
    deleteSource === true ? texts.delete_many_with_source(size) : texts.delete_many_text(size),
    pinned === 0 ? null : texts.delete_many_pinned(pinned, formatNumber(pinned, tag)),
    timelapses.some((each) => each.video_exists) ? lastPlace(trashDays, { texts, tag }) : null,
  ];
  const question = {
    title: texts.delete_many_title(timelapses.length, formatNumber(timelapses.length, tag)),
    text: parts.filter((part) => part !== null).join(' '),
    confirm: texts.action.delete,
  };
  if (deleteSource !== undefined || frames === 0) return question;
  return { ...question, option: texts.delete_sources(formatBytes(frames, tag)) };
}

function lastPlace(trashDays: number, { texts, tag }: WholeLanguage): string {
  return trashDays === 0 ? texts.delete_final : texts.delete_trash(trashDays, formatNumber(trashDays, tag));
}
