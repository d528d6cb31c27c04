import type { ShareKind } from '../shared/share-copies.ts';

/** What a copy is made from. */
export interface Original {
  /** Of the part that is shown, in pixels. */
  width: number;
  height: number;
  /** Pictures for each second, as it will play. */
  fps: number;
  /** As it will play. */
  seconds: number;
  /** How many times as fast that is. */
  speed: number;
  /** Of the whole file. */
  bytes: number;
  /** Of the whole file, for each of its pictures. */
  bitsPerPixel: number;
}

export interface Attempt {
  width: number;
  height: number;
  fps: number;
  /** Bits per second for two passes; null = by quality. */
  bitrate: number | null;
  /** What the file should have, in bytes; null = unknown. */
  aim: number | null;
  /** Nothing smaller is worth a try. */
  isSmallest: boolean;
}

export interface Tried {
  attempt: Attempt;
  bytes: number;
}

interface Limits {
  /** In pixels. */
  longSide: number;
  /** A smaller picture is worth nothing. */
  shortSide: number;
  maxFps: number;
  minFps: number;
}

const LIMITS: Record<ShareKind, Limits> = {
  mp4: { longSide: 1920, shortSide: 144, maxFps: 60, minFps: 8 },
  // A GIF counts in hundredths of a second: 12.5 is every eighth.
  gif: { longSide: 480, shortSide: 72, maxFps: 12.5, minFps: 5 },
  webp: { longSide: 640, shortSide: 72, maxFps: 20, minFps: 5 },
};

const MAX_TRIES = 8;

/** Bits per pixel and picture below which a smaller picture looks better than a coarser one. */
const ENOUGH_BITS = 0.045;
/** A copy with more bytes than its original shows no more. */
const OF_ORIGINAL = 1.1;
/** How exactly x264 keeps to its bitrate. */
const KEPT = 0.96;
/** What the container takes for each picture, and for itself. */
const BYTES_PER_PICTURE = 20;
const BYTES_OF_CONTAINER = 3000;
/** What x264 needs for the head of a picture, in bits. */
const MIN_BITS_PER_PICTURE = 800;

/**
 * The next way to make a copy that fits: the first by what the limit allows, and each later one by how much the last
 * was too large.
 *
 * @param maxBytes null = no limit
 * @returns null when nothing smaller is worth a try
 */
export function planAttempt(
  kind: ShareKind,
  original: Original,
  maxBytes: number | null,
  tried: readonly Tried[],
): Attempt | null {
  const last = tried.at(-1);
  if (last?.attempt.isSmallest || tried.length >= MAX_TRIES) return null;
  const isLast = tried.length === MAX_TRIES - 1;
  if (kind === 'mp4') return planVideo(original, maxBytes, last, isLast);
  return planPicture(LIMITS[kind], original, maxBytes, last, isLast);
}

function planVideo(
  original: Original,
  maxBytes: number | null,
  last: Tried | undefined,
  isLast: boolean,
): Attempt {
  const limits = LIMITS.mp4;
  const fps = Math.min(original.fps, limits.maxFps);
  if (maxBytes === null)
    return { ...scaled(original, 1, limits), fps, bitrate: null, aim: null, isSmallest: true };
  const most = Math.min(maxBytes, original.bytes * OF_ORIGINAL * KEPT);
  const aim = last ? last.attempt.aim! * lessBy(maxBytes, last.bytes) : most;
  const bits = 8 * (aim * KEPT - BYTES_OF_CONTAINER - BYTES_PER_PICTURE * fps * original.seconds);
  const bitrate = Math.max(MIN_BITS_PER_PICTURE * fps, bits / original.seconds);
  const wanted = original.width * original.height * fps * enoughBits(original);
  return { ...shrunk(original, bitrate / wanted, fps, limits, isLast), bitrate: Math.round(bitrate), aim };
}

/** An original that is easily encoded needs no more than it has; sped up, its pictures differ more. */
function enoughBits({ bitsPerPixel, speed }: Original): number {
  return Math.min(ENOUGH_BITS, bitsPerPixel * 0.8 * Math.sqrt(speed));
}

/** Their size follows from the picture alone. */
function planPicture(
  limits: Limits,
  original: Original,
  maxBytes: number | null,
  last: Tried | undefined,
  isLast: boolean,
): Attempt {
  const fps = Math.min(original.fps, limits.maxFps);
  const none = { bitrate: null, aim: null };
  if (!last || maxBytes === null)
    return { ...scaled(original, 1, limits), fps, ...none, isSmallest: maxBytes === null };
  const { width, height, fps: before } = last.attempt;
  const part = (width * height * before) / (original.width * original.height * fps);
  return { ...shrunk(original, part * lessBy(maxBytes, last.bytes), fps, limits, isLast), ...none };
}

/** By which factor the next one has to be smaller. */
function lessBy(maxBytes: number, bytes: number): number {
  return Math.min(0.9, (maxBytes / bytes) * 0.95);
}

/** Fewer pixels first, and fewer pictures only when those are few already. @param part how many of all */
function shrunk(
  original: Original,
  part: number,
  fps: number,
  limits: Limits,
  isLast: boolean,
): Pick<Attempt, 'width' | 'height' | 'fps' | 'isSmallest'> {
  const least = smallestScale(original, limits);
  const scale = isLast ? least : Math.max(least, Math.min(1, Math.sqrt(part)));
  const left = isLast ? 0 : part / (least * least);
  const slow = scale > least || left >= 1 ? fps : Math.max(limits.minFps, fps * left);
  const isSmallest = scale <= least && slow <= limits.minFps;
  return { ...scaled(original, scale, limits), fps: Math.min(fps, slow), isSmallest };
}

function smallestScale({ width, height }: Original, { shortSide }: Limits): number {
  return Math.min(1, shortSide / Math.min(width, height));
}

/** Even, as the format needs it. */
function scaled({ width, height }: Original, scale: number, { longSide }: Limits) {
  const factor = Math.min(scale, longSide / Math.max(width, height));
  const even = (pixels: number) => Math.max(2, 2 * Math.round((pixels * factor) / 2));
  return { width: even(width), height: even(height) };
}
