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

/** How a run ends whose ffmpeg could not do its part. */
const CODES: readonly number[] = [EXIT.noFrames, EXIT.ffmpegFailed];

/**
 * The reason to report for a failed run: an incomplete ffmpeg decodes or encodes nothing, and says so badly. Asked only
 * then, since asking takes as long as decoding several pictures.
 */
export async function reasonOf(failure: unknown, ffmpeg: FfmpegRunner): Promise<unknown> {
  if (!(failure instanceof EngineFailure && CODES.includes(failure.exitCode) && ffmpeg.wasStarted)) {
    return failure;
  }
  const missing = await whatIsMissing(ffmpeg).catch(() => []);
  if (missing.length === 0) return failure;
  return new EngineFailure(
    EXIT.ffmpegMissing,
    `This ffmpeg lacks what the engine needs: ${missing.join(', ')}.`,
    { cause: failure },
  );
}

async function whatIsMissing(ffmpeg: FfmpegRunner): Promise<string[]> {
  return missingParts(await print(ffmpeg, '-filters'), await print(ffmpeg, '-codecs'));
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
  const filterNames = new Set(filters.split('\n').map((line) => line.trim().split(/\s+/)[1] ?? ''));
  const lacking = (kind: string, needed: readonly string[], present: ReadonlySet<string>) =>
    needed.filter((name) => !present.has(name)).map((name) => `${kind} "${name}"`);
  return [
    ...lacking('filter', FILTERS, filterNames),
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
