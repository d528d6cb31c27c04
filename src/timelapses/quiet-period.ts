import { join } from 'node:path';
import type { Options } from '../options/catalogue.ts';
import type { Timelapse } from './timelapse.ts';

/** A frame that comes after more than this many usual gaps is not waited for. */
const GAPS_UNTIL_DONE = 3;
/** Longest quiet period that large gaps can lead to. */
const MAX_STRETCH_MS = 60 * 60_000;
/** Frames copied after the end of their print are closer together than this. */
const COPY_GAP_MS = 15_000;
/** Frames may arrive this long after the end of their print. */
const LATE_FRAME_MS = 5 * 60_000;

export interface QuietPeriodInput {
  /** Never later than when it was first seen. */
  lastFrameAt: number;
  /** Omitted = before the folder was watched. */
  arrivedAt?: number;
  usualGapMs: number;
  frameCount: number;
  held: boolean;
  /** Null = unknown. */
  printEndedAt: number | null;
}

export interface QuietPeriodOptions {
  /** The option `timelapse_auto_process_timeout` in milliseconds; 0 = manual only. */
  quietMs: number;
  minFrames: number;
}

/**
 * The time of the newest frame or its arrival plus the quiet period (the option, or three usual gaps up to an hour),
 * so that a slow print is not cut in two. After the end of the print, only frames still being copied are waited for.
 * @returns null = manual start only
 */
export function eligibleAt(facts: QuietPeriodInput, options: QuietPeriodOptions): number | null {
  if (options.quietMs === 0 || facts.held || facts.frameCount < options.minFrames) return null;
  const stretchMs = Math.min(GAPS_UNTIL_DONE * facts.usualGapMs, MAX_STRETCH_MS);
  const arrivedAt = facts.arrivedAt ?? 0;
  const quietAt = Math.max(facts.lastFrameAt, arrivedAt) + Math.max(options.quietMs, stretchMs);
  if (facts.printEndedAt === null) return quietAt;
  return Math.min(quietAt, Math.max(facts.printEndedAt, arrivedAt + COPY_GAP_MS));
}

export type StartOptions = Pick<
  Options,
  'timelapse_enabled' | 'timelapse_source_folder' | 'timelapse_auto_process_timeout' | 'min_frames'
>;

/** As shown on cards; null = manual only. */
export function startsAt(timelapse: Timelapse, options: StartOptions): number | null {
  // The end of its capture starts it.
  if (timelapse.captureId !== null) return null;
  const { status, origin, sourceMissing, folderName, sourceFolder, lastFrameAt, arrivedAt } = timelapse;
  if (status !== 'discovered' || sourceMissing || !options.timelapse_enabled) return null;
  // Folders of an earlier source folder are no longer scanned.
  if (origin === 'frames' && join(options.timelapse_source_folder, folderName) !== sourceFolder) return null;
  if (origin === 'video' && !sourceFolder.startsWith(join(options.timelapse_source_folder, '/'))) return null;
  return eligibleAt(
    {
      lastFrameAt,
      arrivedAt,
      usualGapMs: timelapse.usualGapMs,
      held: timelapse.held,
      frameCount: origin === 'video' ? Infinity : timelapse.fingerprint.count,
      printEndedAt: printEndedAt(timelapse),
    },
    { quietMs: options.timelapse_auto_process_timeout * 1000, minFrames: options.min_frames },
  );
}

/** Ignored once frames arrived long after it, and for rendering again: each later frame would start a render. */
function printEndedAt({ job, lastFrameAt, arrivedAt, renderedFingerprint }: Timelapse): number | null {
  const endedAt = job?.endedAt ?? null;
  if (endedAt === null || renderedFingerprint !== null) return null;
  return Math.max(lastFrameAt, arrivedAt) > endedAt + LATE_FRAME_MS ? null : endedAt;
}

/** Median in milliseconds; 0 with fewer than three frames. */
export function usualGap(frameTimes: readonly number[]): number {
  if (frameTimes.length < 3) return 0;
  const sorted = Float64Array.from(frameTimes).sort();
  const gaps = sorted
    .subarray(1)
    .map((time, index) => time - (sorted[index] ?? time))
    .sort();
  return Math.round(gaps[gaps.length >> 1] ?? 0);
}
