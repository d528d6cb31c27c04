import { cropSpan } from '../../lib/crop-span.ts';
import { usage } from '../run/variables.ts';
import type { Crop, Flip, RecipeSettings, Rotate } from '../run/recipe-settings.ts';
import type { Size } from './output-size.ts';

/** A rectangle in pixels. */
export interface Window extends Size {
  x: number;
  y: number;
}

/** Which part of the pictures is shown, and how it is turned. */
export interface Framing {
  /** Commonest size of the upright pictures; others are fitted into it. */
  whole: Size;
  /** Of `whole`. */
  window: Window;
  turn: Turn;
}

/**
 * Numbered like the orientations of EXIF: 1 = as it is, 2 = mirrored, 3 = by 180°, 4 = upside down, 6 = clockwise,
 * 8 = counter-clockwise, 5 and 7 = both mirrored and by a right angle.
 */
export type Turn = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const TURNS: Readonly<Record<Flip, Readonly<Record<Rotate, Turn>>>> = {
  none: { 0: 1, 90: 6, 180: 3, 270: 8 },
  horizontal: { 0: 2, 90: 5, 180: 4, 270: 7 },
  vertical: { 0: 4, 90: 7, 180: 2, 270: 5 },
};

/** The colour of 4:2:0 pictures has half the resolution. */
const EVEN = 2;

/** Smaller crops show nothing. */
const MIN_CROP = 64;

/** @throws EngineFailure for a crop that is too small in these pictures */
export function framingOf(whole: Size, { crop, rotate, flip }: RecipeSettings): Framing {
  const turn = TURNS[flip][rotate];
  if (crop === undefined) return { whole, window: { x: 0, y: 0, ...whole }, turn };
  const window = windowOf(crop, whole, EVEN);
  if (Math.min(window.width, window.height) < MIN_CROP) {
    const { x, y, width, height } = crop;
    throw usage(
      `TIMELAPSE_CROP is "${x},${y},${width},${height}", but must be at least ${MIN_CROP} pixels wide and high: ` +
        `of these pictures (${whole.width}x${whole.height}) it is ${window.width}x${window.height}.`,
    );
  }
  return { whole, window, turn };
}

/** Before it is turned, as it is measured: bands of light follow the rows of the camera. */
export function unturned(framing: Framing): Framing {
  return { ...framing, turn: 1 };
}

export function isUntouched(framing: Framing): boolean {
  return isWhole(framing) && framing.turn === 1;
}

/** Right angles swap the sides. */
export function swapsSides(turn: Turn): boolean {
  return turn >= 5;
}

export function turned({ width, height }: Size, turn: Turn): Size {
  return swapsSides(turn) ? { width: height, height: width } : { width, height };
}

/** The size of the whole picture where its window, not turned, has this size. */
export function wholeWhere({ whole, window }: Framing, size: Size): Size {
  return {
    width: (whole.width * size.width) / window.width,
    height: (whole.height * size.height) / window.height,
  };
}

/** The window in a picture of another size, its places multiples of `step`. */
export function windowWhere({ whole, window }: Framing, size: Size, step: number): Window {
  return windowOf(partsOf(window, whole), size, step);
}

/** The crop as it came out; undefined = the whole picture. */
export function cropOf(framing: Framing): Crop | undefined {
  if (isWhole(framing)) return undefined;
  const { x, y, width, height } = partsOf(framing.window, framing.whole);
  const short = (part: number) => Math.round(part * 1e4) / 1e4;
  return { x: short(x), y: short(y), width: short(width), height: short(height) };
}

function isWhole({ whole, window }: Framing): boolean {
  return window.width === whole.width && window.height === whole.height;
}

function partsOf({ x, y, width, height }: Window, whole: Size): Crop {
  return {
    x: x / whole.width,
    y: y / whole.height,
    width: width / whole.width,
    height: height / whole.height,
  };
}

function windowOf({ x, y, width, height }: Crop, size: Size, step: number): Window {
  const across = cropSpan(x, width, size.width, step);
  const down = cropSpan(y, height, size.height, step);
  return { x: across.start, y: down.start, width: across.length, height: down.length };
}
