import type { Figures } from './figures.ts';
import type { Findings } from './frame-state.ts';
import { runsOf } from './runs-of.ts';
import { usual, usualAround } from './usual.ts';

/** Nothing moves in so many pictures in a row: the print has paused, or the camera hangs. */
const MIN_STILL = 5;

/** Where the others change by at least this part of their cells, one that changes by so much less is still. */
const MOVES = 0.01;
const STILL = 0.1;

/** A picture that is less sharp by so much, and takes so much less room, is blurred; or by so much, whatever it takes. */
const LESS_SHARP = 0.8;
const SMALLER_FILE = 0.65;
const FAR_LESS_SHARP = 0.45;

const FROZEN = {
  state: 'frozen',
  reason: 'Nothing has changed since the picture before.',
  leftOut: false,
} as const;

const BLURRED = {
  state: 'blurred',
  reason: 'It is far less sharp than the pictures beside it.',
  leftOut: false,
} as const;

/** In darker pictures (levels) hardly anything can be seen, least of all whether it moves. */
const NIGHT = 12;

/** A picture with less than this part of the light of those beside it cannot be compared with them. */
const AS_BRIGHT = 0.5;

/** Pictures that come again, and runs of pictures in which nothing moves, while others do. */
export function findFrozen(
  frames: readonly Figures[],
  fileSizes: readonly number[],
  findings: Findings,
): void {
  const usualChange = usual(frames.map(({ change }) => change));
  const isRepeated = (i: number) => frames[i]!.isSame && fileSizes[i] === fileSizes[i - 1];
  const isStill = (i: number) =>
    i > 0 && frames[i]!.level >= NIGHT && usualChange >= MOVES && frames[i]!.change < STILL * usualChange;
  const repeated = [...frames.keys()].filter(isRepeated);
  const still = runsOf(frames.length, (i) => isStill(i) || isRepeated(i)).filter(
    ({ from, to }) => to - from >= MIN_STILL,
  );
  const frozen = new Set([
    ...repeated,
    ...still.flatMap(({ from, to }) => [...frames.keys()].slice(from, to)),
  ]);
  if (2 * frozen.size > frames.length) return;
  for (const frame of frozen) if (!findings.has(frame)) findings.set(frame, FROZEN);
}

export function findBlurred(
  frames: readonly Figures[],
  sharpness: readonly number[],
  fileSizes: readonly number[],
  findings: Findings,
): void {
  const levels = frames.map(({ level }) => level);
  for (const [frame, level] of levels.entries()) {
    if (findings.has(frame) || level < Math.max(NIGHT, AS_BRIGHT * usualAround(levels, frame))) continue;
    const sharp = sharpness[frame]! / usualAround(sharpness, frame);
    const size = fileSizes[frame]! / usualAround(fileSizes, frame);
    if (sharp < FAR_LESS_SHARP || (sharp < LESS_SHARP && size < SMALLER_FILE)) findings.set(frame, BLURRED);
  }
}
