import { keyOf, nameKeys } from '../lib/name-words.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import type { ParsedName } from './folder-name.ts';

/** What the user once said about folders of a kind. */
export interface Lesson {
  /** Core of their names, without dates, counters and slicer settings. */
  pattern: string;
  /** Key of the print's name; '' = any print of the printer. */
  jobKey: string;
  /** Key of the printer's name; '' = unknown. */
  printerKey: string;
  belongs: boolean;
}

/** Null = there is nothing to recognise such a folder by. */
export function patternOf({ core }: ParsedName): string | null {
  return keyOf(core[0] ?? []) || null;
}

/**
 * A name like "cam 1" says nothing of what was printed, but may well say where; that two do not belong together says
 * nothing of their printer.
 */
export function lessonOf(name: ParsedName, job: PrintJob, belongs: boolean): Lesson | null {
  const pattern = patternOf(name);
  const printerKey = keysOf(job.printer)[0] ?? '';
  if (pattern === null) return null;
  if (!name.generic) {
    const jobKey = keysOf(job.name)[0] ?? '';
    // Where the names are the same, it was another print of that name.
    return belongs || jobKey !== pattern ? { pattern, jobKey, printerKey, belongs } : null;
  }
  return belongs && printerKey !== '' ? { pattern, jobKey: '', printerKey, belongs } : null;
}

/** What applies to a print; what was said of its name outweighs what was said of its printer. */
export function findLesson(lessons: readonly Lesson[], job: PrintJob): Lesson | null {
  const names = keysOf(job.name);
  const printers = keysOf(job.printer);
  const isOfPrinter = ({ printerKey }: Lesson) => printers.includes(printerKey);
  const ofName = lessons
    .filter(({ jobKey }) => jobKey !== '' && names.includes(jobKey))
    .filter((each) => each.printerKey === '' || printers.length === 0 || isOfPrinter(each));
  return ofName[0] ?? lessons.find((each) => each.jobKey === '' && isOfPrinter(each)) ?? null;
}

function keysOf(name: string | null): string[] {
  return name === null ? [] : nameKeys(name);
}
