import type { Framing } from '../recipes/render-settings.ts';

/** How one picture is shown. */
export interface PictureLook {
  framing: Framing;
  /** Factor on the brightness that evens out its flicker; 1 = none. */
  gain: number;
  /** A script in Advanced SubStation Alpha; undefined = nothing is drawn. */
  drawn?: string | undefined;
}

const TURNS = { 0: [], 90: ['transpose=clock'], 180: ['hflip', 'vflip'], 270: ['transpose=cclock'] } as const;
const FLIPS = { none: [], horizontal: ['hflip'], vertical: ['vflip'] } as const;

/** Filters of ffmpeg in the order in which the engine applies a recipe. */
export function recipeFilters({ framing: { crop, rotate, flip }, gain }: PictureLook): string[] {
  const cut = crop && [
    `w='max(2,round(iw*${crop.width}))'`,
    `h='max(2,round(ih*${crop.height}))'`,
    `x='round(iw*${crop.x})'`,
    `y='round(ih*${crop.y})'`,
    'exact=1',
  ];
  const lit = `clip(val*${gain.toFixed(4)},0,255)`;
  return [
    ...(cut ? [`crop=${cut.join(':')}`] : []),
    ...TURNS[rotate],
    ...FLIPS[flip],
    ...(gain === 1 ? [] : ['format=rgb24', `lutrgb=r='${lit}':g='${lit}':b='${lit}'`]),
  ];
}
