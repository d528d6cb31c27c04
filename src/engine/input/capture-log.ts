import { captureLines } from '../../lib/capture-lines.ts';

/** What the printer did when a picture was taken; undefined = not logged, or not a value. */
export interface Reading {
  /** Milliseconds since 1970. */
  at: number | undefined;
  layer: number | undefined;
  /** 0 to 1. */
  progress: number | undefined;
  /** The printer's own word. */
  stage: string | undefined;
}

/** By name of the picture. */
export type CaptureLog = ReadonlyMap<string, Reading>;

/**
 * What was logged about the pictures of a folder; of several lines for one, the last counts. It only paces a video, so
 * what is not such a line is passed over.
 */
export function readCaptureLog(folder: string): CaptureLog {
  const log = new Map<string, Reading>();
  for (const line of captureLines(folder)) readLine(line, log);
  return log;
}

function readLine(line: string, log: Map<string, Reading>): void {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    return;
  }
  if (typeof said !== 'object' || said === null || !('name' in said)) return;
  const { name, at, layer, progress, stage } = said as Record<string, unknown>;
  if (typeof name !== 'string') return;
  log.set(name, {
    at: typeof at === 'string' ? finite(Date.parse(at)) : undefined,
    layer: finite(layer),
    progress: finite(progress),
    stage: typeof stage === 'string' ? stage : undefined,
  });
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
