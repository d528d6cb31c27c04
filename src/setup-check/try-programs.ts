import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandEnd, runCommand } from '../lib/run-command.ts';
import { runTool } from '../media/run-tool.ts';

const KILL_GRACE_MS = 1000;

export interface TriedProgram extends CommandEnd {
  firstLine: string;
  timedOut: boolean;
}

/** Without arguments, in an empty folder, so that it has nothing to work on. Never throws. */
export async function tryEngine(program: string, limitMs: number): Promise<TriedProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'timelapse-test-')).catch(() => tmpdir());
  let firstLine = '';
  const note = (line: string): void => {
    firstLine ||= line.trim();
  };
  const command = runCommand({
    program,
    args: [],
    cwd: folder,
    env: { TIMELAPSE_NODE: process.execPath },
    runId: randomUUID(),
    niceness: 5,
    onStdoutLine: note,
    onStderrLine: note,
  });
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    void command.stop(KILL_GRACE_MS);
  }, limitMs);
  const end = await command.ended;
  clearTimeout(limit);
  if (folder !== tmpdir()) await rm(folder, { recursive: true, force: true }).catch(() => {});
  return { ...end, firstLine, timedOut };
}

/** Null = cannot be started. */
export async function toolVersion(tool: string, limitMs: number): Promise<string | null> {
  const { ok, stdout } = await runTool(tool, ['-hide_banner', '-version'], limitMs);
  return ok ? (stdout.split('\n')[0] ?? '').replace(/ Copyright .*/, '') : null;
}

export async function hasEncoder(name: string, limitMs: number): Promise<boolean> {
  const { ok, stdout } = await runTool('ffmpeg', ['-hide_banner', '-encoders'], limitMs);
  return ok && stdout.split('\n').some((line) => line.trim().split(/\s+/)[1] === name);
}
