import type { FeatureReader } from '../measure/feature-reader.ts';
import { LOG_SCALE, UNUSABLE } from '../measure/features.ts';
import { PIVOT } from './light.ts';

/**
 * How a camera answers to more light. With more light, dark parts of a picture become brighter by a larger factor than
 * bright ones, since its tone curve bends towards white. The logarithm of a level `L` grows by `g · h(L)` when the
 * light's logarithm grows by `g`, with the same growth `h` in every frame and channel (Debevec & Malik 1997 recover the
 * same curve from exposures of known ratio). `h = 1` is a plain factor; a camera that changes its gamma has
 * `h` proportional to `ln 255 − L`.
 *
 * On the scale `φ(L) = ∫ dL / h(L)` light is a plain sum again, so all measuring is done on it.
 */
export interface Response {
  /** Whether light is a plain factor. */
  straight: boolean;
  /** `φ` of the logarithm of a level; 0 at the pivot. */
  toScale(level: number): number;
  /** The logarithm of the level for a place on the scale. */
  toLevel(place: number): number;
  /** The growth `h` at a place on the scale. */
  growthAt(place: number): number;
}

/** The response of a plain factor. */
export const STRAIGHT: Response = {
  straight: true,
  toScale: (level) => level - PIVOT,
  toLevel: (place) => place + PIVOT,
  growthAt: () => 1,
};

/** Entries of the table of `φ`: one for each stored feature. */
const ENTRIES = 2 ** 15;

/**
 * The response with a growth given by `growth(L − PIVOT)`, which must be positive.
 */
export function responseOf(growth: (tone: number) => number): Response {
  const scale = new Float64Array(ENTRIES);
  for (let i = 1; i < ENTRIES; i += 1) {
    scale[i] = scale[i - 1]! + 1 / (LOG_SCALE * growth((i - 0.5) / LOG_SCALE - PIVOT));
  }
  const atPivot = between(scale, PIVOT * LOG_SCALE);
  for (let i = 0; i < ENTRIES; i += 1) scale[i]! -= atPivot;
  const toLevel = (place: number) => indexOf(scale, place) / LOG_SCALE;
  return {
    straight: false,
    toScale: (level) => between(scale, level * LOG_SCALE),
    toLevel,
    growthAt: (place) => growth(toLevel(place) - PIVOT),
  };
}

/** The same frames with features on the scale of the response: `LOG_SCALE · φ` instead of `LOG_SCALE · L`. */
export function onScale(reader: FeatureReader, response: Response): FeatureReader {
  const table = Int16Array.from({ length: ENTRIES }, (_, i) => {
    const place = Math.round(LOG_SCALE * response.toScale(i / LOG_SCALE));
    return Math.max(UNUSABLE + 1, Math.min(-UNUSABLE - 1, place));
  });
  return {
    ...reader,
    read: (frame, into) => {
      reader.read(frame, into);
      for (let i = 0; i < into.length; i += 1) if (into[i] !== UNUSABLE) into[i] = table[into[i]!]!;
    },
  };
}

/**
 * Weights for features on the scale, by `LOG_SCALE · φ + 2^15`: `h²`, since the noise of a logarithm becomes `1/h` times
 * as large on the scale. Undefined where all are 1.
 */
export function scaleWeights(response: Response): Float32Array | undefined {
  if (response.straight) return undefined;
  return Float32Array.from({ length: 2 ** 16 }, (_, i) => response.growthAt((i - 2 ** 15) / LOG_SCALE) ** 2);
}

/** Logarithms of levels, by `LOG_SCALE · φ + 2^15`: the way back from features on the scale. */
export function levelsOfScale(response: Response): Float32Array {
  return Float32Array.from({ length: 2 ** 16 }, (_, i) => response.toLevel((i - 2 ** 15) / LOG_SCALE));
}

function between(table: Float64Array, index: number): number {
  const held = Math.max(0, Math.min(table.length - 1, index));
  const before = Math.min(table.length - 2, Math.floor(held));
  return table[before]! + (held - before) * (table[before + 1]! - table[before]!);
}

/** Place of a value in a rising table. */
function indexOf(table: Float64Array, value: number): number {
  let low = 0;
  let high = table.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table[middle]! <= value) low = middle;
    else high = middle;
  }
  const step = table[high]! - table[low]!;
  return low + Math.max(0, Math.min(1, (value - table[low]!) / step));
}
