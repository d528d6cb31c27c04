import type { FeatureReader } from '../../../src/engine/measure/feature-reader.ts';
import { measureFeatures, newFeatures } from '../../../src/engine/measure/features.ts';
import { GREY_PIXELS, GreyScaler } from '../../../src/engine/measure/grey-picture.ts';
import { cellCount, gridFor } from '../../../src/engine/measure/grid.ts';
import type { GreyReader } from '../../../src/engine/steady/movement.ts';
import { Random } from '../../../src/tools/bench/random.ts';
import { paint } from '../helpers.ts';

export const GRID = gridFor({ width: 640, height: 360 });

/** A print as a camera sees it; places in parts of the picture. */
export interface DrawnPrint {
  pictures: number;
  /** Where the head is. */
  head: (picture: number) => number;
  /** How high the part is. */
  part: (picture: number) => number;
  /** Light of a picture, as a factor. */
  light?: (picture: number) => number;
  /** Pictures that show nothing of the print. */
  covered?: readonly number[];
  /** Which of two scenes a picture shows. */
  scene?: (picture: number) => number;
}

/** What pass 1 keeps of such a print. */
export function drawnPrint(print: DrawnPrint): { features: FeatureReader; readGrey: GreyReader } {
  const scaler = new GreyScaler(GRID.picture);
  const frames = Array.from({ length: print.pictures }, (_, picture) => {
    const rgb = pictureOf(print, picture);
    const [features, peaks] = [newFeatures(GRID), new Uint8Array(cellCount(GRID))];
    measureFeatures(rgb, GRID, features, peaks);
    const grey = new Uint8Array(GREY_PIXELS);
    scaler.scale(rgb, grey);
    return { features, peaks, grey };
  });
  return {
    features: {
      frames: frames.length,
      values: newFeatures(GRID).length,
      read: (frame, into) => into.set(frames[frame]!.features),
      readPeaks: (frame, into) => into.set(frames[frame]!.peaks),
    },
    readGrey: (frame, into) => into.set(frames[frame]!.grey),
  };
}

/** Light, the same for the same picture. */
export function flicker(picture: number): number {
  return 0.9 + 0.2 * new Random(picture).uniform();
}

/** A place from 0.2 to 0.8 that jumps from picture to picture. */
export function jumping(picture: number): number {
  return 0.2 + 0.6 * new Random(1000 + picture).uniform();
}

const BACKGROUNDS = [1, 2].map((seed) => {
  const random = new Random(seed);
  return Array.from({ length: 24 * 14 }, () => 60 + 140 * random.uniform());
});

function pictureOf(print: DrawnPrint, picture: number): Uint8Array {
  const { width, height } = GRID.picture;
  const light = print.light?.(picture) ?? 1;
  if (print.covered?.includes(picture)) return paint(width, height, () => [30, 28, 25]);
  const [head, top] = [print.head(picture), 0.9 - print.part(picture)];
  const background = BACKGROUNDS[print.scene?.(picture) ?? 0]!;
  return paint(width, height, (px, py) => {
    const [x, y] = [px / width, py / height];
    if (Math.abs(x - head) < 0.12 && y < top) return [25 * light, 25 * light, 30 * light];
    if (Math.abs(x - 0.5) < 0.15 && y >= top && y < 0.9) return [200 * light, 90 * light, 40 * light];
    const level = light * background[24 * Math.floor(y * 14) + Math.floor(x * 24)]!;
    return [level, level, level];
  });
}
