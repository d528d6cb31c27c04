import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RawFrameReader } from '../../engine/raw-frame-reader.ts';
import { inputArgs, sequenceSize } from './load-frames.ts';
import { Random } from './random.ts';

/** What kind of flicker is put into a clean sequence. */
export const KINDS = ['expwb', 'hunt', 'ramp', 'step', 'gamma', 'lamp', 'band'] as const;
export type Kind = (typeof KINDS)[number];

/** Logarithms and exponents of one frame's flicker. */
interface FrameFlicker {
  gain: [number, number, number];
  /** The light as it truly changes, part of the truth. */
  truth: [number, number, number];
  gamma: number;
  lamp: number;
  bandPhase: number | undefined;
}

/** Where the injected sequence lies. */
export interface Injected {
  input: string;
  /** The sequence as it should be: `source` itself, or one of its own where the light truly changes. */
  truth: string;
  /** The input with the gains taken back exactly: what 8 bits and JPEG leave. Only for flicker that is a factor. */
  oracle: string | undefined;
}

const BAND = 0.09;
const BAND_CYCLES = 2.3;
const TRULY_CHANGING: readonly Kind[] = ['ramp', 'step'];
const FACTORS: readonly Kind[] = ['expwb', 'hunt', 'ramp', 'step'];

/** Writes `source` with flicker into `folder`. */
export async function inject(source: string, folder: string, kind: Kind, seed: number): Promise<Injected> {
  const { width, height, frames } = await sequenceSize(source);
  const flicker = flickerOf(kind, frames, new Random(seed));
  const changes = TRULY_CHANGING.includes(kind);
  const input = join(folder, 'in');
  const truth = changes ? join(folder, 'truth') : source;
  const size = { width, height };
  if (changes) await rewrite(source, truth, size, (frame, i) => applyGain(frame, flicker[i]!.truth, 1));
  await rewrite(source, input, size, (frame, i) => applyFlicker(frame, flicker[i]!, width, height));
  const oracle = FACTORS.includes(kind) ? join(folder, 'oracle') : undefined;
  if (oracle !== undefined)
    await rewrite(input, oracle, size, (frame, i) => applyGain(frame, flicker[i]!.gain, -1));
  return { input, truth, oracle };
}

/** Flicker of frame `i` of `frames`; `hunt` keeps where the exposure dwells. */
type Maker = (random: Random, i: number, frames: number, hunt: { at: number }) => Partial<FrameFlicker>;

const MAKERS: Readonly<Record<Kind, Maker>> = {
  expwb: (random) => ({ gain: jitter(random, random.normal(0.06), 0.035) }),
  hunt: (random, _i, _frames, hunt) => {
    if (random.uniform() < 0.18) hunt.at = random.pick([-0.16, -0.08, 0, 0.08, 0.16]) + random.normal(0.02);
    return { gain: jitter(random, hunt.at, 0.015) };
  },
  ramp: (random, i, frames) => {
    const truth = -0.75 + (0.8 * i) / Math.max(1, frames - 1);
    return { truth: [truth, truth, truth], gain: jitter(random, random.normal(0.05), 0) };
  },
  step: (random, i, frames) => ({
    truth: i >= frames >> 1 ? [Math.log(0.42), Math.log(0.34), Math.log(0.26)] : [0, 0, 0],
    gain: jitter(random, random.normal(0.05), 0),
  }),
  gamma: (random) => ({ gamma: Math.exp(random.normal(0.08)) }),
  lamp: (random) => ({ lamp: random.normal(0.2) }),
  band: (random) => ({ bandPhase: 2 * Math.PI * random.uniform() }),
};

function jitter(random: Random, all: number, each: number): [number, number, number] {
  return [all + random.normal(each), all + random.normal(each), all + random.normal(each)];
}

function flickerOf(kind: Kind, frames: number, random: Random): FrameFlicker[] {
  const hunt = { at: 0 };
  return Array.from({ length: frames }, (_, i) => ({
    gain: [0, 0, 0],
    truth: [0, 0, 0],
    gamma: 1,
    lamp: 0,
    bandPhase: undefined,
    ...MAKERS[kind](random, i, frames, hunt),
  }));
}

function applyGain(frame: Uint8ClampedArray, gain: readonly number[], sign: 1 | -1): void {
  const tables = gain.map((value) =>
    Float64Array.from({ length: 256 }, (_, i) => i * Math.exp(sign * value)),
  );
  for (let i = 0; i < frame.length; i += 1) frame[i] = tables[i % 3]![frame[i]!]!;
}

function applyFlicker(frame: Uint8ClampedArray, flicker: FrameFlicker, width: number, height: number): void {
  const tables = [0, 1, 2].map((c) =>
    Float64Array.from({ length: 256 }, (_, i) => {
      const lit = Math.min(1, (i / 255) * Math.exp(flicker.truth[c]!));
      return 255 * lit ** flicker.gamma * Math.exp(flicker.gain[c]!);
    }),
  );
  const blobX = Float64Array.from({ length: width }, (_, x) =>
    Math.exp(-(((x - 0.8 * width) / (0.22 * width)) ** 2)),
  );
  for (let y = 0; y < height; y += 1) {
    const blobY = flicker.lamp * Math.exp(-(((y - 0.25 * height) / (0.35 * height)) ** 2));
    const angle = (2 * Math.PI * BAND_CYCLES * y) / height;
    const band = flicker.bandPhase === undefined ? 1 : 1 + BAND * Math.sin(angle + flicker.bandPhase);
    for (let x = 0; x < width; x += 1) {
      const factor = flicker.lamp === 0 ? band : band * Math.exp(blobY * blobX[x]!);
      const at = 3 * (y * width + x);
      for (let c = 0; c < 3; c += 1) frame[at + c] = tables[c]![frame[at + c]!]! * factor;
    }
  }
}

/** Passes every frame of a folder through `change` into another folder, as JPEGs of the same quality. */
async function rewrite(
  from: string,
  to: string,
  size: { width: number; height: number },
  change: (frame: Uint8ClampedArray, index: number) => void,
): Promise<void> {
  mkdirSync(to, { recursive: true });
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24'];
  const decoder = spawn('ffmpeg', ['-v', 'error', '-nostdin', ...inputArgs(from), ...raw, '-'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const shape = ['-s', `${size.width}x${size.height}`];
  const encoder = spawn(
    'ffmpeg',
    [
      '-v',
      'error',
      '-y',
      ...raw,
      ...shape,
      '-i',
      '-',
      '-pix_fmt',
      'yuvj420p',
      '-q:v',
      '3',
      join(to, 'frame_%04d.jpg'),
    ],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const reader = new RawFrameReader(decoder.stdout);
  const frame = new Uint8ClampedArray(size.width * size.height * 3);
  for (let i = 0; await reader.fill(new Uint8Array(frame.buffer)); i += 1) {
    change(frame, i);
    await new Promise((resolve) => encoder.stdin.write(new Uint8Array(frame.buffer), resolve));
  }
  encoder.stdin.end();
  await new Promise((resolve) => encoder.once('close', resolve));
}
