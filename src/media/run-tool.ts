import { randomUUID } from 'node:crypto';
import { runCommand } from '../lib/run-command.ts';

/** What a small media program printed and how it ended. */
export interface ToolResult {
  ok: boolean;
  stdout: string;
  stderr: string;
  /** The program is not there. */
  missing: boolean;
}

/** Most that is read of a tool's output, in characters. */
const MOST_OUTPUT = 1_000_000;
const KILL_GRACE_MS = 1000;

/**
 * Runs ffprobe or a short ffmpeg and collects what it prints. Never throws.
 *
 * @param limitMs the tool is ended after so many milliseconds
 */
export async function runTool(
  program: string,
  args: readonly string[],
  limitMs: number,
): Promise<ToolResult> {
  let stdout = '';
  let stderr = '';
  const command = runCommand({
    program,
    args,
    runId: randomUUID(),
    niceness: 5,
    onStdoutLine: (line) => {
      if (stdout.length < MOST_OUTPUT) stdout += `${line}\n`;
    },
    onStderrLine: (line) => {
      if (stderr.length < MOST_OUTPUT) stderr += `${line}\n`;
    },
  });
  const limit = setTimeout(() => void command.stop(KILL_GRACE_MS), limitMs);
  const end = await command.ended;
  clearTimeout(limit);
  return {
    ok: end.exitCode === 0,
    stdout,
    stderr: end.startError ? end.startError.message : stderr,
    missing: end.startError?.code === 'ENOENT',
  };
}
