import { nameKeys } from '../lib/name-words.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import { compareNames, type NameKinship } from './compare-names.ts';
import { compareDates, type DateEvidence } from './date-evidence.ts';
import type { ParsedName } from './folder-name.ts';
import { compareTimes, type FrameTimes, type TimeEvidence } from './time-evidence.ts';

/** From so many points on a pairing may be linked without being asked for. */
export const LINK_SCORE = 80;

/** What is known of an image folder. */
export interface FolderFacts {
  name: ParsedName;
  /** Printer the frames come from, where known from elsewhere than the name. */
  printer: string | null;
  frames: FrameTimes;
}

/** A print job with its names taken apart. */
export interface JobFacts {
  job: PrintJob;
  /** The job's own name and that of its file. */
  names: readonly ParsedName[];
}

/** Why a pairing has its points; negative ones speak against it. */
export interface MatchReason {
  code: string;
  points: number;
  text: string;
}

/** One folder with one print job. */
export interface Pairing {
  job: PrintJob;
  /** 0–100. */
  score: number;
  reasons: MatchReason[];
  /** Enough points, and of a kind that makes sure of it. */
  linkable: boolean;
}

const EXACT_NAME = 100;
const FUZZY_NAME = 70;
/** A date in the name or frames taken during the print: both say when, so they count once. */
const WHEN = 50;
const PRINTER = 30;
const PARTIAL_NAME = 30;
/** What any contradiction takes away: with one, no evidence is enough for a link. */
const DOUBT = -40;

/**
 * Scores one pairing: points for what agrees, up to 100, less 40 for each contradiction.
 *
 * Only a name makes a pairing sure. Date and printer alone never do; without the name it takes frames that were taken
 * all along the print, on a printer (or with some words) that agree, and nothing against it.
 */
export function scorePairing(folder: FolderFacts, { job, names }: JobFacts, now: number): Pairing {
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

/** A number that the print's name bears as well is part of the name, whatever else it may mean. */
function namesBear(names: readonly ParsedName[], text: string): boolean {
  return names.some(({ dates }) => dates.some((date) => date.text === text));
}

function nameReasons(kinship: NameKinship, { name }: PrintJob): MatchReason[] {
  const nearly = reason('name_fuzzy', FUZZY_NAME, `The folder has nearly the name of the print "${name}".`);
  switch (kinship) {
    case 'exact':
      return [reason('name_exact', EXACT_NAME, `The folder has the name of the print "${name}".`)];
    case 'fuzzy':
      return [nearly];
    case 'other_number':
      return [nearly, reason('name_other_number', DOUBT, 'But a number, version or part of it differs.')];
    case 'partial':
      return [reason('name_partial', PARTIAL_NAME, `The folder shares words with the print "${name}".`)];
    case 'other':
      return [reason('name_other', DOUBT, `The folder is named otherwise than the print "${name}".`)];
    case 'none':
      return [];
  }
}

function timeReasons(time: TimeEvidence): MatchReason[] {
  switch (time) {
    case 'covers':
      return [reason('time_covers', WHEN, 'The pictures were taken all along the print.')];
    case 'during':
      return [reason('time_during', WHEN, 'The pictures were taken during the print.')];
    case 'before':
      return [reason('time_before', DOUBT, 'The pictures were taken before the print began.')];
    case 'after':
      return [reason('time_after', DOUBT, 'The pictures were taken after the print had ended.')];
    case 'mostly_outside':
      return [reason('time_outside', DOUBT, 'Most pictures were taken outside the time of the print.')];
    case 'unknown':
      return [];
  }
}

function dateReasons(date: DateEvidence, time: TimeEvidence, { name }: FolderFacts): MatchReason[] {
  const during = time === 'during' || time === 'covers';
  const written = name.dates.map(({ text }) => `"${text}"`).join(', ');
  const sentence = (end: string): string => `The date ${written} in the folder's name ${end}.`;
  switch (date) {
    case 'same':
      return [reason('date_same', during ? 0 : WHEN, sentence('is that of the print'))];
    case 'other':
      return [reason('date_other', DOUBT, sentence('is not that of the print'))];
    case 'other_time':
      // The pictures' own times are surer than a clock set to another zone.
      return during
        ? []
        : [reason('date_other_time', DOUBT, sentence('has another time of day than the print'))];
    case 'unknown':
      return [];
  }
}

function printerReasons(printer: 'same' | 'other' | 'unknown', job: PrintJob): MatchReason[] {
  switch (printer) {
    case 'same':
      return [reason('printer_same', PRINTER, `It was printed on ${job.printer}.`)];
    case 'other':
      return [reason('printer_other', DOUBT, `It was printed on another printer, ${job.printer}.`)];
    case 'unknown':
      return [];
  }
}

function comparePrinters(folder: FolderFacts, job: PrintJob): 'same' | 'other' | 'unknown' {
  const ours = [...folder.name.printers, ...(folder.printer === null ? [] : nameKeys(folder.printer))];
  if (ours.length === 0 || job.printer === null) return 'unknown';
  const theirs = nameKeys(job.printer);
  return ours.some((key) => theirs.includes(key)) ? 'same' : 'other';
}

function reason(code: string, points: number, text: string): MatchReason {
  return { code, points, text };
}
