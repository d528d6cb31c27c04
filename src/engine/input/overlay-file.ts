import { readFileSync } from 'node:fs';
import type { OverlayFile, PicturesOfPrint } from '../../overlay/pictures.ts';
import type { Overlay } from '../../shared/overlay.ts';
import { describeError } from '../run/failure.ts';
import { usage } from '../run/variables.ts';

const TEMPERATURES = ['graph', 'numbers', 'none'] as const;
const POSITIONS = ['bottom-left', 'bottom-right', 'top-left', 'top-right'] as const;
const LANGUAGES = ['en', 'de'] as const;

type Fields = Record<string, unknown>;
type Picture = PicturesOfPrint['pictures'][number];

/** @param path undefined = nothing is drawn @throws EngineFailure naming the variable and what is wrong */
export function readOverlayFile(path: string | undefined): OverlayFile | undefined {
  if (path === undefined) return undefined;
  try {
    return overlayIn(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw usage(
      `TIMELAPSE_OVERLAY is "${path}", but must be the path of a JSON file as README.md describes it: ` +
        `${describeError(error)}.`,
    );
  }
}

/** What is missing is as usual, or not known. */
function overlayIn(said: unknown): OverlayFile {
  const { overlay, started_at, layer_count, pictures = [] } = fields('the file', said);
  if (!Array.isArray(pictures)) throw new TypeError('"pictures" is no list');
  return {
    overlay: wishIn(fields('"overlay"', overlay ?? {})),
    started_at: numberOrNull(started_at),
    layer_count: numberOrNull(layer_count),
    pictures: pictures.flatMap(pictureIn),
  };
}

function wishIn(wish: Fields): Overlay {
  return {
    title: flag(wish, 'title'),
    elapsed: flag(wish, 'elapsed'),
    layer: flag(wish, 'layer'),
    temperatures: word(wish, 'temperatures', TEMPERATURES),
    progress_bar: flag(wish, 'progress_bar'),
    position: word(wish, 'position', POSITIONS),
    language: word(wish, 'language', LANGUAGES),
    logo: null,
  };
}

/** What is no picture is passed over, as a line of a log is. */
function pictureIn(said: unknown): Picture[] {
  const { name, at, layer, nozzle, bed, chamber, progress } = (said ?? {}) as Fields;
  if (typeof name !== 'string') return [];
  const values = { at, layer, nozzle, bed, chamber, progress };
  const known = Object.entries(values).map(([key, value]) => [key, numberOrNull(value)] as const);
  return [{ name, ...(Object.fromEntries(known) as Omit<Picture, 'name'>) }];
}

function fields(what: string, said: unknown): Fields {
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    throw new TypeError(`${what} is no object`);
  return said as Fields;
}

function flag(wish: Fields, key: string): boolean {
  const value = wish[key] ?? true;
  if (typeof value !== 'boolean') throw new TypeError(`"${key}" must be true or false`);
  return value;
}

/** The first counts where nothing is said. */
function word<T extends string>(wish: Fields, key: string, allowed: readonly [T, ...T[]]): T {
  const value = wish[key] ?? allowed[0];
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new TypeError(`"${key}" must be one of ${allowed.join(', ')}`);
  return found;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
