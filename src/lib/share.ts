import type { ShareAnswer, ShareQuestion } from './share-call-protocol.ts';
import { programBeside, ShareProcess } from './share-process.ts';

const PROGRAM = programBeside(import.meta.url, 'share-call-process');

/** An idle process takes memory. */
const IDLE_MS = 10_000;
/** Even on a busy machine, a process that has not started by now never will. */
const START_MS = 60_000;

/** Limit for how long a share that hangs repeatedly is left alone, in multiples of the usual limit. */
const MAX_QUIET = 6;

/** Has a code, like the system's own errors. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly code = 'ETIMEDOUT';
}

interface Call {
  name: ShareQuestion['call'];
  limitMs: number;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout | undefined;
  expired: boolean;
}

export class Worker {
  readonly calls = new Map<number, Call>();
  /** Number of open files. */
  held = 0;
  isReady = false;
  readonly child: ShareProcess<ShareAnswer>;

  constructor(onMessage: (answer: ShareAnswer) => void) {
    this.child = new ShareProcess({ program: PROGRAM, onMessage });
  }
}

/**
 * All calls on one share go through one process. While one of them hangs nobody else waits, and there is never a
 * second process.
 */
export class Share {
  readonly #limitMs: number;
  #worker: Worker | null = null;
  /** The process that was given up, until it is gone. */
  #stuck: Worker | null = null;
  /** No calls before this time (`performance.now()`): a call that timed out speaks for all. */
  #quietUntil = 0;
  /** Consecutive timeouts. */
  #hangs = 0;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;
  #start: NodeJS.Timeout | undefined;

  /** @param limitMs how long no calls are made after one that hung */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  get isBusy(): boolean {
    return this.#worker !== null || this.#stuck !== null;
  }

  /**
   * @param worker the process that holds a file; any process if omitted
   * @throws the system's error, or `ETIMEDOUT`: at once while an earlier call hangs
   */
  async call(
    call: ShareQuestion['call'],
    args: unknown[],
    limitMs: number,
    worker = this.#worker ?? undefined,
  ): Promise<{ value: unknown; worker: Worker }> {
    if (this.#isHanging() || (worker !== undefined && worker !== this.#worker)) throw noAnswer(limitMs);
    const asked = worker ?? this.#begin();
    clearTimeout(this.#idle);
    this.#lastId += 1;
    const id = this.#lastId;
    const value = await new Promise((resolve, reject) => {
      asked.calls.set(id, { name: call, limitMs, resolve, reject, timer: undefined, expired: false });
      if (asked.isReady) this.#limit(asked, id);
      asked.child.send({ id, call, args });
    });
    return { value, worker: asked };
  }

  hold(worker: Worker, files: 1 | -1): void {
    worker.held += files;
    if (worker === this.#worker) this.#rest();
  }

  hasten(limitMs: number): void {
    const worker = this.#worker;
    for (const [id, call] of worker?.calls ?? []) {
      call.limitMs = Math.min(call.limitMs, limitMs);
      if (worker?.isReady) this.#limit(worker, id);
    }
  }

  stop(): void {
    if (this.#worker) this.#drop(this.#worker, new NoAnswerError('the app is stopping'));
  }

  #begin(): Worker {
    const worker: Worker = new Worker((answer) => this.#handleAnswer(worker, answer));
    this.#worker = worker;
    this.#start = setTimeout(() => this.#giveUp(worker), START_MS);
    void worker.child.ended.then((end) => {
      const reason = end.how === 'finished' ? 'its process has ended' : end.reason;
      const code = end.how === 'failed' ? end.code : 'ETIMEDOUT';
      this.#drop(worker, Object.assign(new Error(reason), { code }));
    });
    return worker;
  }

  #handleAnswer(worker: Worker, answer: ShareAnswer): void {
    if ('ready' in answer) {
      clearTimeout(this.#start);
      worker.isReady = true;
      for (const id of worker.calls.keys()) this.#limit(worker, id);
      return;
    }
    this.#hangs = 0;
    const call = worker.calls.get(answer.id);
    worker.calls.delete(answer.id);
    clearTimeout(call?.timer);
    if (call?.expired && call.name === 'open' && 'value' in answer) this.#closeUnwanted(worker, answer.id);
    if ('error' in answer)
      call?.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
    else call?.resolve(answer.value);
    this.#rest();
  }

  /** Closes a file whose opener stopped waiting; a file is known by the id of its opening. */
  #closeUnwanted(worker: Worker, file: number): void {
    this.#lastId += 1;
    worker.child.send({ id: this.#lastId, call: 'close', args: [file] });
  }

  /** Time starts when the process is ready: a busy machine is not a dead share. */
  #limit(worker: Worker, id: number): void {
    const call = worker.calls.get(id);
    if (!call) return;
    clearTimeout(call.timer);
    call.timer = setTimeout(() => {
      call.expired = true;
      call.reject(noAnswer(call.limitMs));
      // Others may have longer limits, for example for a copy.
      if ([...worker.calls.values()].every(({ expired }) => expired)) this.#giveUp(worker);
    }, call.limitMs);
  }

  #isHanging(): boolean {
    if (this.#stuck !== null || performance.now() < this.#quietUntil) return true;
    return [...(this.#worker?.calls.values() ?? [])].some(({ expired }) => expired);
  }

  #giveUp(worker: Worker): void {
    this.#hangs += 1;
    const times = Math.min(MAX_QUIET, 2 ** (this.#hangs - 1));
    this.#quietUntil = performance.now() + times * this.#limitMs;
    this.#stuck = worker;
    this.#drop(worker, noAnswer(this.#limitMs));
    void worker.child.gone.then(() => {
      this.#stuck = null;
    });
  }

  #drop(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    clearTimeout(this.#idle);
    clearTimeout(this.#start);
    for (const call of worker.calls.values()) {
      clearTimeout(call.timer);
      call.reject(error);
    }
    worker.child.giveUp(error.message);
  }

  #rest(): void {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    if (worker === null || worker.calls.size > 0 || worker.held > 0) return;
    this.#idle = setTimeout(() => this.#drop(worker, noAnswer(0)), IDLE_MS);
    this.#idle.unref();
  }
}

function noAnswer(limitMs: number): NoAnswerError {
  return new NoAnswerError(`no response within ${limitMs / 1000} s`);
}
