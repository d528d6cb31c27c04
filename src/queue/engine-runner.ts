import { stat } from 'node:fs/promises';
import { type Capture, createCapture } from '../lib/capture.ts';
import { type RunningCommand, runCommand } from '../lib/run-command.ts';
import type { EngineEnd } from './engine-failure.ts';
import { type EngineProgress, type EngineReport, readProgress, readReport } from './engine-output.ts';
import { countOutOfMemory } from './oom-watch.ts';

/** Who may end a running engine, and why. */
export type StopReason = 'cancelled' | 'deleted' | 'shutdown' | 'time_limit' | 'stalled';

export interface EngineRunSpec {
  runId: string;
  engine: string;
  sourceFolder: string;
  /** The engine writes here; the folder exists. */
  partialPath: string;
  env: Record<string, string>;
  frameCount: number;
  timeLimitMs: number;
  /** Ended when it neither prints nor writes for so long. */
  stallMs: number;
  /** Time between TERM and KILL. */
  killGraceMs: number;
  onProgress: (progress: EngineProgress) => void;
}

export interface EngineResult {
  end: Omit<EngineEnd, 'stoppedBecause'>;
  /** We ended it for this reason; null = it ended by itself. */
  stoppedBecause: StopReason | null;
  report: EngineReport | null;
}

/** A running engine. */
export interface EngineRun {
  /** Resolves when nothing of the process tree is left. */
  ended: Promise<EngineResult>;
  /** Ends the process tree; the first reason counts. */
  stop(because: StopReason): Promise<void>;
  /** What it has printed, as far as it is kept. */
  output(): string;
}

/** Kept of an engine's output: enough for ffmpeg's banner and for its last words. */
const HEAD_BYTES = 64 * 1024;
const TAIL_BYTES = 192 * 1024;
/** Last part of the output that a failure is judged by, characters. */
const JUDGED_CHARACTERS = 8000;
/** Renders share the machine with Home Assistant and the printer's server. */
const NICENESS = 10;
const LOOKS_PER_STALL = 10;

/** Starts the engine as `do_timelapse.sh <source_folder> <output.mp4>`, with its time limit and watchdog. */
export function runEngine(spec: EngineRunSpec): EngineRun {
  const capture = createCapture(HEAD_BYTES, TAIL_BYTES);
  let report: EngineReport | null = null;
  let lastSign = performance.now();
  let stoppedBecause: StopReason | null = null;
  const outOfMemoryBefore = countOutOfMemory();

  const onLine = (line: string): void => {
    report = readReport(line) ?? report;
    const progress = readProgress(line, spec.frameCount);
    if (progress) spec.onProgress(progress);
  };
  const command = runCommand({
    program: spec.engine,
    args: [spec.sourceFolder, spec.partialPath],
    env: spec.env,
    runId: spec.runId,
    niceness: NICENESS,
    onStdoutLine: onLine,
    onStderrLine: onLine,
    onOutput: (chunk) => {
      lastSign = performance.now();
      capture.write(chunk);
    },
  });
  const stop = (because: StopReason): Promise<void> => {
    stoppedBecause ??= because;
    return command.stop(spec.killGraceMs);
  };
  const timeLimit = setTimeout(() => void stop('time_limit'), spec.timeLimitMs);
  const watchdog = watchGrowth(
    spec,
    () => lastSign,
    () => void stop('stalled'),
  );
  const ended = collectEnd(command, capture, outOfMemoryBefore).then((end) => {
    clearTimeout(timeLimit);
    clearInterval(watchdog);
    return { end, stoppedBecause, report };
  });
  return { ended, stop, output: () => capture.text() };
}

/** Calls back when neither the output text nor the video has grown for `stallMs`. */
function watchGrowth(spec: EngineRunSpec, lastText: () => number, onStall: () => void): NodeJS.Timeout {
  let size = -1;
  let lastGrowth = performance.now();
  return setInterval(() => {
    void stat(spec.partialPath)
      .then((stats) => stats.size)
      .catch(() => -1)
      .then((now) => {
        if (now !== size) lastGrowth = performance.now();
        size = now;
        if (performance.now() - Math.max(lastGrowth, lastText()) > spec.stallMs) onStall();
      });
  }, spec.stallMs / LOOKS_PER_STALL);
}

async function collectEnd(
  command: RunningCommand,
  capture: Capture,
  outOfMemoryBefore: Promise<number>,
): Promise<Omit<EngineEnd, 'stoppedBecause'>> {
  const end = await command.ended;
  const outOfMemory = end.exitCode !== 0 && (await countOutOfMemory()) > (await outOfMemoryBefore);
  return { ...end, outOfMemory, text: capture.text().slice(-JUDGED_CHARACTERS) };
}
