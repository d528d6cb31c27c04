import type { Judged } from './judge-case.ts';

/** Allowed growth of jitter relative to a plain encode, and the invisible part in percent. */
const PART = 1.02;
const UNSEEN = 0.05;

/** Colour jitter of the sources themselves, in percent: removing it does no harm, though it is truth. */
const OF_SOURCES = 0.6;

/** Allowed loss in decibels. */
const DECIBELS = 0.1;

/** Invisible steps of white, in levels. */
const WHITE_UNSEEN = 0.5;

export interface Worse {
  kind: string;
  plain: number;
  ours: number;
}

export function worseIn({ scores, real }: Pick<Judged, 'scores' | 'real'>): Worse[] {
  const pairs = [
    jitter('blk', scores?.plain.blk, scores?.ours.blk),
    jitter('col', scores?.plain.col, scores?.ours.col, OF_SOURCES),
    // Without a truth, moving objects count less when the median cell is used.
    ...(['gain', 'col', 'local'] as const).map((kind) =>
      scores === undefined ? jitter(`real ${kind}`, real.plain[kind], real.ours[kind]) : undefined,
    ),
    compared('PSNR', scores?.plain.psnr, scores?.ours.psnr, (plain, ours) => ours < plain - DECIBELS),
    compared(
      'white',
      scores?.plain.white,
      scores?.ours.white,
      (plain, ours) => ours > PART * plain + WHITE_UNSEEN,
    ),
  ];
  return pairs.filter((pair) => pair !== undefined);
}

function jitter(
  kind: string,
  plain: number | undefined,
  ours: number | undefined,
  least = 0,
): Worse | undefined {
  const isWorse = (before: number, after: number) =>
    after > least && after > PART * before && after > before + UNSEEN;
  return compared(kind, plain, ours, isWorse);
}

function compared(
  kind: string,
  plain: number | undefined,
  ours: number | undefined,
  isWorse: (plain: number, ours: number) => boolean,
): Worse | undefined {
  if (plain === undefined || ours === undefined || !isWorse(plain, ours)) return undefined;
  return { kind, plain, ours };
}
