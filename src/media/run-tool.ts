import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../lib/run-command.ts';

/** What a small media program printed and how it ended. */
export interface ToolResult {
  ok: boolean;
  stdout: string;
  stderr: string;
  /** The program is not there. */
  missing: boolean;
  /** Resolves when a tool is gone that even KILL did not end (it hangs on a share); null when it has ended. */
  left: Promise<unknown> | null;
}

/** How a tool is run, where the usual does not fit. */
export interface ToolOptions {
  /** Niceness from 0 (normal) to 19 (only when nothing else wants the processor). */
  niceness?: number;
  /** Ends the tool early. */
  signal?: AbortSignal;
}

/** Most that is read of a tool's output, in characters. */
const MOST_OUTPUT = 1_000_000;
const KILL_GRACE_MS = 1000;
const NICENESS = 5;

/**
 * Runs ffprobe or a short ffmpeg and collects what it prints. Never throws, and always comes back: a tool that cannot
 * be ended is left behind.
 *
 * @param limitMs the tool is ended after so many milliseconds
 */
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
      if (stdout.length < MOST_OUTPUT) stdout += `${line}\n`;
    },
    onStderrLine: (line) => {
      if (stderr.length < MOST_OUTPUT) stderr += `${line}\n`;
    },
  });
  const leaving = Promise.withResolvers<null>();
  const stop = async (): Promise<void> => {
    await command.stop(KILL_GRACE_MS);
    await sleep(KILL_GRACE_MS);
    leaving.resolve(null);
  };
  const limit = setTimeout(() => void stop(), limitMs);
  const onAbort = (): void => void stop();
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const end = await Promise.race([command.ended, leaving.promise]);
  clearTimeout(limit);
  signal?.removeEventListener('abort', onAbort);
  if (end === null) {
    return { ok: false, stdout, stderr: `${program} hangs`, missing: false, left: command.ended };
  }
  return {
    ok: end.exitCode === 0,
    stdout,
    stderr: end.startError ? end.startError.message : stderr,
    missing: end.startError?.code === 'ENOENT',
    left: null,
  };
}
