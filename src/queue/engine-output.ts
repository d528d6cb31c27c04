import type { Progress } from '../timelapses/timelapse.ts';

/** What an engine says in the end; a foreign script says nothing. */
export interface EngineReport {
  droppedFrames: number | null;
  flickerBefore: number | null;
  flickerAfter: number | null;
  /** The report as it came, for the run history. */
  raw: unknown;
}

/** Progress without whose it is and when it ends. */
export type EngineProgress = Omit<Progress, 'id' | 'etaAt'>;

const PROGRESS = /^progress\s+(\d+(?:\.\d+)?)\s+(\d+)\/(\d+)\s+(\S+)/;
const REPORT = /^report\s+(\{.*\})\s*$/;
/** ffmpeg's statistics line, for foreign scripts that let it through. */
const FFMPEG_FRAME = /\bframe=\s*(\d+)/;
const PERCENT = /(?:^|[^\d.])(\d{1,3}(?:\.\d+)?)\s*%/;

/** Reads one line as progress, or null when it says nothing of it. */
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
    // A held last frame makes more frames than pictures: never done before the program says so by ending.
    const percent = Math.min(99, (100 * done) / frameCount);
    return { percent, framesDone: Math.min(done, frameCount), framesTotal: frameCount, step: 'encoding' };
  }
  const percent = PERCENT.exec(line);
  if (percent && Number(percent[1]) <= 100) {
    return { percent: Number(percent[1]), framesDone: null, framesTotal: null, step: null };
  }
  return null;
}

/** Reads the `report {json}` line of the bundled engine, or null. */
export function readReport(line: string): EngineReport | null {
  const json = REPORT.exec(line)?.[1];
  if (json === undefined) return null;
  try {
    const raw = JSON.parse(json) as Record<string, unknown>;
    const dropped = raw.frames_dropped;
    return {
      droppedFrames: Array.isArray(dropped) ? dropped.length : numberOrNull(dropped),
      flickerBefore: numberOrNull(raw.flicker_before),
      flickerAfter: numberOrNull(raw.flicker_after),
      raw,
    };
  } catch {
    return null;
  }
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
