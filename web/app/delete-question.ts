import type { WireTimelapse } from '../contract.ts';
import type { ConfirmQuestion } from '../components/pt-confirm-dialog.ts';
import type { Language } from '../i18n/language.ts';
import { freedBytes, mayDeleteSource, sourceBytes } from '../timelapse/clean-up.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import { titleOf } from '../timelapse/title-of.ts';

/** Frames are only offered if there is a finished video. */
export function deleteQuestion(timelapse: WireTimelapse, { texts, tag }: Language): ConfirmQuestion {
  const { status, video_exists, source_size_bytes } = timelapse;
  const title = titleOf(timelapse);
  const text = video_exists ? texts.delete_text(title) : texts.delete_text_no_video(title);
  const question = {
    title: texts.delete_title,
    text: status === 'processing' ? `${text} ${texts.delete_text_running}` : text,
    confirm: texts.action.delete,
  };
  return mayDeleteSource(timelapse)
    ? { ...question, option: texts.delete_source(formatBytes(source_size_bytes, tag)) }
    : question;
}

export function deleteFramesQuestion(
  timelapses: readonly WireTimelapse[],
  { texts, tag }: Language,
): ConfirmQuestion {
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
  { texts, tag }: Language,
  deleteSource?: boolean,
): ConfirmQuestion {
  const pinned = timelapses.filter((timelapse) => timelapse.pinned).length;
  const frames = timelapses.reduce((sum, timelapse) => sum + sourceBytes(timelapse), 0);
  const size = formatBytes(freedBytes(timelapses, deleteSource === true), tag);
  const parts = [
    deleteSource === true ? texts.delete_many_with_source(size) : texts.delete_many_text(size),
    pinned === 0 ? null : texts.delete_many_pinned(pinned, formatNumber(pinned, tag)),
  ];
  const question = {
    title: texts.delete_many_title(timelapses.length, formatNumber(timelapses.length, tag)),
    text: parts.filter((part) => part !== null).join(' '),
    confirm: texts.action.delete,
  };
  if (deleteSource !== undefined || frames === 0) return question;
  return { ...question, option: texts.delete_sources(formatBytes(frames, tag)) };
}
