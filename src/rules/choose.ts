import type { RuleDefinition } from '../shared/rules.ts';
import type { Amount } from './rule.ts';

const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;
/** A library that is younger says nothing about a month. */
const MIN_SPAN_DAYS = 7;
const MIN_WINDOW_DAYS = 14;
const MAX_WINDOW_DAYS = 90;

/** A timelapse with a video, as far as rules need it. */
export interface LibraryItem {
  id: string;
  title: string;
  isCompleted: boolean;
  pinned: boolean;
  /** In an archive, or on its way there or back. */
  isArchived: boolean;
  /** The archive that its video is in; null = it is not. */
  archiveFolder: string | null;
  /** Milliseconds since 1970. */
  madeAt: number;
  videoPath: string;
  /** With its copies, without what is in an archive or on its way there. */
  videoBytes: number;
  /** Of these, what an archive takes: copies stay. */
  archivableBytes: number;
  framesBytes: number;
  /** They are there, are those of the video, and no more of them are being taken. */
  hasFrames: boolean;
  /** More frames of it are being taken. */
  isBeingTaken: boolean;
  /** It was made from frames, which may be gone by now. */
  isOfFrames: boolean;
  /** So many frames were left out that it may have to be made again. */
  manyLeftOut: boolean;
  /** Null = it belongs to no print job. */
  printResult: string | null;
}

export interface Choice extends LibraryItem {
  /** What goes. */
  bytes: number;
}

/** What a rule applies to; dry run and run use it alike. In the order in which it is applied: the oldest first. */
export function choose(definition: RuleDefinition, library: readonly LibraryItem[], now: number): Choice[] {
  const subjects = library.filter((item) => isSubject(definition, item, now)).toSorted(oldestFirst);
  const chosen =
    definition.kind === 'total_size'
      ? untilItFits(subjects, definition, sizeOf(library) - definition.max_bytes)
      : subjects;
  return chosen.map((item) => ({ ...item, bytes: bytesOf(definition, item) }));
}

/** Whether a rule may apply to this one, regardless of the others. */
export function isSubject(definition: RuleDefinition, item: LibraryItem, now: number): boolean {
  return (
    isOfItsKind(definition, item) &&
    !item.pinned &&
    !(item.isArchived && definition.action !== 'delete_frames') &&
    hasFramesFor(definition, item) &&
    isDue(definition, item, now)
  );
}

/** What it would do in a month, by what was made lately. Null = the library is too young. */
export function typicalMonth(
  definition: RuleDefinition,
  library: readonly LibraryItem[],
  now: number,
): Amount | null {
  const ages = library.map(({ madeAt }) => (now - madeAt) / DAY_MS);
  const oldest = Math.max(0, ...ages);
  if (oldest < MIN_SPAN_DAYS) return null;
  const span = Math.min(oldest, windowDays(definition));
  const recent = library.filter(({ madeAt }) => now - madeAt <= span * DAY_MS);
  const inMonth = ({ count, bytes }: Amount): Amount => ({
    count: Math.round((count * MONTH_DAYS) / span),
    bytes: Math.round((bytes * MONTH_DAYS) / span),
  });
  if (definition.kind === 'total_size')
    return overflow(definition, library, inMonth(amountOf(recent, sizeOfOne)), now);
  const matching = recent.filter((item) => !item.pinned && isOfItsKind(definition, item));
  return inMonth(amountOf(matching, (item) => bytesOf(definition, item)));
}

/** What is deleted by the rule itself must not be missing: younger ones are all there. */
function windowDays(definition: RuleDefinition): number {
  if (definition.kind === 'total_size') return MAX_WINDOW_DAYS;
  return Math.min(MAX_WINDOW_DAYS, Math.max(MIN_WINDOW_DAYS, definition.days));
}

/** Of a month's videos, those that no longer fit. */
function overflow(
  definition: Extract<RuleDefinition, { kind: 'total_size' }>,
  library: readonly LibraryItem[],
  made: Amount,
  now: number,
): Amount {
  const goes = choose(definition, library, now);
  const stays = sizeOf(library) - amountOf(goes, (item) => videoBytesThatGo(definition, item)).bytes;
  const over = Math.min(made.bytes, Math.max(0, stays + made.bytes - definition.max_bytes));
  const share = made.bytes === 0 ? 0 : over / made.bytes;
  return { count: Math.round(made.count * share), bytes: over };
}

/** Pinned ones count, but never go. */
function untilItFits(
  subjects: readonly LibraryItem[],
  definition: RuleDefinition,
  tooMuch: number,
): LibraryItem[] {
  let over = tooMuch;
  return subjects.filter((item) => {
    const bytes = videoBytesThatGo(definition, item);
    if (over <= 0 || bytes === 0) return false;
    over -= bytes;
    return true;
  });
}

function isOfItsKind(definition: RuleDefinition, item: LibraryItem): boolean {
  if (!item.isCompleted) return false;
  if (definition.kind === 'print_result' && !definition.results.some((result) => result === item.printResult))
    return false;
  return definition.action !== 'delete_frames' || (item.isOfFrames && !item.manyLeftOut);
}

function hasFramesFor({ action }: RuleDefinition, { hasFrames, framesBytes }: LibraryItem): boolean {
  return action !== 'delete_frames' || (hasFrames && framesBytes > 0);
}

function isDue(definition: RuleDefinition, { madeAt }: LibraryItem, now: number): boolean {
  return definition.kind === 'total_size' || now - madeAt >= definition.days * DAY_MS;
}

function bytesOf(definition: RuleDefinition, item: LibraryItem): number {
  const { action } = definition;
  if (action === 'delete_frames') return item.framesBytes;
  const ofFrames = action === 'delete_with_frames' && item.hasFrames ? item.framesBytes : 0;
  return videoBytesThatGo(definition, item) + ofFrames;
}

function videoBytesThatGo({ action }: RuleDefinition, item: LibraryItem): number {
  return action === 'archive' ? item.archivableBytes : item.videoBytes;
}

function sizeOfOne({ videoBytes }: LibraryItem): number {
  return videoBytes;
}

function sizeOf(library: readonly LibraryItem[]): number {
  return library.reduce((sum, { videoBytes }) => sum + videoBytes, 0);
}

function amountOf(items: readonly LibraryItem[], bytes: (item: LibraryItem) => number): Amount {
  return { count: items.length, bytes: items.reduce((sum, item) => sum + bytes(item), 0) };
}

function oldestFirst(a: LibraryItem, b: LibraryItem): number {
  return a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1);
}
