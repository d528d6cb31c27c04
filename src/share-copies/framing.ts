import { cropSpan } from '../lib/crop-span.ts';
import type { Crop } from '../shared/recipe.ts';
import type { ShareAspect } from '../shared/share-copies.ts';

interface Size {
  width: number;
  height: number;
}

export interface Area extends Size {
  x: number;
  y: number;
}

const RATIOS: Record<Exclude<ShareAspect, 'original'>, number> = { '16:9': 16 / 9, '9:16': 9 / 16, '1:1': 1 };

/** Colours have half the resolution. */
const EVEN = 2;

/** The largest part of this shape, in parts of the picture. */
export function windowOf(picture: Size, aspect: ShareAspect): Size {
  if (aspect === 'original') return { width: 1, height: 1 };
  const ratio = RATIOS[aspect] / (picture.width / picture.height);
  return ratio < 1 ? { width: ratio, height: 1 } : { width: 1, height: 1 / ratio };
}

/** A crop in pixels; where the shape differs, the middle of it. */
export function areaOf(picture: Size, crop: Crop, aspect: ShareAspect): Area {
  const whole = spans(picture, crop);
  if (aspect === 'original') return whole;
  const { width, height } = windowOf(whole, aspect);
  const inside = { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
  const part = spans(whole, inside);
  return { ...part, x: whole.x + part.x, y: whole.y + part.y };
}

function spans(picture: Size, crop: Crop): Area {
  const across = cropSpan(crop.x, crop.width, picture.width, EVEN);
  const down = cropSpan(crop.y, crop.height, picture.height, EVEN);
  return { x: across.start, y: down.start, width: across.length, height: down.length };
}
