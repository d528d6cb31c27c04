import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from './child-environment.ts';
import { errnoOf, messageOf } from './errors.ts';

export type ProcessEnd =
  | { how: 'finished' }
  /** The system refused to start it, or it crashed. */
  | { how: 'failed'; code: string; reason: string }
  /** It was silent for too long, or is no longer needed. */
  | { how: 'given_up'; code: string; reason: string };

export interface ShareProcessSpec<Message> {
  program: string;
  onMessage: (message: Message) => void;
  /** Maximum time without a message; omitted = unlimited. */
  silenceMs?: number;
  /** From 0 (normal) to 19 (lowest priority). */
  niceness?: number;
}

/**
 * A child process that makes calls on a share. On a dead share they never return; a stuck process can be abandoned,
 * while a stuck thread would keep the app from exiting. Never throws.
 */
export class ShareProcess<Message> {
  /** Resolves when no more messages will come. */
  readonly ended: Promise<ProcessEnd>;
  /** Resolves when the process is gone; one stuck in the kernel stays until its share responds. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcess | null;
  readonly #silenceMs: number | undefined;
  #silence: NodeJS.Timeout | undefined;
  #end: (end: ProcessEnd) => void = () => {};

  constructor({ program, onMessage, silenceMs, niceness }: ShareProcessSpec<Message>) {
    const ended = Promise.withResolvers<ProcessEnd>();
    const gone = Promise.withResolvers<void>();
    this.ended = ended.promise;
    this.gone = gone.promise;
    this.#silenceMs = silenceMs;
    let over = false;
    this.#end = (end) => {
      over = true;
      clearTimeout(this.#silence);
      ended.resolve(end);
    };
    this.#child = this.#start(program, gone.resolve);
    this.#child?.on('message', (message) => {
      if (over) return;
      this.#awaitSign();
      onMessage(message as Message);
    });
    if (niceness !== undefined) lowerPriority(this.#child?.pid, niceness);
    this.#awaitSign();
  }

  send(message: Serializable): void {
    // Without a file descriptor for a channel there is no way to reach it.
    if (this.#child?.connected) this.#child.send(message, () => {});
  }

  giveUp(reason: string): void {
    this.#end({ how: 'given_up', code: 'ETIMEDOUT', reason });
    this.#discard();
  }

  #start(program: string, onGone: () => void): ChildProcess | null {
    try {
      const child = fork(program, {
        env: childEnvironment(),
        execArgv: ['--expose-gc'],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      if (child.pid === undefined) onGone();
      // Attached for good: the start may fail, and later any message or the exit.
      child.on('error', (error) => this.#fail(error));
      child.once('exit', (code, signal) => {
        onGone();
        // The exit may be reported before its last messages.
        if (child.connected) child.once('disconnect', () => this.#exited(code, signal));
        else this.#exited(code, signal);
      });
      return child;
    } catch (error) {
      onGone();
      // Lets callers that have just created it attach their handlers first.
      queueMicrotask(() => this.#fail(error));
      return null;
    }
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    if (code === 0) this.#end({ how: 'finished' });
    else
      this.#end({
        how: 'failed',
        code: 'process_failed',
        reason: `it ended unexpectedly (${signal ?? code})`,
      });
  }

  #fail(error: unknown): void {
    this.#end({ how: 'failed', code: errnoOf(error) ?? 'process_failed', reason: messageOf(error) });
    this.#discard();
  }

  #discard(): void {
    const child = this.#child;
    child?.kill('SIGKILL');
    if (child?.connected) child.disconnect();
    child?.unref();
  }

  #awaitSign(): void {
    if (this.#silenceMs === undefined) return;
    clearTimeout(this.#silence);
    const seconds = this.#silenceMs / 1000;
    this.#silence = setTimeout(() => this.giveUp(`no response for ${seconds} s`), this.#silenceMs);
  }
}

/** `.ts` in a checkout, `.js` in a build. */
export function programBeside(importMetaUrl: string, name: string): string {
  return fileURLToPath(new URL(`./${name}${importMetaUrl.slice(-3)}`, importMetaUrl));
}

function lowerPriority(pid: number | undefined, niceness: number): void {
  try {
    if (pid !== undefined) setPriority(pid, niceness);
  } catch {
    // It may have ended already, or the system forbids it: it then runs at normal priority.
  }
}
