import { PREVIEW_COLUMNS, PREVIEW_ROWS, PREVIEW_TILE_WIDTH } from '../shared/preview-grid.ts';

/** Widest picture of a single frame, in pixels: sharp on a card of a phone. */
const FRAME_WIDTH = 480;
/** Highest picture of a single frame and of a tile, in pixels, against a shape that no camera has. */
const MOST_HEIGHT = 960;
/** Larger pictures are refused: decoding one would take more memory than a small machine has to spare. */
const MOST_PIXELS = 150_000_000;

const TILES = PREVIEW_COLUMNS * PREVIEW_ROWS;

/** What a JPEG holds: full range and its own colour matrix, whatever the video has. */
const AS_JPEG = 'flags=area:out_color_matrix=bt601:out_range=pc';

const QUIET = ['-v', 'error', '-nostdin', '-y'];

/**
 * Arguments of the ffmpeg that makes the sprite sheet of a video. A tile is the frame in the middle of its part; a
 * video with fewer frames than tiles repeats them, and the last one fills up.
 *
 * @param durationSeconds of the video; a minute is as good as any where it is not known
 */
export function sheetArgs(videoPath: string, durationSeconds: number, output: string): string[] {
  const filters = [
    'setpts=PTS-STARTPTS',
    `fps=${TILES}/${durationSeconds > 0 ? durationSeconds : 60}`,
    `scale=w=${PREVIEW_TILE_WIDTH}:h='2*round(clip(${PREVIEW_TILE_WIDTH}/dar,2,${MOST_HEIGHT})/2)':${AS_JPEG}`,
    'setsar=1,format=yuvj420p',
    `tpad=stop=${TILES}:stop_mode=clone`,
    `tile=${PREVIEW_COLUMNS}x${PREVIEW_ROWS}`,
  ];
  return [
    ...[...QUIET, '-threads', '2', '-i', `file:${videoPath}`],
    ...['-map', '0:v:0', '-vf', filters.join(',')],
    ...jpegOutput(output),
  ];
}

/**
 * Arguments of the ffmpeg that scales one frame down. It turns the picture as its EXIF orientation says, and takes a
 * damaged one for none, as the engine does.
 */
export function frameArgs(framePath: string, output: string): string[] {
  const size = `w='min(${FRAME_WIDTH},iw)':h='2*round(clip(ow/a,2,${MOST_HEIGHT})/2)'`;
  return [
    ...[...QUIET, '-err_detect', 'explode', '-max_pixels', String(MOST_PIXELS), '-threads', '1'],
    ...[...literally(framePath), '-i', `file:${framePath}`],
    ...['-vf', `scale=${size}:${AS_JPEG},setsar=1,format=yuvj420p`],
    ...jpegOutput(output),
  ];
}

/**
 * ffmpeg takes `%03d` in the name of a picture for a pattern and would read another file; a format that knows no
 * patterns keeps it from that. Other names are left to its look at the content, for extensions lie.
 */
function literally(path: string): string[] {
  if (!path.includes('%')) return [];
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return ['-f', extension === 'png' || extension === 'webp' ? `${extension}_pipe` : 'jpeg_pipe'];
}

function jpegOutput(path: string): string[] {
  return ['-frames:v', '1', '-q:v', '5', '-f', 'image2', '-update', '1', `file:${path}`];
}
