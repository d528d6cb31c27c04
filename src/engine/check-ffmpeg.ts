import { EngineFailure, EXIT } from './failure.ts';
import type { FfmpegRunner } from './ffmpeg-process.ts';

/** Everything of ffmpeg the engine cannot do without. */
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

/**
 * Checks that ffmpeg is there and can do what is needed.
 *
 * @returns its version, such as `5.1.6-0+deb12u1`.
 * @throws EngineFailure (ffmpeg missing) naming what is missing.
 */
export async function checkFfmpeg(ffmpeg: FfmpegRunner): Promise<string> {
  const [filters, codecs] = await Promise.all([print(ffmpeg, '-filters'), print(ffmpeg, '-codecs')]);
  const missing = missingParts(filters.stdout, codecs.stdout);
  if (missing.length > 0) {
    throw new EngineFailure(
      EXIT.ffmpegMissing,
      `This ffmpeg lacks what the engine needs: ${missing.join(', ')}.`,
    );
  }
  return /^ffmpeg version (\S+)/.exec(filters.stderr)?.[1] ?? 'unknown';
}

/**
 * What is needed but not listed.
 *
 * @param filters as `ffmpeg -filters` prints them: flags, then the name
 * @param codecs as `ffmpeg -codecs` prints them: `DEV.L. h264 … (decoders: h264 …) (encoders: libx264 …)`
 */
export function missingParts(filters: string, codecs: string): string[] {
  const lines = codecs.split('\n');
  const coders = (kind: 'decoders' | 'encoders', flag: RegExp) =>
    new Set(
      lines.flatMap((line) => {
        const listed = new RegExp(`\\(${kind}: ([^)]*)\\)`).exec(line)?.[1];
        if (listed !== undefined) return listed.trim().split(/\s+/);
        // A codec with one coder of its own name has no list.
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

async function print(ffmpeg: FfmpegRunner, option: string): Promise<{ stdout: string; stderr: string }> {
  const process = ffmpeg.start([option]);
  process.side.resume();
  process.stdin.end();
  let stdout = '';
  for await (const part of process.stdout.setEncoding('utf8')) stdout += part as string;
  const { stderr } = await process.ended;
  return { stdout, stderr };
}
