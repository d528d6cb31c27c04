import type { Crop } from '../contract.ts';

/** How the picture is turned after it was cut. */
export interface Turn {
  /** Clockwise. */
  rotate: 0 | 90 | 180 | 270;
  /** After rotating. */
  flip: 'none' | 'horizontal' | 'vertical';
}

export interface Point {
  x: number;
  y: number;
}

export const CORNERS = ['top_left', 'top_right', 'bottom_right', 'bottom_left'] as const;
export type Corner = (typeof CORNERS)[number];

export const WHOLE: Crop = { x: 0, y: 0, width: 1, height: 1 };

/** Of width and height: less is no picture any more. */
const SMALLEST = 0.1;
const EXACT = 10_000;

/** From the upright picture to the picture as it is shown. */
export function toShown(crop: Crop, { rotate, flip }: Turn): Crop {
  return flipped(rotated(crop, rotate), flip);
}

/** Back again. */
export function toPicture(shown: Crop, { rotate, flip }: Turn): Crop {
  return rotated(flipped(shown, flip), rotate === 0 ? 0 : ((360 - rotate) as Turn['rotate']));
}

/** Exact enough for every picture, and short on the wire. Always in the same order of fields. */
export function roundedCrop({ x, y, width, height }: Crop): Crop {
  const round = (part: number): number => Math.round(part * EXACT) / EXACT;
  const [left, top] = [round(x), round(y)];
  return {
    x: left,
    y: top,
    width: round(Math.min(width, 1 - left)),
    height: round(Math.min(height, 1 - top)),
  };
}

export function moved(crop: Crop, by: Point): Crop {
  return {
    ...crop,
    x: clamp(crop.x + by.x, 0, 1 - crop.width),
    y: clamp(crop.y + by.y, 0, 1 - crop.height),
  };
}

/**
 * The opposite corner stays.
 *
 * @param ratio width by height, in parts of the picture; null = free
 */
export function withCorner(crop: Crop, corner: Corner, to: Point, ratio: number | null): Crop {
  const [isLeft, isTop] = [corner.endsWith('left'), corner.startsWith('top')];
  const fixed = { x: isLeft ? crop.x + crop.width : crop.x, y: isTop ? crop.y + crop.height : crop.y };
  const room = { width: isLeft ? fixed.x : 1 - fixed.x, height: isTop ? fixed.y : 1 - fixed.y };
  const wanted = {
    width: clamp(isLeft ? fixed.x - to.x : to.x - fixed.x, SMALLEST, room.width),
    height: clamp(isTop ? fixed.y - to.y : to.y - fixed.y, SMALLEST, room.height),
  };
  const { width, height } = ratio === null ? wanted : ofRatio(wanted, room, ratio);
  return { x: isLeft ? fixed.x - width : fixed.x, y: isTop ? fixed.y - height : fixed.y, width, height };
}

/** The largest of this ratio, as near as possible to where it was. */
export function withRatio(crop: Crop, ratio: number): Crop {
  const width = Math.min(1, ratio);
  const height = width / ratio;
  const centre = { x: crop.x + crop.width / 2, y: crop.y + crop.height / 2 };
  return {
    x: clamp(centre.x - width / 2, 0, 1 - width),
    y: clamp(centre.y - height / 2, 0, 1 - height),
    width,
    height,
  };
}

export function cornerPoint({ x, y, width, height }: Crop, corner: Corner): Point {
  return { x: corner.endsWith('left') ? x : x + width, y: corner.startsWith('top') ? y : y + height };
}

interface Size {
  width: number;
  height: number;
}

/** The larger side decides, as far as there is room for the other. */
function ofRatio(wanted: Size, room: Size, ratio: number): Size {
  const least = Math.max(SMALLEST, SMALLEST * ratio);
  const width = clamp(Math.max(wanted.width, wanted.height * ratio), least, room.width);
  return width / ratio <= room.height
    ? { width, height: width / ratio }
    : { width: room.height * ratio, height: room.height };
}

function rotated({ x, y, width, height }: Crop, by: Turn['rotate']): Crop {
  switch (by) {
    case 0:
      return { x, y, width, height };
    case 90:
      return { x: 1 - y - height, y: x, width: height, height: width };
    case 180:
      return { x: 1 - x - width, y: 1 - y - height, width, height };
    case 270:
      return { x: y, y: 1 - x - width, width: height, height: width };
  }
}

function flipped(crop: Crop, flip: Turn['flip']): Crop {
  if (flip === 'horizontal') return { ...crop, x: 1 - crop.x - crop.width };
  return flip === 'vertical' ? { ...crop, y: 1 - crop.y - crop.height } : crop;
}

/** A limit below the least wins. */
function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
