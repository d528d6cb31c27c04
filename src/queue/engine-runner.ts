import type { Files } from '../lib/files.ts';
import { type Capture, createCapture } from '../lib/capture.ts';
import { type RunningCommand, runCommand } from '../lib/run-command.ts';
import type { EngineEnd } from './engine-failure.ts';
import { type EngineProgress, type EngineReport, readProgress, readReport } from './engine-output.ts';
import { countOutOfMemory } from './oom-watch.ts';
import type { EngineRun, RenderJob, StopReason } from './render-executor.ts';

interface EngineRunSpec extends Pick<RenderJob, 'runId' | 'partialPath' | 'frameCount' | 'limits'> {
  program: string;
  args: readonly string[];
  env: Record<string, string>;
  onProgress: (progress: EngineProgress) => void;
  files: Pick<Files, 'inspect'>;
}

/** Enough for ffmpeg's banner and for the last lines. */
const HEAD_BYTES = 64 * 1024;
const TAIL_BYTES = 192 * 1024;
/** In characters; a failure is classified by the end of the output. */
const JUDGED_CHARACTERS = 8000;
/** Renders share the machine with Home Assistant and the printer's server. */
const NICENESS = 10;
const CHECKS_PER_STALL = 10;

/** With time limit and watchdog. */
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
    program: spec.program,
    args: spec.args,
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
    return command.stop(spec.limits.killGraceMs);
  };
  const timeLimit = setTimeout(() => void stop('time_limit'), spec.limits.timeMs);
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

/** Called when neither output nor video has grown for `stallMs`. */
function watchGrowth(spec: EngineRunSpec, lastText: () => number, onStall: () => void): NodeJS.Timeout {
  const { stallMs } = spec.limits;
  let size = -1;
  let lastGrowth = performance.now();
  return setInterval(() => {
    // A share that does not respond says nothing about growth.
    void spec.files
      .inspect(spec.partialPath)
      .then((there) => there?.sizeBytes ?? -1)
      .catch(() => size)
      .then((now) => {
        if (now !== size) lastGrowth = performance.now();
        size = now;
        if (performance.now() - Math.max(lastGrowth, lastText()) > stallMs) onStall();
      });
  }, stallMs / CHECKS_PER_STALL);
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
