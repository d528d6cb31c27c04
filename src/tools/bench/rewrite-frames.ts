import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RawFrameReader } from '../../engine/ffmpeg/raw-frame-reader.ts';
import { inputArgs, sequenceSize } from './load-frames.ts';

export interface PixelSize {
  width: number;
  height: number;
}

/** Changes a frame in place. */
export type Change = (frame: Uint8ClampedArray, index: number, size: PixelSize) => void;

const RAW = ['-f', 'rawvideo', '-pix_fmt', 'rgb24'];

/** Writes JPEGs of the same quality. */
export async function rewriteFrames(
  from: string,
  to: string,
  change: Change,
  size?: PixelSize,
): Promise<void> {
  const { width, height } = size ?? (await sequenceSize(from));
  mkdirSync(to, { recursive: true });
  const scaled = ['-vf', `scale=${width}:${height}:flags=area+accurate_rnd+full_chroma_int`];
  const decoder = spawn('ffmpeg', ['-v', 'error', '-nostdin', ...inputArgs(from), ...scaled, ...RAW, '-'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const jpegs = ['-pix_fmt', 'yuvj420p', '-q:v', '3', join(to, 'frame_%04d.jpg')];
  const encoder = spawn(
    'ffmpeg',
    ['-v', 'error', '-y', ...RAW, '-s', `${width}x${height}`, '-i', '-', ...jpegs],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const reader = new RawFrameReader(decoder.stdout);
  const frame = new Uint8ClampedArray(width * height * 3);
  for (let i = 0; await reader.fill(new Uint8Array(frame.buffer)); i += 1) {
    change(frame, i, { width, height });
    await new Promise((resolve) => encoder.stdin.write(new Uint8Array(frame.buffer), resolve));
  }
  encoder.stdin.end();
  await new Promise((resolve) => encoder.once('close', resolve));
}

/** Gains are logarithms for red, green and blue. */
export function takenBack(gains: readonly (readonly number[])[], gammas: readonly number[]): Change {
  return (frame, index) => {
    const tables = gains[index]!.map((gain) =>
      Float64Array.from({ length: 256 }, (_, level) => {
        const lit = (level / 255) * Math.exp(-gain);
        return 255 * lit ** (1 / gammas[index]!);
      }),
    );
    for (let i = 0; i < frame.length; i += 1) frame[i] = tables[i % 3]![frame[i]!]!;
  };
}

export const HIGHLIGHTS = { least: 215, most: 246 };

export const drawHighlights: Change = (frame, _, { width, height }) => {
  const middle = (HIGHLIGHTS.least + HIGHLIGHTS.most) / 2;
  const swing = (HIGHLIGHTS.most - HIGHLIGHTS.least) / 2;
  for (let y = 0; y < height / 2; y += 1) {
    for (let x = width / 2; x < width; x += 1) {
      const wave = Math.sin((40 * x) / width) * Math.cos((30 * y) / height);
      frame.fill(middle + swing * wave, 3 * (y * width + x), 3 * (y * width + x) + 3);
    }
  }
};
