import type { DroppedFrame, Picture } from '../input/scan-headers.ts';
import { MAX_BROKEN } from '../input/usable-frames.ts';
import { EngineFailure, EXIT } from '../run/failure.ts';
import type { Size } from './output-size.ts';
import type { Settings } from '../run/settings.ts';

/** Limits of the encoder when memory is short; undefined = x264's default. */
export interface EncoderLimits {
  threads: number | undefined;
  lookahead: number | undefined;
}

const MB = 1e6;

const COPIES = 6;

/** Of libass with its fonts: 18 MB at 1080p, more where a script needs a large font. */
const DRAWING = 30 * MB;

/** In frames (x264 0.164, `x264 --fullhelp`). */
const LOOKAHEAD: Readonly<Record<string, number>> = {
  veryfast: 10,
  faster: 20,
  fast: 30,
  medium: 40,
  slow: 50,
  slower: 60,
};

/** x264's default. */
const THREADS_A_CORE = 1.5;

/** The least harmful first: a shorter lookahead costs some bits, fewer threads cost time. */
const SHORT_LOOKAHEAD = 10;
const STEPS: readonly EncoderLimits[] = [
  { threads: undefined, lookahead: undefined },
  { threads: undefined, lookahead: SHORT_LOOKAHEAD },
  { threads: 2, lookahead: SHORT_LOOKAHEAD },
  { threads: 1, lookahead: SHORT_LOOKAHEAD },
  { threads: 1, lookahead: 0 },
];

/** Part of the free memory to use; other programs need some too. */
const USABLE = 0.85;

/** The estimate is conservative, so a run is refused only when it is this far off. */
const HOPELESS = 0.6;

/**
 * @param decoded sizes of pictures decoded at once
 * @param available undefined = unknown
 * @throws EngineFailure when even the minimum takes far too much
 */
export function planMemory(
  settings: Settings,
  video: Size,
  decoded: readonly Size[],
  available: number | undefined,
  cores: number,
): EncoderLimits {
  const asked = settings.threads || undefined;
  if (available === undefined) return { threads: asked, lookahead: undefined };
  const plans = STEPS.map(({ threads, lookahead }) => ({ threads: fewer(threads, asked), lookahead }));
  const drawing = settings.recipe.overlay === undefined ? 0 : DRAWING;
  const needed = (limits: EncoderLimits) =>
    memoryNeeded(settings.preset, video, decoded, limits, cores) + drawing;
  const fitting = plans.find((plan) => needed(plan) <= USABLE * available);
  if (fitting !== undefined) return fitting;
  const least = plans.at(-1)!;
  if (needed(least) * HOPELESS <= available) return least;
  const megabytes = (bytes: number) => `${Math.round(bytes / MB)} MB`;
  throw new EngineFailure(
    EXIT.ffmpegFailed,
    `There is not enough memory (ENOMEM): a video of ${video.width}x${video.height} takes at ` +
      `least ${megabytes(needed(least))}, but only ${megabytes(available)} are free; ` +
      'lower TIMELAPSE_MAX_HEIGHT or free some memory.',
  );
}

/**
 * Peak of a run, conservative. Measured with ffmpeg 5.1 and x264 0.164 at 1080p: x264 holds 22 frames of 4:2:0, 7 per
 * thread, 10 more with several, and 2.2 per frame of lookahead; ffmpeg takes 75 MB, Node 100 MB, a decoder 30 MB and
 * some copies of the picture.
 */
export function memoryNeeded(
  preset: string,
  video: Size,
  decoded: readonly Size[],
  limits: EncoderLimits,
  cores: number,
): number {
  const frame = 1.5 * video.width * video.height;
  const workers = limits.threads ?? Math.ceil(THREADS_A_CORE * cores);
  const lookahead = Math.min(limits.lookahead ?? Number.POSITIVE_INFINITY, LOOKAHEAD[preset] ?? 60);
  const encoder = 75 * MB + frame * (22 + 7 * workers + (workers > 1 ? 10 : 0) + 2.2 * lookahead);
  const decoders = decoded.reduce((sum, { width, height }) => sum + 30 * MB + COPIES * width * height, 0);
  return encoder + decoders + 100 * MB + 3 * frame;
}

/** Share of the free memory that decoding one picture may take. */
const ONE_PICTURE = 0.4;

/**
 * Single oversized pictures must not fail a run; if there are many, planning decides.
 *
 * @param available undefined = unknown
 */
export function leaveOutTooLarge(
  pictures: readonly Picture[],
  available: number | undefined,
): { pictures: Picture[]; dropped: DroppedFrame[] } {
  const needed = ({ kind }: Picture): number => COPIES * kind.width * kind.height;
  const large = pictures.filter((picture) => needed(picture) > ONE_PICTURE * (available ?? Infinity));
  if (large.length > MAX_BROKEN * pictures.length) return { pictures: [...pictures], dropped: [] };
  const megabytes = (bytes: number): string => `${Math.round(bytes / MB)} MB`;
  return {
    pictures: pictures.filter((picture) => !large.includes(picture)),
    dropped: large.map((picture) => ({
      name: picture.name,
      reason: `decoding it takes about ${megabytes(needed(picture))}, but only ${megabytes(available ?? 0)} of memory are free`,
    })),
  };
}

function fewer(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
