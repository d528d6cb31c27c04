import type { WireTimelapse } from '../contract.ts';
import type { WholeLanguage } from '../i18n/whole-dictionary.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatClock } from '../format/format-clock.ts';
import { formatDateTime } from '../format/format-date-time.ts';
import { formatNumber } from '../format/format-number.ts';
import { fileNameOf } from '../timelapse/file-name-of.ts';
import { archiveTexts } from '../archive/archive-texts.ts';
import { originTexts } from './origin-texts.ts';

/** Unknown values are omitted. */
export function metadataRows(timelapse: WireTimelapse, { texts, tag }: WholeLanguage): [string, string][] {
  const { meta } = texts;
  const isVideo = timelapse.origin === 'video';
  const rows: [string, string | null][] = [
    [meta.made, present(timelapse.processing_completed_at, (at) => formatDateTime(at, tag))],
    [meta.length, present(timelapse.video_duration, formatClock)],
    [meta.size, present(timelapse.file_size_bytes, (bytes) => formatBytes(bytes, tag))],
    [meta.resolution, resolution(timelapse, { texts, tag })],
    [meta.frames, isVideo ? null : formatNumber(timelapse.image_count, tag)],
    [meta.dropped, timelapse.dropped_frames ? formatNumber(timelapse.dropped_frames, tag) : null],
    [meta.left_out, timelapse.frames_left_out ? formatNumber(timelapse.frames_left_out, tag) : null],
    [meta.job, timelapse.linked_job_name],
    [meta.printer, timelapse.printer],
    [meta.folder, isVideo || timelapse.title === null ? null : timelapse.folder_name],
    [archiveTexts(texts).label, timelapse.archive_folder],
    [originTexts(texts).file, isVideo ? fileNameOf(timelapse) : null],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}

function resolution({ width, height, fps }: WireTimelapse, { texts, tag }: WholeLanguage): string | null {
  if (width === null || height === null) return null;
  return texts.meta_resolution(String(width), String(height), fps === null ? '?' : formatNumber(fps, tag, 2));
}

function present<Value>(value: Value | null, format: (value: Value) => string): string | null {
  return value === null ? null : format(value);
}
