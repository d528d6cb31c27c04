import { type Environment, oneOf, parseDecimal, setting, usage } from './variables.ts';

/** In parts (0–1) of the upright picture. */
export interface Crop {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Degrees clockwise. */
const ROTATIONS = ['0', '90', '180', '270'] as const;
export type Rotate = 0 | 90 | 180 | 270;

const FLIPS = ['none', 'horizontal', 'vertical'] as const;
export type Flip = (typeof FLIPS)[number];

/** What is shown of the folder and of its pictures. */
export interface RecipeSettings {
  /** File names; undefined = from the beginning, to the end. */
  first: string | undefined;
  last: string | undefined;
  /** Files with NUL-separated names of frames. */
  excludeList: string | undefined;
  includeList: string | undefined;
  /** Undefined = the whole picture. */
  crop: Crop | undefined;
  /** After the crop; then `flip`. */
  rotate: Rotate;
  flip: Flip;
  /** A JSON file with what is drawn into the picture; undefined = nothing. */
  overlay: string | undefined;
}

/** A crop that ends this little beyond the edge was rounded. */
const ROUNDING = 1e-4;

/** @throws EngineFailure naming the variable, its value and what is allowed */
export function readRecipe(env: Environment): RecipeSettings {
  return {
    first: setting(env, 'TIMELAPSE_FIRST_FRAME'),
    last: setting(env, 'TIMELAPSE_LAST_FRAME'),
    excludeList: setting(env, 'TIMELAPSE_EXCLUDE'),
    includeList: setting(env, 'TIMELAPSE_INCLUDE'),
    crop: cropIn(env),
    rotate: Number(oneOf(env, 'TIMELAPSE_ROTATE', '0', ROTATIONS)) as Rotate,
    flip: oneOf(env, 'TIMELAPSE_FLIP', 'none', FLIPS),
    overlay: setting(env, 'TIMELAPSE_OVERLAY'),
  };
}

function cropIn(env: Environment): Crop | undefined {
  const value = setting(env, 'TIMELAPSE_CROP')?.trim();
  if (value === undefined) return undefined;
  const parts = value.split(',').map((part) => parseDecimal(part.trim()));
  const [x, y, width, height] = parts as [number, number, number, number];
  const inside = (start: number, length: number) => length > 0 && start + length <= 1 + ROUNDING;
  if (parts.length !== 4 || !inside(x, width) || !inside(y, height)) {
    throw usage(
      `TIMELAPSE_CROP is "${value}", but must be x,y,width,height in parts of the picture: ` +
        'four numbers from 0 to 1, with x + width and y + height no more than 1.',
    );
  }
  return x === 0 && y === 0 && width >= 1 && height >= 1 ? undefined : { x, y, width, height };
}
