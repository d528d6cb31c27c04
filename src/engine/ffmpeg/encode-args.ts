import type { EncoderLimits } from '../output/memory-plan.ts';
import type { Size } from '../output/output-size.ts';
import type { Settings } from '../run/settings.ts';
import type { Timing } from '../output/timing.ts';
import { DRAW_TEXT } from './drawn-text.ts';

export interface EncodeRequest {
  size: Size;
  timing: Timing;
  settings: Settings;
  limits: EncoderLimits;
  /** MP4 tags by name. */
  tags: Readonly<Record<string, string>>;
  output: string;
  /** A script in Advanced SubStation Alpha; undefined = nothing is drawn. */
  drawn: string | undefined;
}

const COLOURS = [
  '-color_range',
  'tv',
  '-colorspace',
  'bt709',
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
];

/** For raw limited-range BT.709 4:2:0 frames on standard input. */
export function encodeArgs(request: EncodeRequest): string[] {
  const { size, timing, settings, limits } = request;
  // Drawn once for the picture that is held.
  const filters = [
    ...(request.drawn === undefined ? [] : [DRAW_TEXT]),
    ...(timing.holdFrames > 0 ? [`tpad=stop_mode=clone:stop=${timing.holdFrames}`] : []),
  ];
  return [
    // Its version is wanted, which it says before anything else; what is not an error is left out by its reader.
    ...['-nostdin', '-nostats', '-v', 'level+info', '-y'],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', `${size.width}x${size.height}`],
    ...['-framerate', String(timing.fps), ...COLOURS, '-protocol_whitelist', 'pipe', '-i', 'pipe:0'],
    ...(filters.length === 0 ? [] : ['-vf', filters.join(',')]),
    ...['-map_metadata', '-1', '-c:v', 'libx264', '-profile:v', 'high', '-preset', settings.preset],
    ...['-crf', String(settings.quality), '-pix_fmt', 'yuv420p', ...COLOURS],
    // One frame waits for the lookahead, not as many as there are B-frames: 18 MB less at 1080p for the same bytes
    // and time. With 0, the lookahead runs in the reading thread, which takes 3 to 5 % longer.
    // In BT.709 an error of Cb or Cr is 8 % larger in red and blue than in BT.601, in which pictures are stored: colours are
    // kept one step finer, or the same quality would be 0.1 to 0.3 dB further from the pictures.
    ...['-x264-params', 'sync-lookahead=1:chroma-qp-offset=-1'],
    ...(limits.threads === undefined ? [] : ['-threads', String(limits.threads)]),
    ...(limits.lookahead === undefined ? [] : ['-rc-lookahead', String(limits.lookahead)]),
    ...Object.entries(request.tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]),
    // `file:` makes sure that a path such as `a:b.mp4` is not taken for a URL.
    ...['-movflags', '+faststart', '-f', 'mp4', `file:${request.output}`],
  ];
}
