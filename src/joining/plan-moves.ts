import { extname } from 'node:path';
import { compareFrames, type FrameOrder } from '../lib/frame-names.ts';

/** In bytes. */
const MAX_NAME = 255;

export interface RenamedFrame {
  from: string;
  to: string;
}

/**
 * Finds names under which the frames of later parts follow those of earlier ones: their own where possible, else the
 * last name before them with theirs appended.
 *
 * @param first frames of the first part; `taken` are all names in its folder
 * @param later frames of each later part, in order
 * @returns one list per later part; null when there are no such names
 */
export function planMoves(
  { first, taken }: { first: readonly FrameOrder[]; taken: readonly string[] },
  later: readonly (readonly FrameOrder[])[],
): RenamedFrame[][] | null {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  let all = first.toSorted(compareFrames);
  const plans: RenamedFrame[][] = [];
  for (const [n, part] of later.entries()) {
    const frames = part.toSorted(compareFrames);
    const plan = [ownName, nameBehind(all, n + 2)]
      .map((nameOf) => frames.map((frame) => ({ ...frame, from: frame.name, name: nameOf(frame.name) })))
      .find((named) => fits(named, all, used));
    if (!plan) return null;
    for (const { name } of plan) used.add(name.toLowerCase());
    all = [...all, ...plan];
    plans.push(plan.map(({ from, name }) => ({ from, to: name })));
  }
  return plans;
}

type NameOf = (name: string) => string;

const ownName: NameOf = (name) => name;

function nameBehind(all: readonly FrameOrder[], part: number): NameOf {
  const last = all.at(-1)?.name ?? '';
  const stem = last.slice(0, last.length - extname(last).length);
  return (name) => `${stem}_${part}_${name}`;
}

function fits(
  named: readonly FrameOrder[],
  before: readonly FrameOrder[],
  used: ReadonlySet<string>,
): boolean {
  const names = named.map(({ name }) => name.toLowerCase());
  const isNew = new Set(names).size === names.length && !names.some((name) => used.has(name));
  const isShort = named.every(({ name }) => Buffer.byteLength(name) <= MAX_NAME);
  const wanted = [...before, ...named];
  const isInOrder = wanted.toSorted(compareFrames).every((frame, n) => frame === wanted[n]);
  return isNew && isShort && isInOrder;
}
