import { setPriority } from 'node:os';
import spawn from 'cross-spawn';
import { createLineSplitter } from './line-splitter.ts';
import { endProcesses, findProcessesByEnv, signalProcess } from './process-tree.ts';

/** Variable that marks every process of a run, so that the whole tree can be found again, even after our own crash. */
export const RUN_ID_VARIABLE = 'TIMELAPSE_RUN_ID';

export interface CommandSpec {
  program: string;
  args: readonly string[];
  env?: Record<string, string>;
  /** Folder it starts in; ours when left out. */
  cwd?: string;
  /** Marks the whole process tree; needed for it to be ended as a whole. */
  runId: string;
  /** Niceness from 0 (normal) to 19 (only when nothing else wants the processor). */
  niceness?: number;
  onStdoutLine?: (line: string) => void;
  onStderrLine?: (line: string) => void;
  /** Every piece of output, in order of arrival. */
  onOutput?: (chunk: Buffer) => void;
}

/** How a program ended. `startError` is set when it could not be started at all. */
export interface CommandEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  startError: NodeJS.ErrnoException | null;
}

export interface RunningCommand {
  /** Resolves after the program has ended, its output is read and nothing of its process tree is left. */
  ended: Promise<CommandEnd>;
  /** Ends the whole process tree: TERM, then KILL after the grace period in milliseconds. Resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
}

/** Time that children of an ended program get to end by themselves, in milliseconds. */
const LEFTOVER_GRACE_MS = 1000;

/**
 * Runs a program with an argument list and without a shell, as leader of a process group of its own.
 * Never throws: what goes wrong is in {@link CommandEnd}.
 */
export function runCommand(spec: CommandSpec): RunningCommand {
  const env = { ...inheritedEnvironment(), ...spec.env, [RUN_ID_VARIABLE]: spec.runId };
  const child = spawn(spec.program, [...spec.args], {
    env,
    cwd: spec.cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined && spec.niceness) lowerPriority(child.pid, spec.niceness);

  const outLines = createLineSplitter(spec.onStdoutLine ?? (() => {}));
  const errLines = createLineSplitter(spec.onStderrLine ?? (() => {}));
  child.stdout?.on('data', (chunk: Buffer) => {
    spec.onOutput?.(chunk);
    outLines.write(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    spec.onOutput?.(chunk);
    errLines.write(chunk);
  });

  const group = child.pid === undefined ? undefined : -child.pid;
  const living = async (): Promise<number[]> => {
    const groupLives = group !== undefined && signalProcess(group, 0);
    return [...(groupLives ? [group] : []), ...(await findProcessesByEnv(RUN_ID_VARIABLE, spec.runId))];
  };

  const leaderEnded = new Promise<CommandEnd>((resolve) => {
    child.once('error', (startError) => resolve({ exitCode: null, signal: null, startError }));
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal, startError: null }));
  });
  const outputRead = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const ended = leaderEnded.then(async (end) => {
    // A leader may leave children behind that hold its pipes open: they belong to the run and end with it.
    await endProcesses(living, LEFTOVER_GRACE_MS);
    child.stdout?.destroy();
    child.stderr?.destroy();
    await outputRead;
    outLines.end();
    errLines.end();
    return end;
  });
  return {
    ended,
    stop: async (graceMs) => {
      await endProcesses(living, graceMs);
    },
  };
}

/** Our environment without what children have no business with. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  // biome-ignore lint/style/noProcessEnv: a child inherits PATH, TZ and the like; nothing is read from it here
  const { SUPERVISOR_TOKEN, HASSIO_TOKEN, NODE_OPTIONS, ...rest } = process.env;
  void SUPERVISOR_TOKEN;
  void HASSIO_TOKEN;
  void NODE_OPTIONS;
  return rest;
}

function lowerPriority(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // The program may have ended already, or the system forbids it: it then runs at normal priority.
  }
}
