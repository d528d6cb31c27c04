import { nameKeys } from '../lib/name-words.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import { type FolderEvidence, type JobEvidence, type Pairing, scorePairing } from './score.ts';

/** With a smaller lead over the second best, the match is ambiguous. */
const MIN_LEAD = 20;
/** Two sources that report the same print agree on its start within this time. */
const SAME_START_MS = 5 * 60_000;

export interface MatchOutcome {
  /** Null in case of doubt. */
  winner: Pairing | null;
  /** All with any points, best first. */
  suggestions: Pairing[];
}

export function matchPrintJob(
  folder: FolderEvidence,
  jobs: readonly JobEvidence[],
  now: number,
): MatchOutcome {
  const suggestions = jobs
    .map((job) => scorePairing(folder, job, now))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || distance(a.job, folder) - distance(b.job, folder));
  const [best] = suggestions;
  if (!best?.linkable) return { winner: null, suggestions };
  const rival = suggestions.slice(1).find(({ job }) => !isSamePrint(job, best.job));
  const leads = rival === undefined || best.score - rival.score >= MIN_LEAD;
  return { winner: leads ? best : null, suggestions };
}

/** Ties are ordered by distance in time. */
function distance({ startedAt, createdAt }: PrintJob, { frames }: FolderEvidence): number {
  return Math.abs((startedAt ?? createdAt) - frames.firstAt);
}

/** Two reports of the same print do not compete. */
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
