import { EngineFailure, EXIT } from './failure.ts';
import type { FfmpegRunner } from './ffmpeg-process.ts';

/** Everything of ffmpeg the engine cannot do without, by the option that lists it. */
const NEEDED = {
  '-filters': [
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
  ],
  '-encoders': ['libx264', 'rawvideo'],
  '-decoders': ['mjpeg', 'png', 'webp'],
} as const;

/**
 * Checks that ffmpeg is there and can do what is needed.
 *
 * @returns its version, such as `5.1.6-0+deb12u1`.
 * @throws EngineFailure (ffmpeg missing) naming what is missing.
 */
export async function checkFfmpeg(ffmpeg: FfmpegRunner): Promise<string> {
  const missing = await Promise.all(
    Object.entries(NEEDED).map(async ([option, names]) => {
      const listed = await print(ffmpeg, option);
      const present = new Set(listed.split('\n').map((line) => line.trim().split(/\s+/)[1]));
      return names.filter((name) => !present.has(name)).map((name) => `${option.slice(1, -1)} "${name}"`);
    }),
  );
  const first = missing.flat();
  if (first.length > 0) {
    throw new EngineFailure(
      EXIT.ffmpegMissing,
      `This ffmpeg lacks what the engine needs: ${first.join(', ')}.`,
    );
  }
  return /^ffmpeg version (\S+)/.exec(await print(ffmpeg, '-version'))?.[1] ?? 'unknown';
}

async function print(ffmpeg: FfmpegRunner, option: string): Promise<string> {
  const process = ffmpeg.start(['-hide_banner', '-v', 'error', option]);
  process.side.resume();
  process.stdin.end();
  let text = '';
  for await (const part of process.stdout.setEncoding('utf8')) text += part as string;
  await process.ended;
  return text;
}
