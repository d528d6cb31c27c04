import type { Density } from '../state/density.ts';

/** Narrowest width that the contents of a card fit into, in CSS pixels, beside a narrow and a wide gap. */
const NARROWEST: Record<Density, { narrow: number; wide: number }> = {
  small: { narrow: 150, wide: 200 },
  medium: { narrow: 280, wide: 280 },
  large: { narrow: 420, wide: 420 },
  list: { narrow: Number.POSITIVE_INFINITY, wide: Number.POSITIVE_INFINITY },
};

/** @param isNarrow on a small screen */
export function gridColumns(width: number, gap: number, density: Density, isNarrow: boolean): number {
  const narrowest = NARROWEST[density][isNarrow ? 'narrow' : 'wide'];
  return Math.max(1, Math.floor((width + gap) / (narrowest + gap)));
}
