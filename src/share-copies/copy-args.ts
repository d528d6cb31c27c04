import { assFilter } from '../media/ass-filter.ts';
import { videoInput } from '../media/ffmpeg-input.ts';
import type { ShareKind } from '../shared/share-copies.ts';
import type { Area } from './framing.ts';
import type { Attempt } from './plan-attempt.ts';

/** What an attempt is made of. */
export interface CopyJob {
  video: string;
  kind: ShareKind;
  area: Area;
  speed: number;
  attempt: Attempt;
  /** Whether all pictures are kept, each at its own time. */
  keepsPictures: boolean;
  /** File that is drawn over the pictures. */
  overlay: string | null;
  output: string;
  /** Folder for what is needed in between. */
  workDir: string;
  /** Null = as many as there are cores. */
  threads: number | null;
}

/** One run of ffmpeg. */
export interface Step {
  args: string[];
  /** Of the work of an attempt: 0 to 1. */
  share: number;
  /** It says nothing until it is done. */
  isSilent: boolean;
}

/** Fine enough that nobody sees the difference in a chat. */
const QUALITY = 21;
const PRESET = 'veryfast';
/** Bits that nobody sees are not spent, even where the limit allows it. */
const LEAST_QUANTIZER = 12;
const WEBP_QUALITY = 70;

/** The first pass of x264 skips what only the second needs. */
const FIRST_PASS_SHARE = 0.35;
const PALETTE_SHARE = 0.4;

/** The file as it is, with its index in front. */
export function remuxStep(video: string, output: string): Step {
  const args = [...opening(null), ...videoInput(video), '-map', '0:v:0', '-c', 'copy', ...asMp4(output)];
  return { args, share: 1, isSilent: false };
}

/** What ffmpeg is to do, in order. */
export function stepsOf(job: CopyJob): Step[] {
  if (job.kind === 'gif') return gifSteps(job);
  if (job.kind === 'webp') return [webpStep(job)];
  const { bitrate } = job.attempt;
  if (bitrate === null)
    return [{ args: encode(job, ['-crf', String(QUALITY)], asMp4(job.output)), share: 1, isSilent: false }];
  const passes = (pass: 1 | 2) => [
    ...['-b:v', String(bitrate), '-qmin', String(LEAST_QUANTIZER)],
    ...['-pass', String(pass), '-passlogfile', `${job.workDir}/pass`],
  ];
  return [
    { args: encode(job, passes(1), ['-f', 'null', '-']), share: FIRST_PASS_SHARE, isSilent: false },
    { args: encode(job, passes(2), asMp4(job.output)), share: 1 - FIRST_PASS_SHARE, isSilent: false },
  ];
}

function encode(job: CopyJob, rate: string[], output: string[]): string[] {
  return [
    ...opening(job.threads),
    ...videoInput(job.video),
    ...['-map', '0:v:0', '-vf', [...filters(job), 'format=yuv420p'].join(',')],
    ...['-c:v', 'libx264', '-preset', PRESET, '-profile:v', 'high', ...rate, ...threads(job)],
    ...output,
  ];
}

/** The palette apart from the pictures, or all of them would be kept in memory. */
function gifSteps(job: CopyJob): Step[] {
  const palette = `${job.workDir}/palette.png`;
  const looks = filters(job).join(',');
  const makePalette = [
    ...opening(job.threads),
    ...videoInput(job.video),
    ...['-map', '0:v:0', '-vf', `${looks},palettegen=stats_mode=full`],
    ...['-frames:v', '1', '-update', '1', '-f', 'image2', `file:${palette}`],
  ];
  const draw = [
    ...opening(job.threads),
    ...videoInput(job.video),
    ...['-f', 'png_pipe', '-protocol_whitelist', 'file', '-i', `file:${palette}`],
    '-filter_complex',
    `[0:v:0]${looks}[pictures];[pictures][1:v]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle`,
    ...['-loop', '0', '-f', 'gif', `file:${job.output}`],
  ];
  return [
    { args: makePalette, share: PALETTE_SHARE, isSilent: true },
    { args: draw, share: 1 - PALETTE_SHARE, isSilent: false },
  ];
}

function webpStep(job: CopyJob): Step {
  const args = [
    ...opening(job.threads),
    ...videoInput(job.video),
    ...['-map', '0:v:0', '-vf', [...filters(job), 'format=yuv420p'].join(',')],
    ...[
      '-c:v',
      'libwebp_anim',
      '-quality',
      String(WEBP_QUALITY),
      '-loop',
      '0',
      '-f',
      'webp',
      `file:${job.output}`,
    ],
  ];
  return { args, share: 1, isSilent: false };
}

/** First the pictures that are wanted, then their part, so that nothing is scaled in vain. */
function filters({ area, speed, attempt, keepsPictures, overlay }: CopyJob): string[] {
  const { x, y, width, height } = area;
  return [
    ...(speed === 1 ? [] : [`setpts=PTS/${speed}`]),
    ...(keepsPictures ? [] : [`fps=${attempt.fps}`]),
    `crop=${width}:${height}:${x}:${y}`,
    `scale=${attempt.width}:${attempt.height}:flags=bicubic`,
    'setsar=1',
    ...(overlay === null ? [] : [assFilter(overlay)]),
  ];
}

function opening(threadCount: number | null): string[] {
  const decoding = threadCount === null ? [] : ['-threads', String(threadCount), '-filter_threads', '1'];
  return ['-v', 'error', '-nostdin', '-y', '-nostats', '-progress', 'pipe:1', ...decoding];
}

function threads({ threads: count }: CopyJob): string[] {
  return count === null ? [] : ['-threads', String(count)];
}

function asMp4(output: string): string[] {
  return ['-movflags', '+faststart', '-f', 'mp4', `file:${output}`];
}
