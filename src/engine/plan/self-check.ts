import type { Breathe } from '../run/breathe.ts';
import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from '../measure/features.ts';
import type { FrameCorrection, LeftAlone, Part } from './frame-correction.ts';
import { type Jitter, JitterMeter } from './jitter-meter.ts';
import { LUMA } from '../light/light.ts';
import type { Segment } from './target-lights.ts';

/** What is to be checked. */
export interface CheckRequest {
  /** Features on the scale of the response. */
  reader: FeatureReader;
  /** As `levelsOfScale` gives them: jitter is measured where the eye sees it, not on the scale. */
  levels: Float32Array;
  segments: readonly Segment[];
  /** Sets of parts to try, the fullest first. */
  candidates: readonly (readonly Part[])[];
  /** The correction of a frame by these parts. */
  correct: (frame: number, parts: readonly Part[]) => FrameCorrection;
  breathe: Breathe;
}

/** What came out. */
export interface CheckResult {
  before: Jitter;
  after: Jitter;
  leftAlone: LeftAlone[];
  /** The parts that the frame gets. */
  partsOf: (frame: number) => readonly Part[];
}

/** A part may raise no kind of jitter by more than this part of it, and hundredths of a percent are not seen. */
const TOLERANCE = 0.005;
const UNSEEN = 0.005;

/**
 * Where another kind goes wholly, one may grow by this part of it: beside bands, and before things that pass, the median cell
 * is not always one of the still background.
 */
const EXCHANGE = 0.1;

/** Jitter, in percent, below which a part of it more or less does not matter. */
const SMALL_JITTER = 0.2;

const KINDS = ['gain', 'colour', 'local'] as const satisfies (keyof Jitter)[];

/**
 * Tries the correction on the features and measures what comes out, segment by segment and part by part: of the
 * sets of parts that make no kind of jitter worse than it was, the one that leaves least is taken. Nothing is encoded for this, since what
 * a factor does to a logarithm is known.
 */
export async function selfCheck(request: CheckRequest): Promise<CheckResult> {
  const leftAlone: LeftAlone[] = [];
  const chosen: Awaited<ReturnType<typeof checkSegment>>[] = [];
  for (const segment of request.segments) chosen.push(await checkSegment(request, segment, leftAlone));
  return {
    before: together(chosen.map(({ frames, before }) => ({ frames, jitter: before }))),
    after: together(chosen.map(({ frames, after }) => ({ frames, jitter: after }))),
    leftAlone,
    partsOf: (frame) =>
      chosen.find(({ segment }) => frame >= segment.from && frame < segment.to)?.parts ?? [],
  };
}

async function checkSegment(request: CheckRequest, segment: Segment, leftAlone: LeftAlone[]) {
  const before = await measure(request, segment, []);
  let best: { parts: readonly Part[]; after: Jitter } = { parts: [], after: before };
  let why = '';
  for (const parts of request.candidates) {
    // Single parts are for where none of the fuller sets will do.
    if (parts.length < 2 && best.parts.length > 0) break;
    const after = await measure(request, segment, parts);
    const allowed = TOLERANCE + EXCHANGE * Math.max(0, KINDS.length - jitterLeft(after, before));
    const worse = KINDS.find((kind) => after[kind] > before[kind] * (1 + allowed) + UNSEEN);
    if (worse === undefined) {
      if (jitterLeft(after, before) < jitterLeft(best.after, before)) best = { parts, after };
    } else if (why === '') {
      why = `${worse} jitter would be ${after[worse].toFixed(2)} % instead of ${before[worse].toFixed(2)} %`;
    }
  }
  // What does neither good nor harm needs no mention.
  const missing =
    why === '' ? [] : (request.candidates[0] ?? []).filter((part) => !best.parts.includes(part));
  for (const part of missing) {
    leftAlone.push({ what: `${part} of frames ${segment.from} to ${segment.to - 1}`, why });
  }
  return { segment, frames: segment.to - segment.from, before, ...best };
}

/** How much of all kinds of jitter is left: 3 = all of it. */
export function jitterLeft(after: Jitter, before: Jitter): number {
  return KINDS.reduce((sum, kind) => sum + after[kind] / Math.max(before[kind], SMALL_JITTER), 0);
}

async function measure(
  { reader, levels, correct, breathe }: CheckRequest,
  segment: Segment,
  parts: readonly Part[],
): Promise<Jitter> {
  const cells = reader.values / CHANNELS;
  const features = new Int16Array(reader.values);
  const brightness = new Float32Array(cells);
  const colour = new Float32Array(cells);
  const meter = new JitterMeter(cells);
  for (let frame = segment.from; frame < segment.to; frame += 1) {
    reader.read(frame, features);
    applyToFeatures(features, correct(frame, parts), levels, brightness, colour);
    meter.add(brightness, colour);
    await breathe();
  }
  return meter.result();
}

/**
 * What a correction makes of a frame.
 *
 * @param levels as `levelsOfScale` gives them
 * @param brightness receives the logarithm of brightness, one a cell; NaN where the cell is not usable
 * @param colour receives the logarithm of red over blue, one a cell
 */
export function applyToFeatures(
  features: Int16Array,
  correction: FrameCorrection,
  levels: Float32Array,
  brightness: Float32Array,
  colour: Float32Array,
): void {
  const moves = correction.gains.map((gain) => Math.round(LOG_SCALE * gain)) as [number, number, number];
  for (let cell = 0; cell < brightness.length; cell += 1) {
    const at = cell * CHANNELS;
    if (features[at] === UNUSABLE) {
      brightness[cell] = Number.NaN;
      continue;
    }
    const local = Math.round(LOG_SCALE * (correction.local?.[cell] ?? 0)) + 2 ** 15;
    const red = levelAt(levels, features[at]! + moves[0] + local);
    const blue = levelAt(levels, features[at + 2]! + moves[2] + local);
    brightness[cell] =
      LUMA[0] * red + LUMA[1] * levelAt(levels, features[at + 1]! + moves[1] + local) + LUMA[2] * blue;
    colour[cell] = red - blue;
  }
}

function levelAt(levels: Float32Array, index: number): number {
  return levels[Math.max(0, Math.min(levels.length - 1, index))]!;
}

/** Jitter of several parts together: squares add up by frames. */
export function together(parts: readonly { frames: number; jitter: Jitter }[]): Jitter {
  const all = parts.reduce((sum, { frames }) => sum + frames, 0);
  const mean = (kind: keyof Jitter) =>
    Math.sqrt(
      parts.reduce((sum, { frames, jitter }) => sum + frames * jitter[kind] ** 2, 0) / Math.max(1, all),
    );
  return { gain: mean('gain'), colour: mean('colour'), local: mean('local') };
}
