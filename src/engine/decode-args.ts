import { type PictureKind, uprightSize } from './picture-kind.ts';
import { type Size, fitInside } from './output-size.ts';

/** Filters that turn a picture as EXIF orientation 1–8 says; index 0 is not used. */
const ORIENTATION_FILTERS = [
  [],
  [],
  ['hflip'],
  ['hflip', 'vflip'],
  ['vflip'],
  ['transpose=cclock_flip'],
  ['transpose=clock'],
  ['transpose=clock_flip'],
  ['transpose=cclock'],
] as const;

/** What a decoder delivers: planar 4:2:0, full range, the BT.601 matrix of JPEG; or RGB triples. */
export type RawFormat = 'yuv420p' | 'rgb24';

/** How to decode a run of pictures of one kind. */
export interface DecodeRequest {
  kind: PictureKind;
  /** Size of the raw frames; pictures of another shape are fitted in and centred on black. */
  size: Size;
  format: RawFormat;
  /** Only for looking, not for the video: JPEGs are decoded at a half, quarter or eighth of their size. */
  coarse: boolean;
  /** Whether frame times are wanted as text on file descriptor 3. */
  times: boolean;
}

/** Bytes of one raw frame. */
export function rawFrameBytes(format: RawFormat, size: Size): number {
  return format === 'rgb24' ? size.width * size.height * 3 : (size.width * size.height * 3) / 2;
}

/** Arguments of the ffmpeg that turns packets on standard input into raw frames on standard output. */
export function decodeArgs(request: DecodeRequest): string[] {
  const { kind } = request;
  const lowres = lowresFor(request);
  return [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-noautorotate', '-copyts'],
    // A picture with damaged data must be missing rather than half grey.
    ...['-err_detect', 'explode', '-threads', '1'],
    ...(lowres > 0 ? ['-lowres', String(lowres)] : []),
    ...['-probesize', '32', '-analyzeduration', '0', '-f', 'matroska', '-c:v', kind.codec, '-i', 'pipe:0'],
    ...['-filter_complex', `[0:v]${decodeFilters(request)}${request.times ? ',split[a][b]' : '[a]'}`],
    ...['-map', '[a]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo', 'pipe:1'],
    ...(request.times
      ? [
          '-map',
          '[b]',
          '-fps_mode',
          'passthrough',
          '-c:v',
          'rawvideo',
          '-flush_packets',
          '1',
          '-f',
          'framecrc',
          'pipe:3',
        ]
      : []),
  ];
}

/** How many halvings (0–3) a JPEG decoder may leave out and still give at least the size asked for. */
function lowresFor({ kind, size, coarse }: DecodeRequest): number {
  if (!coarse || kind.codec !== 'mjpeg') return 0;
  const fitted = fitInside(uprightSize(kind), size);
  const { width, height } = uprightSize(kind);
  const halvings = Math.floor(Math.log2(Math.min(width / fitted.width, height / fitted.height)) + 0.02);
  return Math.max(0, Math.min(3, halvings));
}

/** The chain of filters from a decoded picture to the raw frame asked for. */
export function decodeFilters({ kind, size, format, coarse }: DecodeRequest): string {
  const upright = uprightSize(kind);
  const fitted = fitInside(upright, size);
  const flags = coarse ? 'area' : 'bicubic';
  return [
    ...(kind.alpha ? ['format=gbrap', 'premultiply=inplace=1', 'format=gbrp'] : []),
    ...ORIENTATION_FILTERS[kind.orientation]!,
    ...(cropOnly(upright, size) ? [`crop=${size.width}:${size.height}:0:0:exact=1`] : []),
    ...(fitted.width === size.width && fitted.height === size.height
      ? []
      : // In RGB, where black is black: `pad` takes 16 for black in 4:2:0 whatever its range.
        [
          `scale=${fitted.width}:${fitted.height}:flags=${flags}`,
          'format=gbrp',
          `pad=${size.width}:${size.height}:-1:-1:black`,
        ]),
    `scale=${size.width}:${size.height}:flags=${flags}+accurate_rnd:out_color_matrix=bt601:out_range=pc`,
    `format=${format}`,
  ].join(',');
}

/** Whether only the odd last column or row is in the way of an even size: cutting it keeps every pixel sharp. */
function cropOnly(picture: Size, size: Size): boolean {
  const widthOver = picture.width - size.width;
  const heightOver = picture.height - size.height;
  return widthOver >= 0 && widthOver <= 1 && heightOver >= 0 && heightOver <= 1 && widthOver + heightOver > 0;
}
