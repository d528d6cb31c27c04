import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** For the demo and the tests, so that the project contains no pictures. */
export interface DrawnPrint {
  width: number;
  height: number;
  frames: number;
  /** Maximum change of brightness from frame to frame, 0–1; 0.12 flickers badly. */
  flicker: number;
  /** The same seed draws the same print. */
  seed?: number;
  /** Default: an orange vase. */
  part?: DrawnPart;
}

/** As seen from the side. */
export interface DrawnPart {
  colour: Rgb;
  /** Half the width relative to the picture's, at a height from 0 (foot) to 1 (top). */
  widthAt: (height: number) => number;
}

export type Rgb = readonly [number, number, number];

const WALL: Rgb = [96, 104, 112];
const BED: Rgb = [52, 56, 60];
const HEAD: Rgb = [24, 26, 30];
const VASE_COLOUR: Rgb = [236, 128, 44];

/** Mulberry32: 0 to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A growing vase with a print head above it and flickering light.
 *
 * @param index from 0
 * @param light factor on every pixel
 * @param headAt 0 = left, 1 = right
 * @returns RGB, 8 bit, row by row
 */
export function drawFrame(print: DrawnPrint, index: number, light: number, headAt: number): Buffer {
  const { width, height } = print;
  const colourAt = sceneOf(print, index, headAt);
  const partColour = print.part?.colour ?? VASE_COLOUR;
  const rgb = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const shade = 0.75 + 0.25 * (y / height);
    for (let x = 0; x < width; x += 1) {
      const colour = colourAt(x, y);
      const ring = colour === partColour ? 0.9 + 0.1 * Math.sin(y * 1.3) : 1;
      const factor = shade * ring * light;
      const at = (y * width + x) * 3;
      rgb[at] = Math.min(255, Math.round(colour[0] * factor));
      rgb[at + 1] = Math.min(255, Math.round(colour[1] * factor));
      rgb[at + 2] = Math.min(255, Math.round(colour[2] * factor));
    }
  }
  return rgb;
}

function sceneOf(
  { width, height, frames, part }: DrawnPrint,
  index: number,
  headAt: number,
): (x: number, y: number) => Rgb {
  const bedTop = Math.round(height * 0.85);
  const partTop = Math.round(bedTop - height * 0.6 * ((index + 1) / frames));
  const colour = part?.colour ?? VASE_COLOUR;
  const halfWidth = (y: number): number =>
    width *
    (part === undefined
      ? 0.09 + 0.05 * Math.sin((y / height) * 9)
      : part.widthAt((bedTop - y) / (height * 0.6)));
  const headTop = partTop - height * 0.2;
  const headLeft = width * (0.3 + 0.3 * headAt);
  const headRight = headLeft + width * 0.12;
  return (x, y) => {
    if (y >= bedTop) return BED;
    if (y >= partTop) return Math.abs(x - width / 2) < halfWidth(y) ? colour : WALL;
    return y > headTop && x > headLeft && x < headRight ? HEAD : WALL;
  };
}

export function* drawPrint(print: DrawnPrint): Generator<Buffer> {
  const random = seededRandom(print.seed ?? 1);
  for (let index = 0; index < print.frames; index += 1) {
    yield drawFrame(print, index, 1 + print.flicker * (2 * random() - 1), random());
  }
}

/** As `frame_0001.jpg` and so on. @throws Error when ffmpeg fails */
export async function writeFrames(frames: Iterable<Buffer>, print: DrawnPrint, folder: string, first = 1) {
  await mkdir(folder, { recursive: true });
  const size = `${print.width}x${print.height}`;
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size, '-i', '-'];
  const output = ['-pix_fmt', 'yuvj420p', '-q:v', '3', '-start_number', String(first), '-f', 'image2'];
  // ffmpeg treats "%" in a name as a pattern, and folder names may contain it.
  const pattern = join(folder.replaceAll('%', '%%'), 'frame_%04d.jpg');
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-y', ...input, ...output, pattern], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const exited = once(ffmpeg, 'exit');
  for (const frame of frames) {
    if (!ffmpeg.stdin.write(frame)) await once(ffmpeg.stdin, 'drain');
  }
  ffmpeg.stdin.end();
  const [code] = (await exited) as [number | null];
  if (code !== 0) throw new Error(`ffmpeg could not write the frames to ${folder} (exit code ${code}).`);
}
