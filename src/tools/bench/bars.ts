import { CLEAN_CASES, HIGHLIGHTS_CASE } from './case-library.ts';
import type { Judged } from './judge-case.ts';
import { scoreTruth, type TruthScore } from './metrics.ts';
import { castOf, contrastJitter, darkOffset, psnrOver, quarterSteps, whiteLevel } from './place-metrics.ts';

export interface Bar {
  cases: readonly string[];
  what: string;
  bar: string;
  figure: (judged: Judged) => number;
  met: (figure: number) => boolean;
}

const hard = (...names: string[]) => names.map((name) => `hard-${name}`);

/** Frames of the hard case `hand` with a covered lens, and the following ones. */
const COVERED = [30, 31, 32, 33, 70, 71, 72];
const AFTER = [34, 73];

/** The oracle's factors are compared as printed, with two decimals. */
const ROUNDING = 0.005;

const ours = ({ scores }: Judged): TruthScore => scores!.ours;

const timesOracle = ({ scores }: Judged): number => scores!.ours.blk / scores!.oracle!.blk;

const decibels = ({ scores }: Judged): number => scores!.ours.psnr - scores!.oracle!.psnr;

function atMost(most: number): (figure: number) => boolean {
  return (figure) => figure < most + ROUNDING;
}

function atLeast(least: number): (figure: number) => boolean {
  return (figure) => figure > least - ROUNDING;
}

function blkAgainstOracle(cases: readonly string[], most: number): Bar {
  const bar = `≤ ${most.toFixed(2)} x`;
  return { cases, what: '`blk` against the oracle', bar, figure: timesOracle, met: atMost(most) };
}

function psnrAgainstOracle(cases: readonly string[], least: number): Bar {
  const bar = `≥ ${least} dB`;
  return { cases, what: 'PSNR against the oracle', bar, figure: decibels, met: atLeast(least) };
}

function drift(cases: readonly string[], most: number): Bar {
  return {
    cases,
    what: 'drift',
    bar: `≤ ${most} %`,
    figure: (judged) => ours(judged).drift,
    met: atMost(most),
  };
}

const FACTORS = hard('expwb', 'print', 'hunt', 'printhunt', 'bedslinger');
const NOT_HUNTING = hard('expwb', 'print', 'bedslinger');
const STEADY_WHITE = hard('white235', 'white250', 'white255');

/** In the order of what viewers notice. */
export const BARS: readonly Bar[] = [
  blkAgainstOracle(FACTORS, 1),
  drift(NOT_HUNTING, 1.2),
  psnrAgainstOracle(NOT_HUNTING, -0.5),
  blkAgainstOracle(hard('dark20'), 1),
  drift(hard('dark20'), 1.2),
  blkAgainstOracle(hard('step', 'ramp'), 1.1),
  psnrAgainstOracle(hard('step', 'ramp'), -2.5),
  blkAgainstOracle(hard('band'), 1.5),
  blkAgainstOracle(hard('ledband'), 1.7),
  blkAgainstOracle(hard('lamp'), 1.25),
  {
    cases: hard('printlamp'),
    what: '`blk`',
    bar: '≤ 3.5',
    figure: (judged) => ours(judged).blk,
    met: atMost(3.5),
  },
  {
    cases: STEADY_WHITE,
    what: 'steps of the white, levels',
    bar: '≤ 4',
    figure: (judged) => quarterSteps(judged.ours),
    met: atMost(4),
  },
  {
    cases: [HIGHLIGHTS_CASE],
    what: 'jitter of fine contrast',
    bar: '≤ 3 %',
    figure: (judged) => contrastJitter(judged.ours, judged.truth),
    met: atMost(3),
  },
  {
    cases: hard('hand'),
    what: 'covered frames, PSNR against a plain encode',
    bar: '≥ -0.1 dB',
    figure: ({ ours: out, plain, truth }) => psnrOver(out, truth, COVERED) - psnrOver(plain, truth, COVERED),
    met: atLeast(-0.1),
  },
  {
    cases: hard('hand'),
    what: 'white of the frame after',
    bar: '≥ 240',
    figure: ({ ours: out, truth }) =>
      Math.min(...AFTER.map((frame) => whiteLevel(out[frame]!, truth[frame]!))),
    met: atLeast(240),
  },
  {
    cases: hard('ir'),
    what: 'frames between the cut and where colour goes',
    bar: '0',
    figure: ({ report, ours: out }) =>
      report.cuts.length === 1 ? Math.abs(report.cuts[0]! - out.length / 2) : Number.POSITIVE_INFINITY,
    met: (figure) => figure === 0,
  },
  {
    cases: hard('ir'),
    what: 'cast of the grey half, levels',
    bar: '≤ 1',
    figure: ({ ours: out }) => castOf(out.slice(out.length / 2)),
    met: atMost(1),
  },
  {
    cases: hard('twocams'),
    what: 'cameras found',
    bar: '2',
    figure: ({ report }) => report.cameras,
    met: (figure) => figure === 2,
  },
  {
    cases: hard('twocams'),
    what: '`blk` of the worse camera against a plain encode',
    bar: '≤ 0.5 x',
    figure: ({ ours: out, plain, truth }) => {
      const blk = (frames: Uint8Array[], turn: number) =>
        scoreTruth(everyOther(frames, turn), everyOther(truth, turn)).blk;
      return Math.max(...[0, 1].map((turn) => blk(out, turn) / blk(plain, turn)));
    },
    met: atMost(0.5),
  },
  {
    cases: CLEAN_CASES,
    what: 'dark parts lighter than in the pictures, levels',
    bar: 'within 0.5',
    figure: ({ ours: out, truth }) => darkOffset(out, truth),
    met: (figure) => Math.abs(figure) < 0.5 + ROUNDING,
  },
  {
    cases: CLEAN_CASES,
    what: 'likeness to a plain encode',
    bar: '≥ 45 dB',
    figure: ({ ours: out, plain }) => scoreTruth(out, plain).psnr,
    met: atLeast(45),
  },
];

function everyOther(frames: readonly Uint8Array[], turn: number): Uint8Array[] {
  return frames.filter((_, i) => i % 2 === turn);
}
