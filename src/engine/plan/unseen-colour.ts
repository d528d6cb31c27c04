import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from '../measure/features.ts';
import { LIGHT_VALUES, lumaOf } from '../light/light.ts';
import { biweight } from '../light/robust.ts';
import type { Segment } from './target-lights.ts';
import { type Sight, seenPart, usualSize } from './unseen-part.ts';

/** 1 % is one level of 100. */
const SIGHT: Sight = { usual: [0.01, 0.0125], single: [0.015, 0.03] };

/** Frames off by so many times more than the others stand alone. */
const ALONE = 1.5;

/** Cells that agree at least so far agree entirely: noise makes some difference. */
const AGREED = 0.75;

/** Cells in which the frames beside differ by more than this show something that moves. */
const ELSE = 0.1;

const GREEN = 1;

/** Balances against green. */
const BALANCES = [0, 2] as const;

/**
 * Leaves wavering of the white balance that nobody sees as it is: a correction could only make the picture worse. The target
 * then has the colour that was measured.
 *
 * A single frame may be off by far more. It is corrected as far as its cells agree in levels: colour cast on the dark parts
 * alone is no factor of the light, and a factor would tint the bright parts.
 *
 * @param reader logarithms of levels
 */
export function leaveUnseenColour(
  reader: FeatureReader,
  lights: Float64Array,
  target: Float64Array,
  segments: readonly Segment[],
): void {
  for (const segment of segments) {
    const offs = BALANCES.map((channel) => offsOf(lights, target, segment, channel));
    const usual = Math.max(...offs.map(usualSize));
    const alone = Math.max(SIGHT.single[0], ALONE * usual);
    for (let frame = segment.from; frame < segment.to; frame += 1) {
      const most = Math.max(...offs.map((off) => Math.abs(off[frame - segment.from]!)));
      const part = seenPart(most, usual, SIGHT);
      const kept = BALANCES.map((_, i) => {
        const agreed = most > alone ? agreedPart(reader, segment, frame, i, offs[i]!) : 1;
        return (1 - part * agreed) * offs[i]![frame - segment.from]!;
      });
      addColour(target, frame, kept[0]!, kept[1]!);
    }
  }
}

/** How far a balance is off the target, frame by frame. */
function offsOf(
  lights: Float64Array,
  target: Float64Array,
  { from, to }: Segment,
  channel: number,
): Float64Array {
  const balance = (of: Float64Array, frame: number) =>
    of[frame * LIGHT_VALUES + channel]! - of[frame * LIGHT_VALUES + GREEN]!;
  return Float64Array.from(
    { length: to - from },
    (_, i) => balance(lights, from + i) - balance(target, from + i),
  );
}

/** What part of the step of a balance from the frames beside is left when cells count by the square of their level. */
function agreedPart(
  reader: FeatureReader,
  { from, to }: Segment,
  frame: number,
  balance: number,
  offs: Float64Array,
): number {
  const beside = [frame - 1, frame + 1, frame - 2, frame + 2].filter((other) => other >= from && other < to);
  if (beside.length < 2) return 1;
  const [here, one, other] = [frame, beside[0]!, beside[1]!].map((number) => {
    const features = new Int16Array(reader.values);
    reader.read(number, features);
    return { features, off: offs[number - from]! };
  }) as [Seen, Seen, Seen];
  const step = here.off - (one.off + other.off) / 2;
  let [sum, weights] = [0, 0];
  for (let at = 0; at < reader.values; at += CHANNELS) {
    if ([here, one, other].some(({ features }) => features[at] === UNUSABLE)) continue;
    const [a, b, c] = [here, one, other].map(
      ({ features }) => (features[at + BALANCES[balance]!]! - features[at + GREEN]!) / LOG_SCALE,
    ) as [number, number, number];
    const weight =
      biweight(b - one.off - (c - other.off), ELSE) * Math.exp((2 * here.features[at + GREEN]!) / LOG_SCALE);
    const off = a - (b + c) / 2;
    const own = weight * biweight(off - step / 2, Math.abs(step) / 2 + ELSE);
    sum += own * off;
    weights += own;
  }
  const agreed = weights === 0 || step === 0 ? 1 : sum / weights / step;
  return agreed >= AGREED ? 1 : Math.max(0, agreed);
}

interface Seen {
  features: Int16Array;
  off: number;
}

/** Adds to red and blue against green, at the same brightness. */
function addColour(target: Float64Array, frame: number, red: number, blue: number): void {
  const at = frame * LIGHT_VALUES;
  const luma = lumaOf(target, frame);
  target[at]! += red;
  target[at + 2]! += blue;
  const more = lumaOf(target, frame) - luma;
  for (let c = 0; c < LIGHT_VALUES; c += 1) target[at + c]! -= more;
}
