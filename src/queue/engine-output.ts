import type { Progress } from '../timelapses/timelapse.ts';

/** Foreign scripts report nothing. */
export interface EngineReport {
  droppedFrames: number | null;
  /** Readable ones that were left out automatically, and whether the user should know. */
  framesLeftOut: number | null;
  manyLeftOut: boolean;
  flickerBefore: number | null;
  flickerAfter: number | null;
  /** Of a steady video; null = every picture was used. */
  framesChosen: number | null;
  movementBefore: number | null;
  movementAfter: number | null;
  /** As received, for the run history. */
  raw: unknown;
}

export type EngineProgress = Omit<Progress, 'id' | 'etaAt'>;

const PROGRESS = /^progress\s+(\d+(?:\.\d+)?)\s+(\d+)\/(\d+)\s+(\S+)/;
const REPORT = /^report\s+(\{.*\})\s*$/;
/** ffmpeg's statistics line, which some foreign scripts print. */
const FFMPEG_FRAME = /\bframe=\s*(\d+)/;
const PERCENT = /(?:^|[^\d.])(\d{1,3}(?:\.\d+)?)\s*%/;

/** Null = not about progress. */
export function readProgress(line: string, frameCount: number): EngineProgress | null {
  const own = PROGRESS.exec(line);
  if (own) {
    return {
      percent: Math.min(100, Number(own[1])),
      framesDone: Number(own[2]),
      framesTotal: Number(own[3]),
      step: own[4] ?? null,
    };
  }
  const frame = FFMPEG_FRAME.exec(line);
  if (frame && frameCount > 0) {
    const done = Number(frame[1]);
    // A held last frame makes more frames than pictures; 100 % is only reached when the program ends.
    const percent = Math.min(99, (100 * done) / frameCount);
    return { percent, framesDone: Math.min(done, frameCount), framesTotal: frameCount, step: 'encoding' };
  }
  const percent = PERCENT.exec(line);
  if (percent && Number(percent[1]) <= 100) {
    return { percent: Number(percent[1]), framesDone: null, framesTotal: null, step: null };
  }
  return null;
}

/** The `report {json}` line of the bundled engine; null = another line. */
export function readReport(line: string): EngineReport | null {
  const json = REPORT.exec(line)?.[1];
  if (json === undefined) return null;
  try {
    const raw = JSON.parse(json) as Record<string, unknown>;
    const dropped = raw.frames_dropped;
    return {
      droppedFrames: Array.isArray(dropped) ? dropped.length : countOrNull(dropped),
      ...leftOutOf(raw.left_out),
      flickerBefore: numberOrNull(raw.flicker_before),
      flickerAfter: numberOrNull(raw.flicker_after),
      ...steadyOf(raw.steady),
      raw,
    };
  } catch {
    return null;
  }
}

function leftOutOf(reported: unknown) {
  const { count, many } = (reported ?? {}) as Record<string, unknown>;
  return { framesLeftOut: countOrNull(count), manyLeftOut: many === true };
}

function steadyOf(reported: unknown) {
  const steady = (reported ?? {}) as Record<string, unknown>;
  const applied = steady.applied === true && Array.isArray(steady.chosen);
  return {
    framesChosen: applied ? (steady.chosen as unknown[]).length : null,
    movementBefore: applied ? numberOrNull(steady.movement_before) : null,
    movementAfter: applied ? numberOrNull(steady.movement_after) : null,
  };
}

function countOrNull(value: unknown): number | null {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
