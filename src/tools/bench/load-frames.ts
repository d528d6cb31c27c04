import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Results are compared at this size. */
export const WIDTH = 480;
export const HEIGHT = 270;
export const FRAME_BYTES = WIDTH * HEIGHT * 3;

/**
 * `exact` is what browsers and televisions show, and what the reference scorer measures. `swscale` is ffmpeg's
 * default, some two levels of 255 too dark for limited range (decision 8).
 */
export type Decode = 'exact' | 'swscale';

/** At `WIDTH` × `HEIGHT`, RGB. */
export async function loadFrames(path: string, decode: Decode = 'exact'): Promise<Uint8Array[]> {
  const flags = decode === 'exact' ? 'area+accurate_rnd+full_chroma_int' : 'area';
  const filter = `scale=${WIDTH}:${HEIGHT}:flags=${flags},format=rgb24`;
  const args = [...inputArgs(path), '-vf', filter, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-'];
  const raw = await ffmpegOutput(args);
  return Array.from({ length: Math.floor(raw.length / FRAME_BYTES) }, (_, i) =>
    raw.subarray(i * FRAME_BYTES, (i + 1) * FRAME_BYTES),
  );
}

/** For a folder of `frame_0001.jpg` … or a video. */
export function inputArgs(path: string): string[] {
  return statSync(path).isDirectory() ? ['-i', join(path, 'frame_%04d.jpg')] : ['-i', path];
}

export async function sequenceSize(
  folder: string,
): Promise<{ width: number; height: number; frames: number }> {
  const frames = readdirSync(folder).filter((name) => name.endsWith('.jpg')).length;
  const first = await ffmpegOutput([
    '-i',
    join(folder, 'frame_%04d.jpg'),
    '-frames:v',
    '1',
    '-f',
    'yuv4mpegpipe',
    '-pix_fmt',
    'yuvj420p',
    '-strict',
    '-1',
    '-',
  ]);
  const [, width, height] = /W(\d+) H(\d+)/.exec(first.toString('latin1', 0, 100)) ?? [];
  return { width: Number(width), height: Number(height), frames };
}

export async function ffmpegOutput(args: readonly string[]): Promise<Buffer> {
  const child = spawn('ffmpeg', ['-v', 'error', '-nostdin', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
