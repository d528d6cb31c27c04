import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isForWant } from '../lib/errors.ts';
import { runCommand } from '../lib/run-command.ts';

export interface ToolResult {
  ok: boolean;
  stdout: string;
  stderr: string;
  missing: boolean;
  /** It failed for a reason unrelated to its input: the system refused it, or time ran out. */
  mayPass: boolean;
  /** Resolves when a tool is gone that KILL could not end (it hangs on a share); null when it has ended. */
  left: Promise<unknown> | null;
}

export interface ToolOptions {
  /** From 0 (normal) to 19 (lowest priority). */
  niceness?: number;
  signal?: AbortSignal | undefined;
}

/** In characters. */
const MAX_OUTPUT = 1_000_000;
const KILL_GRACE_MS = 1000;
const NICENESS = 5;

/** Runs ffprobe or a short ffmpeg. Never throws, and always returns: a tool that cannot be ended is left behind. */
export async function runTool(
  program: string,
  args: readonly string[],
  limitMs: number,
  { niceness = NICENESS, signal }: ToolOptions = {},
): Promise<ToolResult> {
  let stdout = '';
  let stderr = '';
  const command = runCommand({
    program,
    args,
    runId: randomUUID(),
    niceness,
    onStdoutLine: (line) => {
      if (stdout.length < MAX_OUTPUT) stdout += `${line}\n`;
    },
    onStderrLine: (line) => {
      if (stderr.length < MAX_OUTPUT) stderr += `${line}\n`;
    },
  });
  const leaving = Promise.withResolvers<null>();
  const stop = async (): Promise<void> => {
    await command.stop(KILL_GRACE_MS);
    await sleep(KILL_GRACE_MS);
    leaving.resolve(null);
  };
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    void stop();
  }, limitMs);
  const onAbort = (): void => void stop();
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const end = await Promise.race([command.ended, leaving.promise]);
  clearTimeout(limit);
  signal?.removeEventListener('abort', onAbort);
  if (end === null) {
    return {
      ok: false,
      stdout,
      stderr: `${program} is not responding`,
      missing: false,
      mayPass: true,
      left: command.ended,
    };
  }
  return {
    ok: end.exitCode === 0,
    stdout,
    stderr: end.startError ? end.startError.message : stderr,
    missing: end.startError?.code === 'ENOENT',
    mayPass: timedOut || isForWant(end.startError),
    left: null,
  };
}
