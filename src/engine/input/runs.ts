import { kindKey, type PictureKind } from './picture-kind.ts';
import type { Picture } from './scan-headers.ts';

/** Indices of pictures of one kind for one decoder, ascending. */
export type Run = readonly number[];

/** Each takes memory, and starting one takes longer than decoding a picture. */
const MAX_AT_ONCE = 4;

/**
 * In the order they start. Kinds may alternate; with too many, the one not needed for longest ends and restarts
 * later.
 */
export function runsOf(pictures: readonly Picture[], from: number, to: number): Run[] {
  const keys = pictures.slice(from, to).map(({ kind }) => kindKey(kind));
  const nextOfKind = nextAlike(keys);
  const runs: number[][] = [];
  const open = new Map<string, number[]>();
  const needed = (run: number[]): number => nextOfKind[run.at(-1)! - from]!;
  for (const [i, key] of keys.entries()) {
    let run = open.get(key);
    if (run === undefined) {
      if (open.size === MAX_AT_ONCE) {
        const [idlest] = [...open].reduce((a, b) => (needed(b[1]) > needed(a[1]) ? b : a));
        open.delete(idlest);
      }
      run = [];
      open.set(key, run);
      runs.push(run);
    }
    run.push(from + i);
  }
  return runs;
}

/** For each index the next with the same key; Infinity = none. */
function nextAlike(keys: readonly string[]): number[] {
  const next: number[] = new Array<number>(keys.length).fill(Number.POSITIVE_INFINITY);
  const seen = new Map<string, number>();
  for (let i = keys.length - 1; i >= 0; i -= 1) {
    next[i] = seen.get(keys[i]!) ?? Number.POSITIVE_INFINITY;
    seen.set(keys[i]!, i);
  }
  return next;
}

export function mostAtOnce(runs: readonly Run[]): number {
  let ends: number[] = [];
  let most = 0;
  for (const run of runs) {
    ends = [...ends.filter((end) => end >= run[0]!), run.at(-1)!];
    most = Math.max(most, ends.length);
  }
  return most;
}

/** The worst case: as many as there are decoders, the largest first. */
export function decodedAtOnce(pictures: readonly Picture[]): PictureKind[] {
  const kinds = new Map(pictures.map(({ kind }) => [kindKey(kind), kind]));
  const area = ({ width, height }: PictureKind): number => width * height;
  const most = mostAtOnce(runsOf(pictures, 0, pictures.length));
  return [...kinds.values()].sort((a, b) => area(b) - area(a)).slice(0, most);
}
