import { beginnings, inTime } from '../lib/points.ts';
import type { Overlay } from '../shared/overlay.ts';
import type { Point } from '../shared/points.ts';
import type { SeriesKey, WirePrintData } from '../shared/print-data.ts';
import { TEMPERATURES } from './temperatures.ts';

const KEYS: readonly SeriesKey[] = [...TEMPERATURES, 'progress'];

/** What is known of the print when a picture was taken; null = unknown. */
export interface PictureValues extends Record<SeriesKey | 'layer', number | null> {
  /** Milliseconds since 1970. */
  at: number | null;
}

/** What is known of the pictures of a folder, whichever of them a video shows. */
export interface PicturesOfPrint {
  started_at: number | null;
  layer_count: number | null;
  pictures: ({ name: string } & PictureValues)[];
}

/** What the app hands to the engine. */
export interface OverlayFile extends PicturesOfPrint {
  overlay: Overlay;
}

export const NOTHING_KNOWN: PicturesOfPrint = { started_at: null, layer_count: null, pictures: [] };

/** @param names of the pictures that the video shows, one for each frame */
export function printDataOf(print: PicturesOfPrint, names: readonly string[]): WirePrintData {
  const { started_at, layer_count, pictures } = print;
  const byName = new Map(pictures.map((each) => [each.name, each]));
  const shown = names.map((name, index) => ({ n: index + 1, values: byName.get(name) }));
  const timed = shown.flatMap(({ n, values }) =>
    values === undefined || values.at === null ? [] : [{ n, at: values.at, values }],
  );
  const series = KEYS.flatMap((key): WirePrintData['series'] => {
    const points = timed.map(({ at, values }): Point => [at, values[key]]).toSorted(inTime);
    const isKnown = points.some(([, value]) => value !== null);
    return isKnown ? [{ key, unit: key === 'progress' ? '%' : '°C', points }] : [];
  });
  return {
    series,
    layers: beginnings(shown.map(({ n, values }) => [n, values?.layer ?? null])),
    layer_count,
    pictures: timed.map(({ n, at }) => [n, at]),
    started_at,
  };
}
