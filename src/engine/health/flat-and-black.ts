import type { Figures } from './figures.ts';
import type { Findings } from './frame-state.ts';
import { type Run, runsOf } from './runs-of.ts';
import { usual, usualAround } from './usual.ts';

/** A picture of one colour, but for some letters in it; and what is surely none in other pictures. */
const ONE_COLOUR = 0.9;
const MANY_COLOURS = 0.5;

/** Where more pictures than this part are flat, it is what the camera sees. */
const MAX_FLAT = 0.5;

/** So dark (levels) a flat picture of the usual size may show a room without light. */
const NIGHT = 12;

/** So many black pictures in a row are a flash; more are a light that is off. */
const MAX_FLASH = 3;

/** Darker than the pictures beside it by so much; and, where it is black, by so much. */
const MUCH_DARKER = 6;
const DARKER = 3;
const BLACK = 6;

/** Flashes are rare: what comes more often is a light that blinks, or a second camera. */
const MAX_FLASHES = 0.1;

/** What is known of a frame. */
export interface Looked extends Figures {
  /** Has not the size of the others. */
  isOfOtherSize: boolean;
}

/** Pictures that a camera or a program draws where it has none: of one colour, unlike all others. */
export function findPlaceholders(frames: readonly Looked[], findings: Findings): void {
  if (usual(frames.map(({ flat }) => flat)) > MANY_COLOURS) return;
  const flat = [...frames.keys()].filter((i) => frames[i]!.flat >= ONE_COLOUR);
  if (flat.length > MAX_FLAT * frames.length) return;
  for (const frame of flat) {
    const { isOfOtherSize, level } = frames[frame]!;
    if (!isOfOtherSize && level < NIGHT) continue;
    const reason = isOfOtherSize
      ? 'It has one colour and another size than the others, as pictures of a failed camera have.'
      : 'It has one colour, as pictures of a failed camera have.';
    findings.set(frame, { state: 'placeholder', reason, leftOut: true });
  }
}

/** Short ones are left out; at the end it is a light that was switched off, and stays. */
export function findBlackFlashes(frames: readonly Looked[], findings: Findings): void {
  const isPlaceholder = (i: number) => findings.get(i)?.state === 'placeholder';
  const seen = [...frames.keys()].filter((i) => !isPlaceholder(i));
  const levels = seen.map((i) => frames[i]!.level);
  const dark = runsOf(levels.length, (i) => levels[i]! < usualAround(levels, i) / DARKER);
  const flashes = dark.filter((run) => run.to - run.from <= MAX_FLASH && isBlackIn(levels, run));
  const black = flashes.flatMap(({ from, to }) => seen.slice(from, to));
  if (black.length > Math.max(1, MAX_FLASHES * frames.length)) return;
  for (const { from, to } of flashes) {
    const leftOut = to < levels.length;
    for (const frame of seen.slice(from, to)) {
      findings.set(frame, {
        state: 'black',
        reason: 'It is black, and the pictures beside it are not.',
        leftOut,
      });
    }
  }
}

/** Against the darker one of the pictures before and after. */
function isBlackIn(levels: readonly number[], { from, to }: Run): boolean {
  const beside = [levels[from - 1], levels[to]].filter((level) => level !== undefined);
  const around = Math.min(...beside);
  const own = Math.max(...levels.slice(from, to));
  return beside.length > 0 && (own < around / MUCH_DARKER || (own < BLACK && own < around / DARKER));
}
