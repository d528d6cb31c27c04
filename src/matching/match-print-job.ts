import { nameKeys } from '../lib/name-words.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import { type FolderFacts, type JobFacts, type Pairing, scorePairing } from './score.ts';

/** The second best must be so many points lower, or nobody can say which one it is. */
const LEAST_LEAD = 20;
/** Two sources that tell of one print see it begin within this time, milliseconds. */
const SAME_START_MS = 5 * 60_000;

/** What came of looking for the print job of an image folder. */
export interface MatchOutcome {
  /** The one that is sure; null in every case of doubt. */
  winner: Pairing | null;
  /** All that have any points, best first. */
  suggestions: Pairing[];
}

/** Finds the one print job that an image folder surely shows, and all that it may show. */
export function matchPrintJob(folder: FolderFacts, jobs: readonly JobFacts[], now: number): MatchOutcome {
  const suggestions = jobs
    .map((job) => scorePairing(folder, job, now))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || distance(a.job, folder) - distance(b.job, folder));
  const [best] = suggestions;
  if (!best?.linkable) return { winner: null, suggestions };
  const rival = suggestions.slice(1).find(({ job }) => !isSamePrint(job, best.job));
  const leads = rival === undefined || best.score - rival.score >= LEAST_LEAD;
  return { winner: leads ? best : null, suggestions };
}

/** Between equals the nearer in time is shown first. */
function distance({ startedAt, createdAt }: PrintJob, { frames }: FolderFacts): number {
  return Math.abs((startedAt ?? createdAt) - frames.firstAt);
}

/** Whether two sources tell of the same print: they are no rivals then. */
function isSamePrint(a: PrintJob, b: PrintJob): boolean {
  if (a.source === b.source || a.startedAt === null || b.startedAt === null) return false;
  if (Math.abs(a.startedAt - b.startedAt) > SAME_START_MS) return false;
  if (a.printer !== null && b.printer !== null && !share(nameKeys(a.printer), nameKeys(b.printer)))
    return false;
  return share(allKeys(a), allKeys(b));
}

function allKeys({ name, fileName }: PrintJob): string[] {
  return [name, fileName ?? ''].flatMap((each) => nameKeys(each));
}

function share(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.some((key) => theirs.includes(key));
}
