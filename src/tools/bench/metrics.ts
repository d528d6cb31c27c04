import { HEIGHT, WIDTH } from './load-frames.ts';

/** In percent except decibels. */
export interface TruthScore {
  /** Jitter of blocks of 30 × 30 pixels per frame: the main score. */
  blk: number;
  /** For the whole frame, and for red against blue. */
  glob: number;
  col: number;
  /** Slow error of brightness. */
  drift: number;
  psnr: number;
  /** Of white blocks from frame to frame, in levels; 0 = no such blocks. */
  white: number;
}

/** In percent. */
export interface RealScore {
  gain: number;
  col: number;
  local: number;
  /** Brightness steps from frame to frame: median, 90th and 95th percentile. */
  steps: [number, number, number];
  /** For red against blue, 90th percentile. */
  colSteps: number;
}

const LUMA = [0.299, 0.587, 0.114] as const;
const DRIFT_SIGMA = 5;

/** Minimum level of white blocks in the truth. */
const WHITE = 235;

/** The metric is explained in the engine's README. */
export function scoreTruth(out: readonly Uint8Array[], truth: readonly Uint8Array[]): TruthScore {
  const frames = Math.min(out.length, truth.length);
  const pairs = Array.from({ length: frames }, (_, i) => ({
    out: cellMeans(out[i]!, 30, 30),
    truth: cellMeans(truth[i]!, 30, 30),
  }));
  const ratios = pairs.map((pair) =>
    pair.out.map((value, i) => Math.log((value + 2) / (pair.truth[i]! + 2))),
  );
  const known = pairs.map((pair) => pair.truth.map((value) => (value > 12 && value < 248 ? 1 : 0)));
  const blk: number[] = [];
  for (let t = 1; t < frames; t += 1) {
    ratios[t]!.forEach((ratio, i) => {
      if (known[t]![i] === 1 && known[t - 1]![i] === 1) blk.push((ratio - ratios[t - 1]![i]!) ** 2);
    });
  }
  const whole = pairs.map((pair) => Math.log((lumaMean(pair.out) + 2) / (lumaMean(pair.truth) + 2)));
  const colour = pairs.map((pair) => redBlue(pair.out) - redBlue(pair.truth));
  const errors = Array.from({ length: frames }, (_, i) => meanSquare(out[i]!, truth[i]!));
  return {
    blk: percent(mean(blk) / 2),
    glob: percent(mean(steps(whole).map((v) => v * v)) / 2),
    col: percent(mean(steps(colour).map((v) => v * v)) / 2),
    drift: percent(mean(lowpass(whole, DRIFT_SIGMA).map((v) => v * v))),
    psnr: psnrOf(mean(errors)),
    white: whiteSteps(pairs),
  };
}

export function psnrOf(error: number): number {
  return 10 * Math.log10(255 ** 2 / Math.max(error, 0.01));
}

function whiteSteps(pairs: readonly { out: Float64Array; truth: Float64Array }[]): number {
  const squares: number[] = [];
  for (let t = 1; t < pairs.length; t += 1) {
    pairs[t]!.truth.forEach((level, i) => {
      if (Math.min(level, pairs[t - 1]!.truth[i]!) < WHITE) return;
      squares.push((pairs[t]!.out[i]! - pairs[t - 1]!.out[i]!) ** 2);
    });
  }
  return Math.sqrt(mean(squares));
}

/** The median cell is the still background. */
export function scoreReal(frames: readonly Uint8Array[]): RealScore {
  const cells = frames.map((frame) => cellMeans(frame, 12, 10));
  const count = cells[0]!.length / 3;
  const luma = cells.map((frame) =>
    Array.from({ length: count }, (_, i) => LUMA.reduce((sum, w, c) => sum + w * frame[3 * i + c]!, 0)),
  );
  const usable = luma.map((frame) => frame.map((value) => value > 12 && value < 245));
  const bright = luma.map((frame) => frame.map((value) => Math.log(value + 2)));
  const colour = cells.map((frame) =>
    Array.from({ length: count }, (_, i) => Math.log((frame[3 * i]! + 2) / (frame[3 * i + 2]! + 2))),
  );
  const medianStep = (values: readonly number[][], t: number) => {
    const list = values[t]!.map((v, i) => v - values[t - 1]![i]!).filter(
      (_, i) => usable[t]![i]! && usable[t - 1]![i]!,
    );
    return list.length > 20 ? median(list) : 0;
  };
  const times = Array.from({ length: frames.length - 1 }, (_, i) => i + 1);
  const second: number[] = [];
  for (let t = 2; t < frames.length; t += 1) {
    for (let i = 0; i < count; i += 1) {
      if (usable[t]![i]! && usable[t - 1]![i]! && usable[t - 2]![i]!) {
        second.push(Math.abs(bright[t]![i]! - 2 * bright[t - 1]![i]! + bright[t - 2]![i]!));
      }
    }
  }
  const gains = times.map((t) => medianStep(bright, t));
  const balances = times.map((t) => medianStep(colour, t));
  return {
    gain: percent(mean(gains.map((step) => step ** 2)) / 2),
    col: percent(mean(balances.map((step) => step ** 2)) / 2),
    steps: [0.5, 0.9, 0.95].map((part) => sizeAt(gains, part)) as [number, number, number],
    colSteps: sizeAt(balances, 0.9),
    local: (100 * median(second)) / 0.6745 / Math.sqrt(6),
  };
}

/** Red, green and blue of each cell, row by row. */
export function cellMeans(frame: Uint8Array, cellWidth: number, cellHeight: number): Float64Array {
  const columns = WIDTH / cellWidth;
  const means = new Float64Array((columns * HEIGHT * 3) / cellHeight);
  for (let y = 0; y < HEIGHT; y += 1) {
    const row = Math.floor(y / cellHeight) * columns;
    for (let x = 0; x < WIDTH; x += 1) {
      const cell = 3 * (row + Math.floor(x / cellWidth));
      const at = 3 * (y * WIDTH + x);
      for (let c = 0; c < 3; c += 1) means[cell + c]! += frame[at + c]!;
    }
  }
  return means.map((sum) => sum / (cellWidth * cellHeight));
}

function channelMean(cells: Float64Array, channel: number): number {
  let sum = 0;
  for (let i = channel; i < cells.length; i += 3) sum += cells[i]!;
  return (3 * sum) / cells.length;
}

function lumaMean(cells: Float64Array): number {
  return LUMA.reduce((sum, weight, c) => sum + weight * channelMean(cells, c), 0);
}

function redBlue(cells: Float64Array): number {
  return Math.log((channelMean(cells, 0) + 2) / (channelMean(cells, 2) + 2));
}

export function meanSquare(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i]! - b[i]!) ** 2;
  return sum / a.length;
}

/** Gaussian of four sigmas to either side, ends held. */
function lowpass(values: readonly number[], sigma: number): number[] {
  const reach = 4 * sigma;
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / sigma) ** 2));
  const all = kernel.reduce((sum, weight) => sum + weight, 0);
  return values.map((_, t) =>
    kernel.reduce((sum, weight, i) => {
      const held = Math.max(0, Math.min(values.length - 1, t + i - reach));
      return sum + (weight / all) * values[held]!;
    }, 0),
  );
}

function steps(values: readonly number[]): number[] {
  return values.slice(1).map((value, i) => value - values[i]!);
}

function sizeAt(values: readonly number[], part: number): number {
  const sorted = values.map(Math.abs).sort((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const before = sorted[Math.floor(place)] ?? 0;
  return 100 * (before + (place % 1) * ((sorted[Math.ceil(place)] ?? before) - before));
}

function percent(square: number): number {
  return 100 * Math.sqrt(square);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
