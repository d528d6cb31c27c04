import { nameKeys } from '../lib/name-words.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import { compareNames, type NameKinship } from './compare-names.ts';
import { compareDates, type DateEvidence } from './date-evidence.ts';
import type { ParsedName } from './folder-name.ts';
import { findLesson, type Lesson } from './lesson.ts';
import { compareTimes, type FrameTimes, type TimeEvidence } from './time-evidence.ts';

export const LINK_SCORE = 80;

export interface FolderEvidence {
  name: ParsedName;
  /** Known from elsewhere than the name. */
  printer: string | null;
  frames: FrameTimes;
  /** Of folders of its kind, latest first. */
  lessons: readonly Lesson[];
}

export interface JobEvidence {
  job: PrintJob;
  names: readonly ParsedName[];
}

/** Negative points speak against the pairing. */
export interface MatchReason {
  code: string;
  points: number;
  text: string;
}

export interface Pairing {
  job: PrintJob;
  score: number;
  reasons: MatchReason[];
  /** Enough points, and of a kind that is conclusive. */
  linkable: boolean;
}

const EXACT_NAME = 100;
const FUZZY_NAME = 70;
/** A date in the name and frames taken during the print say the same, so they count once. */
const WHEN = 50;
const PRINTER = 30;
const PARTIAL_NAME = 30;
/** What the user did before is a hint, and never enough. */
const LEARNED = 20;
/** Any contradiction rules out a link. */
const DOUBT = -40;

/**
 * Adds points for what matches, up to 100, and subtracts 40 per contradiction, 20 for what the user refused before. Only a name is conclusive; without it,
 * frames must have been taken throughout the print, with a matching printer or some words, and no contradiction.
 */
export function scorePairing(folder: FolderEvidence, { job, names }: JobEvidence, now: number): Pairing {
  const kinship = compareNames(folder.name, names);
  const time = compareTimes(folder.frames, job, now);
  const dates = folder.name.dates.filter(({ text }) => !namesBear(names, text));
  const date = compareDates(dates, job);
  const printer = comparePrinters(folder, job);
  const reasons = [
    ...nameReasons(kinship, job),
    ...timeReasons(time),
    ...dateReasons(date, time, folder),
    ...printerReasons(printer, job),
    ...learnedReasons(folder, job),
  ];
  const sum = (test: (points: number) => boolean): number =>
    reasons.reduce((total, { points }) => (test(points) ? total + points : total), 0);
  const score = Math.max(
    0,
    Math.min(
      100,
      sum((points) => points > 0),
    ) + sum((points) => points < 0),
  );
  const sure = kinship === 'exact' || kinship === 'fuzzy';
  const covered = time === 'covers' && (printer === 'same' || kinship === 'partial');
  return { job, score, reasons, linkable: score >= LINK_SCORE && (sure || covered) };
}

/** A number that is part of the print's name is no date or counter. */
function namesBear(names: readonly ParsedName[], text: string): boolean {
  return names.some(({ dates }) => dates.some((date) => date.text === text));
}

function nameReasons(kinship: NameKinship, { name }: PrintJob): MatchReason[] {
  const nearly = reason('name_fuzzy', FUZZY_NAME, `The folder name is similar to the print "${name}".`);
  switch (kinship) {
    case 'exact':
      return [reason('name_exact', EXACT_NAME, `The folder name matches the print "${name}".`)];
    case 'fuzzy':
      return [nearly];
    case 'other_number':
      return [nearly, reason('name_other_number', DOUBT, 'But a number, version or part of it differs.')];
    case 'partial':
      return [reason('name_partial', PARTIAL_NAME, `The folder name shares words with the print "${name}".`)];
    case 'other':
      return [reason('name_other', DOUBT, `The folder name differs from the print "${name}".`)];
    case 'none':
      return [];
  }
}

function timeReasons(time: TimeEvidence): MatchReason[] {
  switch (time) {
    case 'covers':
      return [reason('time_covers', WHEN, 'The pictures were taken throughout the print.')];
    case 'during':
      return [reason('time_during', WHEN, 'The pictures were taken during the print.')];
    case 'before':
      return [reason('time_before', DOUBT, 'The pictures were taken before the print started.')];
    case 'after':
      return [reason('time_after', DOUBT, 'The pictures were taken after the print ended.')];
    case 'mostly_outside':
      return [reason('time_outside', DOUBT, 'Most pictures were taken outside the time of the print.')];
    case 'unknown':
      return [];
  }
}

function dateReasons(date: DateEvidence, time: TimeEvidence, { name }: FolderEvidence): MatchReason[] {
  const during = time === 'during' || time === 'covers';
  const written = name.dates.map(({ text }) => `"${text}"`).join(', ');
  const sentence = (end: string): string => `The date ${written} in the folder name ${end}.`;
  switch (date) {
    case 'same':
      return [reason('date_same', during ? 0 : WHEN, sentence('matches the print'))];
    case 'other':
      return [reason('date_other', DOUBT, sentence('does not match the print'))];
    case 'other_time':
      // The times of the pictures are more reliable than a clock set to another zone.
      return during
        ? []
        : [reason('date_other_time', DOUBT, sentence('has a different time of day than the print'))];
    case 'unknown':
      return [];
  }
}

function printerReasons(printer: 'same' | 'other' | 'unknown', job: PrintJob): MatchReason[] {
  switch (printer) {
    case 'same':
      return [reason('printer_same', PRINTER, `It was printed on ${job.printer}.`)];
    case 'other':
      return [reason('printer_other', DOUBT, `It was printed on a different printer, ${job.printer}.`)];
    case 'unknown':
      return [];
  }
}

function learnedReasons({ lessons }: FolderEvidence, job: PrintJob): MatchReason[] {
  const lesson = findLesson(lessons, job);
  if (lesson === null) return [];
  if (lesson.jobKey === '') {
    return [
      reason('learned_printer', LEARNED, `You linked such folders to prints of ${job.printer} before.`),
    ];
  }
  return lesson.belongs
    ? [reason('learned_linked', LEARNED, `You linked such a folder to "${job.name}" before.`)]
    : [reason('learned_refused', -LEARNED, `You said before that such a folder is not of "${job.name}".`)];
}

function comparePrinters(folder: FolderEvidence, job: PrintJob): 'same' | 'other' | 'unknown' {
  const ours = [...folder.name.printers, ...(folder.printer === null ? [] : nameKeys(folder.printer))];
  if (ours.length === 0 || job.printer === null) return 'unknown';
  const theirs = nameKeys(job.printer);
  return ours.some((key) => theirs.includes(key)) ? 'same' : 'other';
}

function reason(code: string, points: number, text: string): MatchReason {
  return { code, points, text };
}
