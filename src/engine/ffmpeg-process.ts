import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { describeError, EngineFailure, errnoOf, EXIT } from './failure.ts';

const STDERR_KEPT = 8_192;

/** A running ffmpeg with everything the engine asks of it. */
export interface FfmpegProcess {
  pid: number | undefined;
  stdin: Writable;
  stdout: Readable;
  /** File descriptor 3 of the child, where it writes text that goes with the frames on `stdout`. */
  side: Readable;
  /** Ends with the exit code and the last of what was printed; never rejects but for a missing ffmpeg. */
  ended: Promise<{ code: number | null; stderr: string }>;
}

/** Starts ffmpegs and remembers those alive, so that all can be ended at once and their memory be added up. */
export class FfmpegRunner {
  readonly command: string;
  #alive = new Set<ChildProcess>();

  constructor(command = 'ffmpeg') {
    this.command = command;
  }

  /** Process ids of the living children. */
  get pids(): number[] {
    return [...this.#alive].flatMap((child) => (child.pid === undefined ? [] : [child.pid]));
  }

  /** Runs ffmpeg with these arguments; `ended` rejects with an EngineFailure where it cannot be started. */
  start(args: readonly string[]): FfmpegProcess {
    const child = spawn(this.command, args, { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
    this.#alive.add(child);
    const ended = this.#endOf(child);
    // Seen by whoever awaits it; until then an early failure must not count as unhandled.
    ended.catch(() => {});
    // A child that ends early breaks the pipe: the exit code tells the story, not the write error.
    child.stdin.on('error', () => {});
    return {
      pid: child.pid,
      stdin: child.stdin,
      stdout: child.stdout,
      side: child.stdio[3] as Readable,
      ended,
    };
  }

  /** Ends all children at once: nothing they still do matters, since the output is removed. */
  killAll(): void {
    for (const child of this.#alive) child.kill('SIGKILL');
  }

  async #endOf(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    try {
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
      });
      return { code, stderr: stderr.trim() };
    } catch (error) {
      throw startFailure(this.command, error);
    } finally {
      this.#alive.delete(child);
    }
  }
}

function startFailure(command: string, error: unknown): EngineFailure {
  const why =
    errnoOf(error) === 'ENOENT'
      ? 'it is not installed (ENOENT)'
      : `it cannot be started: ${describeError(error)}`;
  return new EngineFailure(EXIT.ffmpegMissing, `The engine needs ffmpeg, but "${command}" failed: ${why}.`, {
    cause: error,
  });
}
