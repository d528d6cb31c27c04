import { Random } from '../../src/tools/bench/random.ts';
import type { Painter } from './helpers.ts';

export const WIDTH = 320;
export const HEIGHT = 180;

/** What a sequence may have of flicker (before the bar) and of true change (behind it). */
const PARTS = [
  'jitter',
  'colour',
  'lamp',
  'bands',
  'hunting',
  '|',
  'head',
  'glitch',
  'grey',
  'step',
  'ramp',
] as const;

/** One of them. */
type Name = Exclude<(typeof PARTS)[number], '|'>;

/** A sequence as it is and as it should be. */
export interface MixedSequence {
  /** What it has. */
  parts: Name[];
  truth: Painter;
  shown: Painter;
}

/** What one frame has. */
interface FrameLight {
  /** Logarithms: of flicker for red, green and blue, and of the true light. */
  flicker: [number, number, number];
  light: number;
  lamp: number;
  /** Of bands. */
  phase: number;
  head: { x: number; y: number };
}

/** A made-up sequence with each part in one of three. */
export function mixedSequence(seed: number, frames: number): MixedSequence {
  const random = new Random(seed);
  const parts = PARTS.filter((part): part is Name => part !== '|' && random.uniform() < 1 / 3);
  const has = (part: Name) => parts.includes(part);
  const glitch = 3 + Math.floor((frames - 6) * random.uniform());
  const hunt = { at: 0 };
  const lights = Array.from({ length: frames }, (_, i) => ({
    ...flickerOf(random, hunt, (part) => (has(part) ? 1 : 0)),
    light: (has('step') && i >= frames >> 1 ? -0.6 : 0) + (has('ramp') ? (0.4 * i) / frames - 0.2 : 0),
  }));
  const isGrey = (i: number) => has('grey') && i >= frames - 9;
  const truth: Painter = (x, y, i) => {
    const { light, head } = lights[i]!;
    const before = has('head') ? headAt(head, x, y) : undefined;
    const bare = has('glitch') && i === glitch ? covered(x, y) : (before ?? sceneAt(x, y));
    const lit = bare.map((level) => Math.min(255, level * Math.exp(light))) as [number, number, number];
    return isGrey(i) ? [lit[1], lit[1], lit[1]] : lit;
  };
  const shown: Painter = (x, y, i) => {
    const { flicker, lamp, phase } = lights[i]!;
    const blob = Math.exp(-(((x / WIDTH - 0.75) / 0.25) ** 2) - ((y / HEIGHT - 0.3) / 0.35) ** 2);
    const band = has('bands') ? 0.08 * Math.sin((2 * Math.PI * 2.3 * y) / HEIGHT + phase) : 0;
    const of = (c: number) => Math.exp(flicker[isGrey(i) ? 1 : c]! + lamp * blob + band);
    return truth(x, y, i).map((level, c) => level * of(c)) as [number, number, number];
  };
  return { parts, truth, shown };
}

/** The flicker of the next frame, of each kind 1 or 0 times. */
function flickerOf(
  random: Random,
  hunt: { at: number },
  times: (part: Name) => number,
): Omit<FrameLight, 'light'> {
  if (random.uniform() < 0.18) hunt.at = random.pick([-0.12, -0.06, 0, 0.06, 0.12]);
  const all = times('jitter') * random.normal(0.05) + times('hunting') * hunt.at;
  const each = () => all + times('colour') * random.normal(0.03);
  return {
    flicker: [each(), each(), each()],
    lamp: times('lamp') * random.normal(0.15),
    phase: 2 * Math.PI * random.uniform(),
    head: { x: 90 + 110 * random.uniform(), y: 10 + 90 * random.uniform() },
  };
}

/** A still scene with texture, colour, and a white part. */
function sceneAt(x: number, y: number): [number, number, number] {
  if (x > 20 && x < 70 && y > 110 && y < 150) return [240, 240, 238];
  const texture = 40 * Math.sin(x / 9) * Math.cos(y / 7) + 12 * Math.sin(x / 2.3 + y / 3.1);
  return [105 + texture, 95 + texture + x / 12, 80 + texture + y / 8];
}

/** A dark head with a pattern of its own, undefined beside it. */
function headAt(head: FrameLight['head'], x: number, y: number): [number, number, number] | undefined {
  if (head === undefined || x < head.x || x > head.x + 70 || y < head.y || y > head.y + 70) return undefined;
  const pattern = 14 * Math.sin((x - head.x) / 4) * Math.cos((y - head.y) / 5);
  return x - head.x > 20 && x - head.x < 40 && y - head.y < 25
    ? [205, 198, 190]
    : [38 + pattern, 38 + pattern, 42];
}

/** Something before the lens. */
function covered(x: number, y: number): [number, number, number] {
  const shade = 6 * Math.sin(x / 31) + 5 * Math.cos(y / 23);
  return [62 + shade, 44 + shade, 38 + shade];
}
