import { AS_JPEG } from '../media/as-jpeg.ts';
import { assFilter } from '../media/ass-filter.ts';
import { type PictureFormat, pictureInput, videoInput } from '../media/ffmpeg-input.ts';
import { type PictureLook, recipeFilters } from './recipe-filters.ts';
import { PREVIEW_COLUMNS, PREVIEW_ROWS, PREVIEW_TILE_WIDTH } from '../shared/preview-grid.ts';

/** In pixels: sharp on a card on a phone. */
const FRAME_WIDTH = 480;
/** Fills a phone, or the editor on a desktop. */
const RECIPE_WIDTH = 960;
/** In pixels; only extreme shapes reach it. */
const MAX_HEIGHT = 960;
/** Decoding a larger picture would need too much memory on a small machine. */
const MAX_PIXELS = 150_000_000;

const TILES = PREVIEW_COLUMNS * PREVIEW_ROWS;

const QUIET = ['-v', 'error', '-nostdin', '-y'];

/**
 * A tile is the frame in the middle of its part; short videos repeat frames.
 *
 * @param durationSeconds one minute if unknown
 */
export function sheetArgs(videoPath: string, durationSeconds: number, output: string): string[] {
  const filters = [
    'setpts=PTS-STARTPTS',
    `fps=${TILES}/${durationSeconds > 0 ? durationSeconds : 60}`,
    `scale=w=${PREVIEW_TILE_WIDTH}:h='2*round(clip(${PREVIEW_TILE_WIDTH}/dar,2,${MAX_HEIGHT})/2)':${AS_JPEG}`,
    'setsar=1,format=yuvj420p',
    `tpad=stop=${TILES}:stop_mode=clone`,
    `tile=${PREVIEW_COLUMNS}x${PREVIEW_ROWS}`,
  ];
  return [
    ...[...QUIET, '-threads', '2', ...videoInput(videoPath)],
    ...['-map', '0:v:0', '-vf', filters.join(',')],
    ...jpegOutput(output),
  ];
}

export interface ShownPicture {
  path: string;
  format: PictureFormat;
  /** Filters that turn it, where it does not say itself how it is to be turned. */
  upright?: string[];
  /** Undefined = as it is. */
  look: PictureLook | undefined;
  /** Path of the script with what is drawn into it. */
  drawn?: string | null;
}

/** Obeys EXIF orientation, and like the engine rejects damaged pictures. */
export function frameArgs(
  { path, format, upright = [], look, drawn = null }: ShownPicture,
  output: string,
): string[] {
  const filters = [...upright, ...(look ? recipeFilters(look) : [])];
  const width = look ? RECIPE_WIDTH : FRAME_WIDTH;
  const size = `w='min(${width},iw)':h='2*round(clip(ow/a,2,${MAX_HEIGHT})/2)'`;
  const all = [...filters, `scale=${size}:${AS_JPEG}`, 'setsar=1', 'format=yuvj420p'];
  if (drawn !== null) all.push(assFilter(drawn));
  return [
    ...[...QUIET, '-err_detect', 'explode', '-max_pixels', String(MAX_PIXELS), '-threads', '1'],
    ...pictureInput(path, format),
    ...['-vf', all.join(',')],
    ...jpegOutput(output),
  ];
}

function jpegOutput(path: string): string[] {
  return ['-frames:v', '1', '-q:v', '5', '-f', 'image2', '-update', '1', `file:${path}`];
}
