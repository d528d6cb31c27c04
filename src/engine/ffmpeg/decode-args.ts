import { type PictureKind, uprightSize } from '../input/picture-kind.ts';
import { type Framing, isUntouched, wholeWhere, windowWhere } from '../output/framing.ts';
import { type Size, fitInside } from '../output/output-size.ts';

/** For EXIF orientation 1–8, and for a turn; index 0 is unused. */
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

/** Planar 4:2:0 with full range and the BT.601 matrix of JPEG, or RGB triples. */
export type RawFormat = 'yuv420p' | 'rgb24';

export interface DecodeRequest {
  kind: PictureKind;
  /** Pictures of another shape than the whole are fitted into it and centred on black. */
  framing: Framing;
  /** Of the raw frames, which show the framing's window, turned. */
  size: Size;
  format: RawFormat;
  /** For analysis only: JPEGs are decoded at a half, quarter or eighth of their size. */
  coarse: boolean;
  /**
   * Damaged pictures give no frame, and the frame list is written to file descriptor 3. Otherwise every picture gives
   * a frame, as good as possible.
   */
  judge: boolean;
}

export function rawFrameBytes(format: RawFormat, size: Size): number {
  return format === 'rgb24' ? size.width * size.height * 3 : (size.width * size.height * 3) / 2;
}

/** From packets on standard input to raw frames on standard output. */
export function decodeArgs(request: DecodeRequest): string[] {
  const { kind } = request;
  const lowres = lowresFor(request);
  return [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-noautorotate', '-copyts'],
    // A picture with damaged data must be missing rather than half grey.
    ...(request.judge ? ['-err_detect', 'explode'] : []),
    ...['-threads', '1'],
    ...(lowres > 0 ? ['-lowres', String(lowres)] : []),
    ...[
      '-probesize',
      '32',
      '-analyzeduration',
      '0',
      '-f',
      'matroska',
      '-protocol_whitelist',
      'pipe',
      '-c:v',
      kind.codec,
      '-i',
      'pipe:0',
    ],
    ...['-filter_complex', `[0:v]${decodeFilters(request)}${request.judge ? ',split[a][b]' : '[a]'}`],
    ...['-map', '[a]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo', 'pipe:1'],
    ...(request.judge
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

/** Number of halvings (0–3) that still leave at least the requested size. */
export function lowresFor({ kind, framing, size, coarse }: Omit<DecodeRequest, 'format' | 'judge'>): number {
  if (!coarse || kind.codec !== 'mjpeg') return 0;
  const { width, height } = uprightSize(kind);
  const fitted = fitInside({ width, height }, wholeWhere(framing, size));
  const halvings = Math.floor(Math.log2(Math.min(width / fitted.width, height / fitted.height)) + 0.02);
  return Math.max(0, Math.min(3, halvings));
}

export function uprightFilters({ orientation }: PictureKind): readonly string[] {
  return ORIENTATION_FILTERS[orientation]!;
}

export function decodeFilters(request: DecodeRequest): string {
  const { kind, size, framing, format, coarse } = request;
  const flags = coarse ? 'area' : 'bicubic';
  const upright = uprightSize(kind);
  return [
    ...(kind.alpha ? ['format=gbrap', 'premultiply=inplace=1', 'format=gbrp'] : []),
    ...uprightFilters(kind),
    ...(isUntouched(framing) ? fitIn(upright, size, flags) : cutOut(request, flags)),
    ...ORIENTATION_FILTERS[framing.turn]!,
    `scale=${size.width}:${size.height}:flags=${flags}+accurate_rnd:out_color_matrix=bt601:out_range=pc`,
    `format=${format}`,
  ].join(',');
}

function fitIn(upright: Size, size: Size, flags: string): string[] {
  if (cropOnly(upright, size)) return [`crop=${size.width}:${size.height}:0:0:exact=1`];
  const fitted = fitInside(upright, size);
  if (fitted.width === size.width && fitted.height === size.height) return [];
  // In RGB, where black is 0: for 4:2:0, `pad` uses 16 whatever the range.
  return [
    `scale=${fitted.width}:${fitted.height}:flags=${flags}`,
    'format=gbrp',
    `pad=${size.width}:${size.height}:-1:-1:black`,
  ];
}

/** Before anything is scaled, so that the crop is as sharp as the picture. */
function cutOut(request: DecodeRequest, flags: string): string[] {
  const { framing, kind, coarse } = request;
  const upright = uprightSize(kind);
  const fitted = fitInside(upright, framing.whole);
  const isAlike = fitted.width === framing.whole.width && fitted.height === framing.whole.height;
  const decoded = 2 ** lowresFor(request);
  const canvas = isAlike
    ? { width: Math.ceil(upright.width / decoded), height: Math.ceil(upright.height / decoded) }
    : framing.whole;
  // Even places keep luma and chroma of 4:2:0 together; analysis can do without.
  const { x, y, width, height } = windowWhere(framing, canvas, coarse ? 1 : 2);
  return [...(isAlike ? [] : fitIn(upright, canvas, flags)), `crop=${width}:${height}:${x}:${y}:exact=1`];
}

/** Cropping an odd last column or row keeps every pixel sharp. */
function cropOnly(picture: Size, size: Size): boolean {
  const widthOver = picture.width - size.width;
  const heightOver = picture.height - size.height;
  return widthOver >= 0 && widthOver <= 1 && heightOver >= 0 && heightOver <= 1 && widthOver + heightOver > 0;
}
