import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Report } from '../../src/engine/output/report.ts';

export const ENGINE = new URL('../../src/engine/do_timelapse.sh', import.meta.url).pathname;

/** What a finished run of the engine left. */
export interface EngineRun {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The `progress` lines, taken apart. */
  progress: { percent: number; done: number; total: number; step: string }[];
  report: Report;
}

/** A folder that is gone when the tests of the file are over. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'engine-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the engine as its callers do: as a process, through the script. */
export async function runEngine(
  args: readonly string[],
  env: Record<string, string> = {},
  options: {
    script?: string;
    cwd?: string;
    during?: (kill: (signal: NodeJS.Signals) => void, stdout: string) => void;
  } = {},
): Promise<EngineRun> {
  const child = spawn(options.script ?? ENGINE, args, {
    env: { ...process.env, TIMELAPSE_PRESET: 'veryfast', ...env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    options.during?.((signal) => child.kill(signal), stdout);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, stdout, stderr, progress: progressOf(stdout), report: reportOf(stdout) };
}

function progressOf(stdout: string): EngineRun['progress'] {
  return [...stdout.matchAll(/^progress (\d+) (\d+)\/(\d+) (\w+)$/gm)].map((match) => ({
    percent: Number(match[1]),
    done: Number(match[2]),
    total: Number(match[3]),
    step: match[4]!,
  }));
}

function reportOf(stdout: string): Report {
  const line = /^report (\{.*\})$/m.exec(stdout);
  return (line === null ? undefined : JSON.parse(line[1]!)) as Report;
}

/** Red, green and blue of pixel (x, y) of picture `index`, 0–255. */
export type Painter = (x: number, y: number, index: number) => readonly [number, number, number];

/** Runs ffmpeg, feeding it `input`; its standard output. */
export function ffmpeg(args: readonly string[], input?: Uint8Array): Buffer {
  return execFileSync('ffmpeg', ['-v', 'error', '-y', ...args], {
    ...(input === undefined ? {} : { input }),
    maxBuffer: 2 ** 30,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Paints one picture as raw RGB. */
export function paint(width: number, height: number, painter: Painter, index = 0): Uint8Array {
  const rgb = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rgb.set(painter(x, y, index), 3 * (y * width + x));
  }
  return new Uint8Array(rgb.buffer);
}

/** Writes one picture file; `args` are the options of ffmpeg's encoder. */
export function writePicture(
  path: string,
  width: number,
  height: number,
  painter: Painter,
  args: readonly string[] = ['-pix_fmt', 'yuvj420p', '-q:v', '2'],
): void {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-i', '-'];
  // Made elsewhere, since ffmpeg reads `%d` in names as a pattern.
  writeFileSync(
    path,
    ffmpeg(
      [...raw, ...args, '-frames:v', '1', '-f', 'image2pipe', ...codecFor(path), '-'],
      paint(width, height, painter),
    ),
  );
}

function codecFor(path: string): string[] {
  if (/\.png$/i.test(path)) return ['-c:v', 'png'];
  return /\.webp$/i.test(path) ? ['-c:v', 'libwebp', '-lossless', '1'] : ['-c:v', 'mjpeg'];
}

/** A JPEG with an EXIF block that holds nothing but the orientation. */
export function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** Writes `count` JPEGs `frame_0001.jpg`, … into a new folder. */
export function writeFrames(
  folder: string,
  count: number,
  width: number,
  height: number,
  painter: Painter,
): string {
  mkdirSync(folder, { recursive: true });
  const raw = Buffer.concat(Array.from({ length: count }, (_, i) => paint(width, height, painter, i)));
  ffmpeg(
    [
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-i', '-'],
      ...['-pix_fmt', 'yuvj420p', '-q:v', '2', join(folder, 'frame_%04d.jpg')],
    ],
    raw,
  );
  return folder;
}

/** All frames of a video as full-range RGB, as a player shows them. */
export function readVideo(path: string): { width: number; height: number; frames: Buffer[] } {
  const { width, height } = probe(path).stream;
  const raw = ffmpeg([
    ...[
      '-i',
      `file:${path}`,
      '-vf',
      'scale=in_color_matrix=auto:flags=accurate_rnd+full_chroma_int,format=rgb24',
    ],
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-'],
  ]);
  const bytes = width * height * 3;
  const frames = Array.from({ length: raw.length / bytes }, (_, i) =>
    raw.subarray(i * bytes, (i + 1) * bytes),
  );
  return { width, height, frames };
}

/** Mean red, green, blue of a square of pixels around (x, y). */
export function colourAt(
  frame: Buffer,
  width: number,
  x: number,
  y: number,
  radius = 2,
): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) {
      for (const c of [0, 1, 2] as const) sum[c] += frame[3 * ((y + dy) * width + x + dx) + c]!;
    }
  }
  const pixels = (2 * radius + 1) ** 2;
  return [sum[0] / pixels, sum[1] / pixels, sum[2] / pixels];
}

interface Probed {
  stream: { width: number; height: number; nb_read_frames: string };
  format: { duration: string; tags: { title: string; comment: string; creation_time: string } };
}

/** What ffprobe says of a video: its one stream with the frames counted, and its container. */
export function probe(path: string): Probed {
  const text = execFileSync(
    'ffprobe',
    ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', `file:${path}`],
    { encoding: 'utf8' },
  );
  const { streams, format } = JSON.parse(text) as { streams: Probed['stream'][]; format: Probed['format'] };
  if (streams.length !== 1) throw new Error(`expected one stream, found ${streams.length}`);
  return { stream: streams[0]!, format };
}
