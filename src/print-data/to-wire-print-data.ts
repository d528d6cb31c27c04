import { beginnings, inTime, MAX_POINTS, thinPoints } from '../lib/points.ts';
import { type Point, valueAt } from '../shared/points.ts';
import { NOTHING_KNOWN, type PicturesOfPrint } from '../overlay/pictures.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import { SERIES, type SeriesKey, type WirePrintData } from '../shared/print-data.ts';
import type { VideoInfo } from '../timelapses/timelapse.ts';
import type { PictureFacts } from './picture-facts.ts';
import type { PrintData, SensorRecord } from './print-data-store.ts';

/** Times of files are those of the pictures when they lie in the print, or so near to it. */
const NEAR_MS = 3_600_000;

export const NO_PRINT_DATA: WirePrintData = {
  series: [],
  layers: [],
  layer_count: null,
  pictures: [],
  started_at: null,
};

export interface ShownVideo {
  video: VideoInfo;
  /** Where the video begins in the whole, in seconds. */
  cutFrom: number;
  job: Pick<PrintJob, 'startedAt' | 'endedAt'> | null;
}

/** What was logged with the pictures comes first, then what the sensors recorded. */
export function toWirePrintData({ pictures, sensors }: PrintData, shown: ShownVideo): WirePrintData {
  if (pictures === null) return NO_PRINT_DATA;
  const { times, curves, layerOf, layerCount, startedAt } = knownOf(pictures, sensors, shown.job);
  const series = curves.map(([key, points]) => ({ key, unit: unitOf(key), points: thinPoints(points) }));
  const numbers = shownNumbers(pictures, shown);
  const layers = beginnings(numbers.map(({ index, n }) => [n, layerOf(index)]));
  if (series.length === 0 && layers.length === 0) return NO_PRINT_DATA;
  return {
    series,
    layers,
    layer_count: layerCount,
    pictures: evenly(
      numbers.flatMap(({ index, n }): [number, number][] => {
        const at = times[index] ?? null;
        return at === null ? [] : [[n, at]];
      }),
    ),
    started_at: startedAt,
  };
}

/** The same for each picture, whichever of them a video shows. @param names of the pictures */
export function toPicturesOfPrint(
  names: readonly string[],
  { pictures, sensors }: PrintData,
  job: ShownVideo['job'],
): PicturesOfPrint {
  if (pictures === null) return NOTHING_KNOWN;
  const { times, curves, layerOf, layerCount, startedAt } = knownOf(pictures, sensors, job);
  const valueThen = (key: SeriesKey, at: number | null): number | null => {
    const points = curves.find(([each]) => each === key)?.[1];
    return points === undefined || at === null ? null : valueAt(points, at);
  };
  const known = names.map((name, index) => {
    const at = times[index] ?? null;
    const values = Object.fromEntries(SERIES.map((key) => [key, valueThen(key, at)]));
    return { name, at, layer: layerOf(index), ...(values as Record<SeriesKey, number | null>) };
  });
  const isKnown = curves.length > 0 || known.some(({ layer }) => layer !== null);
  return isKnown ? { started_at: startedAt, layer_count: layerCount, pictures: known } : NOTHING_KNOWN;
}

/** What is known of all pictures of a folder. */
function knownOf(pictures: PictureFacts, sensors: SensorRecord | null, job: ShownVideo['job']) {
  const times = areTimes(pictures, job) ? pictures.at : pictures.at.map(() => null);
  const curves = SERIES.flatMap((key): [SeriesKey, Point[]][] => {
    const points = pointsOf(key, { pictures, times, sensors });
    return points.length > 0 ? [[key, points]] : [];
  });
  const first = times.find((at) => at !== null) ?? null;
  const startedAt = job?.startedAt ?? null;
  return {
    times,
    curves,
    layerOf: (index: number): number | null =>
      pictures.logged.layer?.[index] ?? recordedAt(sensors, 'layer', times[index] ?? null),
    layerCount:
      pictures.layers ?? sensors?.points.layers?.findLast(([, value]) => value !== null)?.[1] ?? null,
    startedAt: startedAt !== null && first !== null && startedAt <= first ? startedAt : first,
  };
}

/** Copying a folder may have changed the times of its files. */
function areTimes({ at, isLogged }: PictureFacts, job: ShownVideo['job']): boolean {
  if (isLogged) return true;
  const { startedAt, endedAt } = job ?? { startedAt: null, endedAt: null };
  if (startedAt === null || endedAt === null) return false;
  const within = at.filter(
    (each) => each !== null && each >= startedAt - NEAR_MS && each <= endedAt + NEAR_MS,
  );
  return within.length * 2 > at.length && new Set(within).size > 1;
}

function pointsOf(
  key: SeriesKey,
  {
    pictures,
    times,
    sensors,
  }: { pictures: PictureFacts; times: (number | null)[]; sensors: SensorRecord | null },
): Point[] {
  const values = pictures.logged[key] ?? [];
  const logged = times
    .flatMap((at, index): Point[] => (at === null ? [] : [[at, values[index] ?? null]]))
    .toSorted(inTime);
  const known = logged.filter(([, value]) => value !== null).length;
  if (known * 2 > times.length) return logged;
  const isRecorded = times.some((at) => recordedAt(sensors, key, at) !== null);
  if (isRecorded) return sensors?.points[key] ?? [];
  return known > 0 ? logged : [];
}

function recordedAt(
  sensors: SensorRecord | null,
  key: SeriesKey | 'layer',
  at: number | null,
): number | null {
  if (sensors === null || at === null || at < sensors.from || at > sensors.to) return null;
  return valueAt(sensors.points[key] ?? [], at);
}

/** The pictures that the video shows: of a video that was cut, a part of the whole. */
function shownNumbers({ at }: PictureFacts, { video, cutFrom }: ShownVideo): { index: number; n: number }[] {
  const { fps, durationSeconds } = video;
  // A frame that begins just before the cut is not in it.
  const offset = Math.ceil(cutFrom * fps - 0.01);
  const frames = Math.round(durationSeconds * fps);
  return at.map((_, index) => ({ index, n: index + 1 - offset })).filter(({ n }) => n >= 1 && n <= frames);
}

function evenly<T>(all: readonly T[]): T[] {
  const step = Math.ceil(all.length / (MAX_POINTS - 1));
  return all.filter((_, index) => index % step === 0 || index === all.length - 1);
}

function unitOf(key: SeriesKey): '°C' | '%' {
  return key === 'progress' ? '%' : '°C';
}
