import { EngineFailure, EXIT } from './failure.ts';
import type { Size } from './output-size.ts';
import type { Settings } from './settings.ts';

/** How the encoder is held back where memory is short; undefined = as x264 would have it. */
export interface EncoderLimits {
  threads: number | undefined;
  /** Frames that x264 looks ahead. */
  lookahead: number | undefined;
}

const MB = 1e6;

/** What a preset of x264 looks ahead, in frames (x264 0.164, `x264 --fullhelp`). */
const LOOKAHEAD: Readonly<Record<string, number>> = {
  veryfast: 10,
  faster: 20,
  fast: 30,
  medium: 40,
  slow: 50,
  slower: 60,
};

/** x264 takes one and a half threads a core. */
const THREADS_A_CORE = 1.5;

/** Steps down, the least harm first: looking ahead less costs some bits, fewer threads cost time. */
const SHORT_LOOKAHEAD = 10;
const STEPS: readonly EncoderLimits[] = [
  { threads: undefined, lookahead: undefined },
  { threads: undefined, lookahead: SHORT_LOOKAHEAD },
  { threads: 2, lookahead: SHORT_LOOKAHEAD },
  { threads: 1, lookahead: SHORT_LOOKAHEAD },
  { threads: 1, lookahead: 0 },
];

/** Part of the free memory that is planned with: others want some, too. */
const USABLE = 0.85;

/** The estimate is on the safe side; a run is refused only where it is this far off. */
const HOPELESS = 0.6;

/**
 * How the encoder is to be held back so that a run fits into the memory there is.
 *
 * @param video size of the video
 * @param largest size of the largest picture
 * @param available bytes, undefined = not known
 * @param cores of the machine
 * @throws EngineFailure (ffmpeg failed, out of memory) where even the least takes far more than there is
 */
export function planMemory(
  settings: Settings,
  video: Size,
  largest: Size,
  available: number | undefined,
  cores: number,
): EncoderLimits {
  const asked = settings.threads || undefined;
  if (available === undefined) return { threads: asked, lookahead: undefined };
  const plans = STEPS.map(({ threads, lookahead }) => ({ threads: fewer(threads, asked), lookahead }));
  const needed = (limits: EncoderLimits) => memoryNeeded(settings.preset, video, largest, limits, cores);
  const fitting = plans.find((plan) => needed(plan) <= USABLE * available);
  if (fitting !== undefined) return fitting;
  const least = plans.at(-1)!;
  if (needed(least) * HOPELESS <= available) return least;
  const megabytes = (bytes: number) => `${Math.round(bytes / MB)} MB`;
  throw new EngineFailure(
    EXIT.ffmpegFailed,
    `There is not enough memory (ENOMEM): a video of ${video.width}x${video.height} takes some ` +
      `${megabytes(needed(least))} at the least, and ${megabytes(available)} are free; ` +
      'lower TIMELAPSE_MAX_HEIGHT or free some memory.',
  );
}

/**
 * Bytes a run takes at its peak, on the safe side. Measured with ffmpeg 5.1 and x264 0.164 at 1080p: in frames of 4:2:0,
 * x264 holds 22, 7 for each thread, 10 more with several, and 2.2 for each frame looked ahead; ffmpeg itself takes 75 MB,
 * Node with its buffers 100 MB, a decoder 30 MB of its own and some copies of the picture as it comes out of the file.
 */
export function memoryNeeded(
  preset: string,
  video: Size,
  largest: Size,
  limits: EncoderLimits,
  cores: number,
): number {
  const frame = 1.5 * video.width * video.height;
  const workers = limits.threads ?? Math.ceil(THREADS_A_CORE * cores);
  const lookahead = Math.min(limits.lookahead ?? Number.POSITIVE_INFINITY, LOOKAHEAD[preset] ?? 60);
  const encoder = 75 * MB + frame * (22 + 7 * workers + (workers > 1 ? 10 : 0) + 2.2 * lookahead);
  const decoder = 30 * MB + 6 * largest.width * largest.height;
  return encoder + decoder + 100 * MB + 3 * frame;
}

/** The smaller of two limits, either of which may be none. */
function fewer(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
