import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { describeError, EngineFailure, errnoOf, EXIT } from '../run/failure.ts';

const STDERR_KEPT = 8_192;
const BANNER_KEPT = 500;

export interface FfmpegProcess {
  pid: number | undefined;
  stdin: Writable;
  stdout: Readable;
  /** File descriptor 3, for text that accompanies the frames on `stdout`. */
  side: Readable;
  /** Only rejects when ffmpeg is missing. */
  ended: Promise<FfmpegEnd>;
}

export interface FfmpegEnd {
  code: number | null;
  /** The end of what it complained of. */
  stderr: string;
  /** The first line that it wrote. */
  banner: string;
}

/** Tracks running processes, so that all can be killed and their memory summed. */
export class FfmpegRunner {
  readonly command: string;
  #alive = new Set<ChildProcess>();
  #wasStarted = false;

  constructor(command = 'ffmpeg') {
    this.command = command;
  }

  /** Whether any has been started yet. */
  get wasStarted(): boolean {
    return this.#wasStarted;
  }

  get pids(): number[] {
    return [...this.#alive].flatMap((child) => (child.pid === undefined ? [] : [child.pid]));
  }

  /**
   * `ended` rejects with an EngineFailure when ffmpeg cannot be started.
   *
   * @param descriptors of files that it gets too, from 4 on
   */
  start(args: readonly string[], command = this.command, descriptors: readonly number[] = []): FfmpegProcess {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe', 'pipe', ...descriptors] });
    this.#alive.add(child);
    this.#wasStarted = true;
    const ended = this.#endOf(child, command);
    // Handled where it is awaited; until then it must not count as unhandled.
    ended.catch(() => {});
    // Without a free file descriptor there are no streams.
    const [stdin, stdout, , side] = child.stdio ?? [];
    const streams = {
      stdin: stdin ?? closed(),
      stdout: stdout ?? closed(),
      side: (side as Readable) ?? closed(),
    };
    // A child that ends early breaks its pipes: the exit code is what counts.
    for (const stream of Object.values(streams)) stream.on('error', () => {});
    return { pid: child.pid, ...streams, ended };
  }

  /** At once, since the output is removed anyway. */
  killAll(): void {
    for (const child of this.#alive) child.kill('SIGKILL');
  }

  async #endOf(child: ChildProcess, command: string): Promise<FfmpegEnd> {
    let stderr = '';
    let start = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // Its first line may come in several parts.
      if (start.length < BANNER_KEPT) start += text;
      stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    try {
      const code = await new Promise<number | null>((resolve, reject) => {
        // Attached for good, since an unhandled error event would end the engine.
        child.on('error', reject);
        child.once('close', resolve);
      });
      return { code, stderr: complaintsIn(stderr), banner: start.split('\n', 1)[0]! };
    } catch (error) {
      throw startFailure(command, error);
    } finally {
      this.#alive.delete(child);
    }
  }
}

/** Where ffmpeg is asked to name the level of each line, those that are errors, without it. */
function complaintsIn(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => !/^(\[[^\]]* @ \w+\] )*\[(info|warning)\]/.test(line))
    .map((line) => line.replace(/\[(error|fatal|panic)\] /, ''))
    .join('\n')
    .trim();
}

/** Stands in for a stream of a process that could not be started. */
function closed(): PassThrough {
  return new PassThrough().end().resume();
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
