import type { TakenPicture } from '../capture/capture-log.ts';
import type { FrameFile } from '../previews/read-frames.ts';

/** What is logged with a picture; temperatures in °C, progress in percent. */
export const LOGGED = ['nozzle', 'bed', 'chamber', 'progress', 'layer'] as const;
export type Logged = (typeof LOGGED)[number];

/** The pictures of a video, in its order; one entry for each. */
export interface PictureFacts {
  /** When it was taken, milliseconds since 1970; null = unknown. */
  at: (number | null)[];
  /** Most times were logged with the pictures; else they are those of the files, which copying may have changed. */
  isLogged: boolean;
  /** Those of which nothing was logged are missing. */
  logged: Partial<Record<Logged, (number | null)[]>>;
  /** The last number of layers that was logged. */
  layers: number | null;
}

/**
 * @param shown names in the order of the video
 * @param files what lies in the folder
 * @param log by name
 */
export function factsOf(
  shown: readonly string[],
  files: readonly FrameFile[],
  log: ReadonlyMap<string, TakenPicture>,
): PictureFacts {
  const modified = new Map(files.map(({ name, modifiedAt }) => [name, modifiedAt]));
  const taken = shown.map((name) => log.get(name));
  const known = LOGGED.map((key) => [key, taken.map((each) => loggedOf(each, key))] as const);
  return {
    at: shown.map((name, index) => taken[index]?.at ?? modified.get(name) ?? null),
    isLogged: taken.filter((each) => each !== undefined).length * 2 > shown.length,
    logged: Object.fromEntries(known.filter(([, values]) => values.some((value) => value !== null))),
    layers: taken.findLast((each) => typeof each?.layers === 'number')?.layers ?? null,
  };
}

function loggedOf(picture: TakenPicture | undefined, key: Logged): number | null {
  const value = picture?.[key] ?? null;
  return key === 'progress' && value !== null ? Math.round(value * 10_000) / 100 : value;
}
