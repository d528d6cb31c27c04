import { kindKey } from './picture-kind.ts';
import type { Picture } from './scan-headers.ts';

/** Neighbouring pictures of one kind: `start` inclusive, `end` exclusive. */
export interface Run {
  start: number;
  end: number;
}

/** Splits `[from, to)` of the pictures into the longest runs that one decoder can take in one go. */
export function runsOf(pictures: readonly Picture[], from: number, to: number): Run[] {
  const runs: Run[] = [];
  for (let i = from; i < to; i += 1) {
    const last = runs.at(-1);
    if (last !== undefined && kindKey(pictures[i]!.kind) === kindKey(pictures[last.start]!.kind))
      last.end = i + 1;
    else runs.push({ start: i, end: i + 1 });
  }
  return runs;
}
