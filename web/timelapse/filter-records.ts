import type { WireTimelapse } from '../contract.ts';
import type { Age, GalleryFilter } from '../state/route.ts';
import { serverNow } from '../state/server-clock.ts';
import { titleOf } from './title-of.ts';

const DAY_MS = 86_400_000;

export function filterRecords(
  records: Iterable<WireTimelapse>,
  filter: GalleryFilter,
  now: number = serverNow(),
): WireTimelapse[] {
  const words = filter.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const passed = [...records].filter((record) => passes(record, filter, now) && matches(record, words));
  return passed.sort(comparator(filter.sort));
}

function passes(record: WireTimelapse, filter: GalleryFilter, now: number): boolean {
  const { status, pinned, linked, age, printer } = filter;
  if (status !== null && record.status !== status) return false;
  if (pinned !== null && record.pinned !== pinned) return false;
  if (linked !== null && (record.job_id !== null) !== linked) return false;
  if (printer !== null && record.printer !== printer) return false;
  return age === null || hasAge(record, age, now);
}

/** By when the video was made, else by when the folder was found. */
function hasAge(record: WireTimelapse, age: Age, now: number): boolean {
  const days = (now - Date.parse(record.processing_completed_at ?? record.created_at)) / DAY_MS;
  switch (age) {
    case 'week':
      return days < 7;
    case 'month':
      return days < 30;
    case 'older':
      return days >= 30;
  }
}

/** Every word must occur in one of the names. */
function matches(record: WireTimelapse, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const names = namesOf(record);
  return words.every((word) => names.includes(word));
}

const namesByRecord = new WeakMap<WireTimelapse, string>();

/** Cached, since every key typed asks for all records. */
function namesOf(record: WireTimelapse): string {
  const known = namesByRecord.get(record);
  if (known !== undefined) return known;
  const { title, folder_name, linked_job_name, printer, notes } = record;
  const names = [title, folder_name, linked_job_name, printer, notes].join('\n').toLocaleLowerCase();
  namesByRecord.set(record, names);
  return names;
}

type Compare = (a: WireTimelapse, b: WireTimelapse) => number;

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const COMPARE: Record<string, Compare> = {
  // Times on the wire are in UTC in one format, so they sort as text.
  created: (a, b) => compareText(a.created_at, b.created_at),
  duration: (a, b) => (a.video_duration ?? -1) - (b.video_duration ?? -1),
  size: (a, b) => (a.file_size_bytes ?? -1) - (b.file_size_bytes ?? -1),
  name: (a, b) => names.compare(titleOf(a), titleOf(b)),
};

function comparator(sort: GalleryFilter['sort']): Compare {
  const reverse = sort.startsWith('-');
  const compare = COMPARE[reverse ? sort.slice(1) : sort]!;
  const sign = reverse ? -1 : 1;
  // Ties are ordered by id, so that the order is stable.
  return (a, b) => sign * compare(a, b) || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
