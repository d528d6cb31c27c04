import { HEIGHT, WIDTH } from './load-frames.ts';
import { cellMeans, mean, meanSquare, psnrOf } from './metrics.ts';

/** As in the main score. */
const BLOCK = 30;
const COLUMNS = WIDTH / BLOCK;

/** Blocks completely inside the upper right quarter. */
const QUARTER = Array.from({ length: 4 * 7 }, (_, i) => Math.floor(i / 7) * COLUMNS + 9 + (i % 7));

/** Levels of dark parts, and of nearly white parts. */
const DARK = { least: 15, most: 60 };
const NEARLY_WHITE = 250;

/** From frame to frame, in levels. */
export function quarterSteps(frames: readonly Uint8Array[]): number {
  const levels = frames.map((frame) => {
    const cells = cellMeans(frame, BLOCK, BLOCK);
    return QUARTER.flatMap((block) => [0, 1, 2].map((c) => cells[3 * block + c]!));
  });
  return Math.max(
    ...levels.slice(1).map((now, t) => Math.max(...now.map((v, i) => Math.abs(v - levels[t]![i]!)))),
  );
}

/** In percent per frame, of the fine contrast in the upper right quarter relative to the truth. */
export function contrastJitter(out: readonly Uint8Array[], truth: readonly Uint8Array[]): number {
  const ratios = out.map((frame, i) => Math.log(fineContrast(frame) / fineContrast(truth[i]!)));
  return 100 * Math.sqrt(mean(ratios.slice(1).map((ratio, i) => (ratio - ratios[i]!) ** 2)) / 2);
}

/** Deviation of green from the means of its blocks. */
function fineContrast(frame: Uint8Array): number {
  const cells = cellMeans(frame, BLOCK, BLOCK);
  let sum = 0;
  for (const block of QUARTER) {
    const [left, top] = [(block % COLUMNS) * BLOCK, Math.floor(block / COLUMNS) * BLOCK];
    for (let y = top; y < top + BLOCK; y += 1) {
      for (let x = left; x < left + BLOCK; x += 1) {
        sum += (frame[3 * (y * WIDTH + x) + 1]! - cells[3 * block + 1]!) ** 2;
      }
    }
  }
  return Math.sqrt(sum / (QUARTER.length * BLOCK ** 2));
}

/** Mean difference to the truth, in levels. */
export function darkOffset(out: readonly Uint8Array[], truth: readonly Uint8Array[]): number {
  let sum = 0;
  let count = 0;
  out.forEach((frame, t) => {
    truth[t]!.forEach((level, i) => {
      if (level < DARK.least || level > DARK.most) return;
      sum += frame[i]! - level;
      count += 1;
    });
  });
  return count > 0 ? sum / count : 0;
}

/** Of what is nearly white in the truth. */
export function whiteLevel(out: Uint8Array, truth: Uint8Array): number {
  const levels = Array.from(out).filter((_, i) => truth[i]! >= NEARLY_WHITE);
  return mean(levels);
}

/** Mean distance of red and blue from green in the worst frame, in levels: 0 = grey. */
export function castOf(frames: readonly Uint8Array[]): number {
  return Math.max(
    ...frames.map((frame) => {
      const off = [0, 2].map((c) => {
        let sum = 0;
        for (let at = 0; at < WIDTH * HEIGHT * 3; at += 3) sum += frame[at + c]! - frame[at + 1]!;
        return Math.abs(sum / (WIDTH * HEIGHT));
      });
      return Math.max(...off);
    }),
  );
}

export function psnrOver(
  out: readonly Uint8Array[],
  truth: readonly Uint8Array[],
  frames: readonly number[],
): number {
  return psnrOf(mean(frames.map((frame) => meanSquare(out[frame]!, truth[frame]!))));
}
