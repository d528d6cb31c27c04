import { EngineFailure, EXIT } from '../run/failure.ts';
import type { FfmpegRunner } from './ffmpeg-process.ts';

/** Everything the engine needs of ffmpeg. */
const FILTERS = [
  'scale',
  'format',
  'pad',
  'crop',
  'transpose',
  'hflip',
  'vflip',
  'premultiply',
  'split',
  'tpad',
];
const ENCODERS = ['libx264', 'rawvideo'];
const DECODERS = ['mjpeg', 'png', 'webp'];

/** Where something is drawn into the picture. */
const DRAWING = 'ass';

/** How a run ends whose ffmpeg could not do its part. */
const CODES: readonly number[] = [EXIT.noFrames, EXIT.ffmpegFailed];

/**
 * The reason to report for a failed run: an incomplete ffmpeg decodes or encodes nothing, and says so badly. Asked only
 * then, since asking takes as long as decoding several pictures.
 *
 * @param draws whether something was to be drawn into the picture
 */
export async function reasonOf(failure: unknown, ffmpeg: FfmpegRunner, draws: boolean): Promise<unknown> {
  if (!(failure instanceof EngineFailure && CODES.includes(failure.exitCode) && ffmpeg.wasStarted)) {
    return failure;
  }
  const { missing, cannotDraw } = await whatIsMissing(ffmpeg).catch(() => ALL_THERE);
  if (missing.length === 0 && draws && cannotDraw) {
    return new EngineFailure(
      EXIT.ffmpegMissing,
      'This ffmpeg was built without libass, so it cannot draw what TIMELAPSE_OVERLAY describes.',
      { cause: failure },
    );
  }
  if (missing.length === 0) return failure;
  return new EngineFailure(
    EXIT.ffmpegMissing,
    `This ffmpeg lacks what the engine needs: ${missing.join(', ')}.`,
    { cause: failure },
  );
}

const ALL_THERE = { missing: [], cannotDraw: false };

async function whatIsMissing(ffmpeg: FfmpegRunner): Promise<{ missing: string[]; cannotDraw: boolean }> {
  const filters = await print(ffmpeg, '-filters');
  const missing = missingParts(filters, await print(ffmpeg, '-codecs'));
  return { missing, cannotDraw: !filtersIn(filters).has(DRAWING) };
}

function filtersIn(printed: string): Set<string> {
  return new Set(printed.split('\n').map((line) => line.trim().split(/\s+/)[1] ?? ''));
}

/**
 * @param filters output of `ffmpeg -filters`
 * @param codecs output of `ffmpeg -codecs`: `DEV.L. h264 … (decoders: h264 …) (encoders: libx264 …)`
 */
export function missingParts(filters: string, codecs: string): string[] {
  const lines = codecs.split('\n');
  const coders = (kind: 'decoders' | 'encoders', flag: RegExp) =>
    new Set(
      lines.flatMap((line) => {
        const listed = new RegExp(`\\(${kind}: ([^)]*)\\)`).exec(line)?.[1];
        if (listed !== undefined) return listed.trim().split(/\s+/);
        // A codec with a single coder of the same name has no list.
        return flag.test(line) ? [line.trim().split(/\s+/)[1] ?? ''] : [];
      }),
    );
  const lacking = (kind: string, needed: readonly string[], present: ReadonlySet<string>) =>
    needed.filter((name) => !present.has(name)).map((name) => `${kind} "${name}"`);
  return [
    ...lacking('filter', FILTERS, filtersIn(filters)),
    ...lacking('encoder', ENCODERS, coders('encoders', /^ .E/)),
    ...lacking('decoder', DECODERS, coders('decoders', /^ D/)),
  ];
}

async function print(ffmpeg: FfmpegRunner, option: string): Promise<string> {
  const child = ffmpeg.start(['-hide_banner', option]);
  child.side.resume();
  child.stdin.end();
  let stdout = '';
  for await (const part of child.stdout.setEncoding('utf8')) stdout += part as string;
  await child.ended;
  return stdout;
}
