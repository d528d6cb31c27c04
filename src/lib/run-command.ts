import { ChildProcess } from 'node:child_process';
import spawn from 'cross-spawn';
import { childEnvironment } from './child-environment.ts';
import { createLineSplitter } from './line-splitter.ts';
import { endProcesses, findProcessesByEnv, lowerPriority, signalProcess } from './process-tree.ts';

/** Marks every process of a run, so that the whole tree can be found again, even after a crash of the app. */
export const RUN_ID_VARIABLE = 'TIMELAPSE_RUN_ID';

export interface CommandSpec {
  program: string;
  args: readonly string[];
  env?: Record<string, string>;
  cwd?: string;
  runId: string;
  /** From 0 (normal) to 19 (lowest priority). */
  niceness?: number;
  onStdoutLine?: (line: string) => void;
  onStderrLine?: (line: string) => void;
  onOutput?: (chunk: Buffer) => void;
}

/** `startError` is set when the program could not be started. */
export interface CommandEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  startError: NodeJS.ErrnoException | null;
}

export interface RunningCommand {
  /**
   * Resolves after the program has ended, its output is read and its process tree is gone, or when even KILL has not
   * helped.
   */
  ended: Promise<CommandEnd>;
  /** Stands still until it is resumed or ended. */
  pause(): void;
  resume(): void;
  /** Ends the whole process tree: TERM, then KILL after the grace period. Resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
}

/** Time for children of an ended program to end on their own. */
const LEFTOVER_GRACE_MS = 1000;

/**
 * Runs a program without a shell, as leader of its own process group. Never throws: errors are in {@link CommandEnd}.
 */
export function runCommand(spec: CommandSpec): RunningCommand {
  const env = { ...childEnvironment(), ...spec.env, [RUN_ID_VARIABLE]: spec.runId };
  const child = start(spec, env);
  if (!(child instanceof ChildProcess)) return neverStarted(child);
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
  // Then only the end of the output is missing.
  for (const stream of [child.stdout, child.stderr]) stream?.on('error', () => {});

  const group = child.pid === undefined ? undefined : -child.pid;
  const living = async (): Promise<number[]> => {
    const groupLives = group !== undefined && signalProcess(group, 0);
    return [...(groupLives ? [group] : []), ...(await findProcessesByEnv(RUN_ID_VARIABLE, spec.runId))];
  };

  const leaderEnded = new Promise<CommandEnd>((resolve) => {
    // Attached for good, since an unhandled error event would end the app.
    child.on('error', (startError) => resolve({ exitCode: null, signal: null, startError }));
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal, startError: null }));
  });
  const outputRead = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.on('error', () => resolve());
  });
  const leftBehind = Promise.withResolvers<CommandEnd>();
  const ended = Promise.race([leaderEnded, leftBehind.promise]).then(async (end) => {
    // A leader may leave children behind that hold its pipes open: they belong to the run and end with it.
    await endProcesses(living, LEFTOVER_GRACE_MS);
    child.stdout?.destroy();
    child.stderr?.destroy();
    await Promise.race([outputRead, leftBehind.promise]);
    outLines.end();
    errLines.end();
    return end;
  });
  const send = (signal: NodeJS.Signals): void => {
    if (group !== undefined) signalProcess(group, signal);
  };
  return {
    ended,
    pause: () => send('SIGSTOP'),
    resume: () => send('SIGCONT'),
    stop: async (graceMs) => {
      // A stopped process handles no signal but KILL.
      send('SIGCONT');
      await endProcesses(living, graceMs);
      // It is stuck in the kernel on a share and ends once that responds; nobody can wait for it.
      if (group !== undefined && signalProcess(group, 0))
        leftBehind.resolve({ exitCode: null, signal: 'SIGKILL', startError: null });
    },
  };
}

function start({ program, args, cwd }: CommandSpec, env: NodeJS.ProcessEnv): ChildProcess | Error {
  try {
    return spawn(program, [...args], { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    // Most errors come as an event, but a few, such as too many arguments, are thrown.
    return error as Error;
  }
}

function neverStarted(startError: Error): RunningCommand {
  const nothing = (): void => {};
  return {
    ended: Promise.resolve({ exitCode: null, signal: null, startError }),
    pause: nothing,
    resume: nothing,
    stop: async () => {},
  };
}
