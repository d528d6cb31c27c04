import type { WireFrame } from '../contract.ts';
import type { Fate } from './frame-fates.ts';

/** Neighbouring frames of the same fate; `end` is not part of it. */
export interface FateRun {
  fate: Fate;
  start: number;
  end: number;
}

/** What is not used, as few runs as possible. */
export function unusedRuns(fates: readonly Fate[]): FateRun[] {
  const runs: FateRun[] = [];
  for (const [index, fate] of fates.entries()) {
    if (fate === 'used') continue;
    const last = runs.at(-1);
    if (last?.end === index && (last.fate === 'trimmed') === (fate === 'trimmed')) last.end += 1;
    else runs.push({ fate, start: index, end: index + 1 });
  }
  return runs;
}

/** Wrong with the picture itself. */
export function isBad({ state }: WireFrame): boolean {
  return state !== 'good' && state !== 'excluded';
}

/** Columns out of `columns` that have a bad frame, so that there are never more marks than can be seen. */
export function badColumns(frames: readonly WireFrame[], columns: number): number[] {
  const found = new Set<number>();
  for (const [index, frame] of frames.entries())
    if (isBad(frame)) found.add(Math.floor(((index + 0.5) / frames.length) * columns));
  return [...found];
}

/** Brightness of every frame; unknown ones are as the one before. Null = nothing is known. */
export function lightCurve(frames: readonly WireFrame[]): number[] | null {
  let light = frames.find((frame) => frame.light !== null)?.light ?? null;
  if (light === null) return null;
  return frames.map((frame) => {
    light = frame.light ?? light!;
    return light;
  });
}
