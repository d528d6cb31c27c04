import type { Crop, WirePreset } from '../contract.ts';
import { type Turn, WHOLE } from './crop-geometry.ts';
import { onPreset, type RecipeDraft, withFields } from './recipe-draft.ts';

/** What is shown of a picture, and how it is turned. */
export interface Framing extends Turn {
  /** Of the upright picture. */
  crop: Crop;
}

export const UNFRAMED: Framing = { crop: WHOLE, rotate: 0, flip: 'none' };

export function framingIn(draft: RecipeDraft, preset: WirePreset | null): Framing {
  const { crop, rotate, flip } = onPreset(draft, preset);
  return {
    crop: crop ?? UNFRAMED.crop,
    rotate: rotate ?? UNFRAMED.rotate,
    flip: flip ?? UNFRAMED.flip,
  };
}

/** What is as in the preset is not set. */
export function withFraming(draft: RecipeDraft, preset: WirePreset | null, next: Framing): RecipeDraft {
  const otherwise = framingIn({}, preset);
  const changed = <Field extends keyof Framing>(field: Field): Framing[Field] | null =>
    JSON.stringify(next[field]) === JSON.stringify(otherwise[field]) ? null : next[field];
  return withFields(draft, { crop: changed('crop'), rotate: changed('rotate'), flip: changed('flip') });
}

export function isWhole({ width, height }: Crop): boolean {
  return width === 1 && height === 1;
}
