import type { WireFrame, WirePrintJob } from '../contract.ts';
import type { FrameRange } from './frame-fates.ts';

/** In percent: less is the noise of a camera in front of something that stands still. */
const STILL = 0.02;
/** Fewer may be chance. */
const STILL_FRAMES = 10;

const USELESS: ReadonlySet<WireFrame['state']> = new Set([
  'unreadable',
  'placeholder',
  'black',
  'glitch',
  'frozen',
]);

/**
 * From the first layer to the end of the print where they are known, else to where the picture begins and ends to
 * change.
 *
 * @returns null = nothing is known about these frames, or nothing would be left
 */
export function autoRange(
  frames: readonly WireFrame[],
  job: Pick<WirePrintJob, 'ended_at'> | null,
): FrameRange | null {
  if (!isKnown(frames, job)) return null;
  const first = firstLayer(frames) ?? firstChange(frames);
  const last = endOfJob(frames, job) ?? frames.length - 1 - firstChange(frames.toReversed());
  return first < last ? { first, last } : null;
}

function isKnown(frames: readonly WireFrame[], job: Pick<WirePrintJob, 'ended_at'> | null): boolean {
  if (endOfJob(frames, job) !== null) return true;
  return frames.some(
    ({ light, layer, state }) => light !== null || layer !== null || !['good', 'excluded'].includes(state),
  );
}

function firstLayer(frames: readonly WireFrame[]): number | null {
  const index = frames.findIndex(({ layer }) => layer !== null && layer >= 1);
  return index < 0 ? null : index;
}

/** Null also when the times of the files cannot be those of the print. */
function endOfJob(frames: readonly WireFrame[], job: Pick<WirePrintJob, 'ended_at'> | null): number | null {
  if (!job?.ended_at) return null;
  const end = Date.parse(job.ended_at);
  const index = frames.findLastIndex(({ taken_at }) => Date.parse(taken_at) <= end);
  return index <= 0 ? null : index;
}

/** Index of the first frame that is worth showing. */
function firstChange(frames: readonly WireFrame[]): number {
  const start = Math.max(
    0,
    frames.findIndex(({ state }) => !USELESS.has(state)),
  );
  let still = start;
  while (still + 1 < frames.length && isStill(frames[still]!, frames[still + 1]!)) still += 1;
  return still - start >= STILL_FRAMES ? still : start;
}

function isStill(one: WireFrame, next: WireFrame): boolean {
  return one.light !== null && next.light !== null && Math.abs(one.light - next.light) <= STILL;
}
