import { isForWant } from '../lib/errors.ts';
import { runCommand } from '../lib/run-command.ts';
import { takeTurns } from '../lib/take-turns.ts';
import { CopyFailed, fromFfmpeg } from './copy-failed.ts';
import type { Step } from './copy-args.ts';

/** In characters. */
const KEPT_OUTPUT = 4000;
const CHECKS_PER_STALL = 10;
/** A silent step decodes the whole video. */
const SILENT_PATIENCE = 12;

export interface StepLimits {
  stallMs: number;
  killGraceMs: number;
}

export interface StepRun extends StepLimits {
  niceness: number;
  /** Part of the time in which it may run, 0 to 1. */
  turns: () => number;
  /** Marks its processes, so that they are found after a crash. */
  runId: string;
  signal: AbortSignal;
  /** @param seconds of the copy that are done */
  onProgress: (seconds: number) => void;
}

/** Ends with its whole process tree when the signal aborts. @throws CopyFailed, or the signal's reason */
export async function runStep(step: Step, { signal, ...run }: StepRun): Promise<void> {
  signal.throwIfAborted();
  let text = '';
  let lastSign = performance.now();
  let done = -1;
  let isStalled = false;
  const command = runCommand({
    program: 'ffmpeg',
    args: step.args,
    runId: run.runId,
    niceness: run.niceness,
    onStdoutLine: (line) => {
      const now = doneIn(line);
      if (now === null || now <= done) return;
      done = now;
      lastSign = performance.now();
      run.onProgress(now / 1e6);
    },
    onStderrLine: (line) => {
      text = `${text}${line}\n`.slice(-KEPT_OUTPUT);
    },
  });
  const stop = (): void => void command.stop(run.killGraceMs);
  const patience = run.stallMs * (step.isSilent ? SILENT_PATIENCE : 1);
  const watchdog = setInterval(() => {
    if (performance.now() - lastSign < patience) return;
    isStalled = true;
    stop();
  }, run.stallMs / CHECKS_PER_STALL);
  signal.addEventListener('abort', stop, { once: true });
  const over = new AbortController();
  void takeTurns(command, run.turns, over.signal);
  const end = await command.ended;
  over.abort();
  clearInterval(watchdog);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (isStalled) throw new CopyFailed('output_unavailable', 'ffmpeg made no progress');
  if (end.startError?.code === 'ENOENT') throw new CopyFailed('ffmpeg_missing');
  if (isForWant(end.startError)) throw new CopyFailed('no_process', end.startError?.message);
  if (end.exitCode !== 0) throw fromFfmpeg(end.startError?.message ?? (text || `ended by ${end.signal}`));
}

/** In microseconds; null = another line, or not known yet. */
function doneIn(line: string): number | null {
  const found = /^out_time_us=(\d+)$/.exec(line);
  return found ? Number(found[1]) : null;
}
