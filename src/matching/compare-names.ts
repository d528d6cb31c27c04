import leven from 'leven';
import { keyOf } from '../lib/name-words.ts';
import type { ParsedName } from './folder-name.ts';

export type NameKinship =
  /** Equal except for case, accents, separators, file extension, date and printer. */
  | 'exact'
  /** Equal except for a counter, slicer settings, a typo or a cut end; or too common a name. */
  | 'fuzzy'
  /** "Vase" and "Vase lid". */
  | 'partial'
  /** Equal except for a distinguishing number or letter: "v2" and "v3". */
  | 'other_number'
  | 'other'
  /** One of the names is empty. */
  | 'none';

const BEST_FIRST: readonly NameKinship[] = ['exact', 'fuzzy', 'other_number', 'partial', 'none', 'other'];

/** Minimum length at which a cut-off name is recognised by its beginning. */
const MIN_CUT = 14;

/** @param jobNames the job's own name and that of its file */
export function compareNames(folder: ParsedName, jobNames: readonly ParsedName[]): NameKinship {
  const found = new Set(jobNames.map((job) => kinship(folder, job)));
  return BEST_FIRST.find((kind) => found.has(kind)) ?? 'none';
}

function kinship(folder: ParsedName, job: ParsedName): NameKinship {
  if (shareOne([...folder.whole, ...folder.title], job.whole)) return job.generic ? 'fuzzy' : 'exact';
  if (folder.generic || job.generic) return 'none';
  const found = new Set(folder.core.flatMap((ours) => job.core.map((theirs) => coreKinship(ours, theirs))));
  const best = BEST_FIRST.find((kind) => found.has(kind)) ?? 'other';
  if (best === 'fuzzy' && contradicts(folder, job)) return 'other_number';
  return best;
}

function shareOne(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.some((key) => theirs.includes(key));
}

function coreKinship(ours: readonly string[], theirs: readonly string[]): NameKinship {
  if (keyOf(ours) === keyOf(theirs) || isCutShort(ours, theirs)) return 'fuzzy';
  if (ours.filter(distinguishes).join() === theirs.filter(distinguishes).join()) {
    const ourWords = ours.filter((word) => !distinguishes(word));
    if (
      sameButForSlips(
        ourWords,
        theirs.filter((word) => !distinguishes(word)),
      )
    )
      return 'fuzzy';
  } else if (keyOf(stems(ours)) === keyOf(stems(theirs)) && keyOf(stems(ours)) !== '') {
    return bothDistinguish(ours, theirs) ? 'other_number' : 'partial';
  }
  return isContained(ours, theirs) || isContained(theirs, ours) ? 'partial' : 'other';
}

/** "v2" and "v3", "part A" and "part B". */
function distinguishes(word: string): boolean {
  return /\p{N}/u.test(word) || /^[a-z]{1,2}$/u.test(word);
}

/** "bracket v2" and "bracket2" → "bracket". */
function stems(words: readonly string[]): string[] {
  return words
    .filter((word) => !/^[a-z]{0,2}[\p{N}.]+[a-z]?$|^[a-z]{1,2}$/u.test(word))
    .map((word) => word.replaceAll(/[\p{N}.]+/gu, ''));
}

function bothDistinguish(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.some(distinguishes) && theirs.some(distinguishes);
}

/** Allows one wrong letter in long words. */
function sameButForSlips(ours: readonly string[], theirs: readonly string[]): boolean {
  if (ours.length !== theirs.length || ours.length === 0) return false;
  return ours.every((word, index) => {
    const other = theirs[index] ?? '';
    const allowed = Math.max(word.length, other.length) < 7 ? 0 : 1;
    return word === other || (allowed > 0 && leven(word, other) <= allowed);
  });
}

/** Slicers and cards cut long names within a word; one that ends with a whole word may be a name of its own. */
function isCutShort(ours: readonly string[], theirs: readonly string[]): boolean {
  const [short, long] = keyOf(ours).length < keyOf(theirs).length ? [ours, theirs] : [theirs, ours];
  const last = short.length - 1;
  if (last < 0 || last >= long.length || keyOf(short).length < MIN_CUT) return false;
  const [end = '', whole = ''] = [short[last], long[last]];
  return (
    short.slice(0, last).every((word, index) => word === long[index]) &&
    end !== whole &&
    whole.startsWith(end)
  );
}

function isContained(few: readonly string[], many: readonly string[]): boolean {
  const telling = few.some((word) => word.length >= 4 || /[^\p{Script=Latin}\p{N}]{2}/u.test(word));
  return telling && few.every((word) => many.includes(word));
}

/** Different counters, or slicer settings that each lack some of the other's. */
function contradicts(folder: ParsedName, job: ParsedName): boolean {
  if (folder.counter !== null && job.counter !== null && folder.counter !== job.counter) return true;
  return !isSubset(folder.settings, job.settings) && !isSubset(job.settings, folder.settings);
}

function isSubset(few: ReadonlySet<string>, many: ReadonlySet<string>): boolean {
  return [...few].every((each) => many.has(each));
}
