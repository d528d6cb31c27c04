import type { Breathe } from '../run/breathe.ts';
import { CHANNELS, leaveOutClipped, LOG_SCALE, UNUSABLE } from './features.ts';
import type { FeatureReader } from './feature-reader.ts';

/** White where nothing tells otherwise. */
const FULL = 255;

/** Cameras clip at 235 and above; a little room below. */
const MIN_LEVEL = 200;

/** A light that changes by less (2.5 %) from one frame to the next does not move levels far enough to tell. */
const MIN_STEP = 0.025;

/** So near (levels) a cell must stay, whatever the light does. */
const NEAR = 1;

/** A level is one of clipping where at least this part of the cells stay at it while the light changes. */
const MIN_PART = 0.002;

/** Hardly anything is brighter than clipped: at most this many cells for one that stays, but for what JPEG adds at edges. */
const MAX_ABOVE = 0.25;
const BESIDE = 3;

/** One cell of so many tells the step of the light. */
const EVERY = 4;

/**
 * The level at which a sequence clips: where cells stay although the light of the picture changes. Cameras clip at 235 to
 * 255, and what is clipped has no true level: it is white, and stays so.
 */
export async function clipLevel(reader: FeatureReader, breathe: Breathe): Promise<number> {
  const cells = reader.values / CHANNELS;
  const [before, after] = [new Int16Array(reader.values), new Int16Array(reader.values)];
  const [peaksBefore, peaksAfter] = [new Uint8Array(cells), new Uint8Array(cells)];
  const stay = new Float64Array(FULL + 1);
  const seen = new Float64Array(FULL + 1);
  let pairs = 0;
  for (let frame = 0; frame < reader.frames; frame += 1) {
    before.set(after);
    peaksBefore.set(peaksAfter);
    reader.read(frame, after);
    reader.readPeaks(frame, peaksAfter);
    await breathe();
    if (frame === 0 || Math.abs(lightStep(before, after, peaksBefore, peaksAfter)) < MIN_STEP) continue;
    pairs += 1;
    for (let cell = 0; cell < cells; cell += 1) {
      seen[peaksAfter[cell]!]! += 1;
      if (Math.abs(peaksAfter[cell]! - peaksBefore[cell]!) <= NEAR) stay[peaksAfter[cell]!]! += 1;
    }
  }
  return levelOf(stay, seen, MIN_PART * cells * pairs);
}

/** The same frames without the cells that may be clipped. */
export function withoutClipped(reader: FeatureReader, clip: number): FeatureReader {
  const peaks = new Uint8Array(reader.values / CHANNELS);
  return {
    ...reader,
    read: (frame, into) => {
      reader.read(frame, into);
      reader.readPeaks(frame, peaks);
      leaveOutClipped(into, peaks, clip);
    },
  };
}

function levelOf(stay: Float64Array, seen: Float64Array, least: number): number {
  let best = FULL;
  let most = 0;
  for (let level = MIN_LEVEL; level <= FULL; level += 1) {
    const staying = around(stay, level);
    if (staying <= most || staying < least) continue;
    const above = seen.subarray(level + BESIDE).reduce((sum, count) => sum + count, 0);
    if (above > MAX_ABOVE * staying) continue;
    most = staying;
    best = level;
  }
  return best;
}

/** Cells at a level, and those beside it. */
function around(counts: Float64Array, level: number): number {
  return counts[level - 1]! + counts[level]! + (counts[level + 1] ?? 0);
}

/** The median step of the cells that are surely not clipped, in logarithms. */
function lightStep(
  before: Int16Array,
  after: Int16Array,
  peaksBefore: Uint8Array,
  peaksAfter: Uint8Array,
): number {
  const steps = new Int32Array(Math.ceil(peaksAfter.length / EVERY));
  let count = 0;
  for (let cell = 0; cell < peaksAfter.length; cell += EVERY) {
    const at = cell * CHANNELS;
    if (before[at] === UNUSABLE || after[at] === UNUSABLE) continue;
    if (Math.max(peaksBefore[cell]!, peaksAfter[cell]!) >= MIN_LEVEL) continue;
    steps[count] = after[at + 1]! - before[at + 1]!;
    count += 1;
  }
  return count === 0 ? 0 : steps.subarray(0, count).sort()[count >> 1]! / LOG_SCALE;
}
