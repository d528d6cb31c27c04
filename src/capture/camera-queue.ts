import PQueue from 'p-queue';
import { Serial } from '../lib/serial.ts';
import { PictureError } from './picture-source.ts';

const AT_ONCE = 4;
const LIMIT_MS = 10_000;
/** A camera that only lets the app wait takes no turn from others for longer than this. */
const TURN_MS = 2000;

/** One picture at a time from each camera, and a few at once in all. */
export class CameraQueue {
  readonly #turns = new PQueue({ concurrency: AT_ONCE });
  readonly #byCamera = new Map<string, { serial: Serial; users: number }>();
  readonly #limitMs: number;

  constructor(limitMs = LIMIT_MS) {
    this.#limitMs = limitMs;
  }

  /** @param work gets a signal that also ends it when it takes too long @throws PictureError or what the work throws */
  async run<T>(camera: string, halt: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const line = this.#byCamera.get(camera) ?? { serial: new Serial(), users: 0 };
    this.#byCamera.set(camera, line);
    line.users += 1;
    try {
      return await line.serial.run(() => this.#inTurn(halt, work));
    } finally {
      line.users -= 1;
      if (line.users === 0) this.#byCamera.delete(camera);
    }
  }

  #inTurn<T>(halt: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    void this.#turns.add(async () => {
      const done = this.#limited(halt, work).then(resolve, reject);
      await Promise.race([done, pause(TURN_MS)]);
    });
    return promise;
  }

  async #limited<T>(halt: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const late = AbortSignal.timeout(this.#limitMs);
    try {
      return await work(AbortSignal.any([halt, late]));
    } catch (error) {
      if (!late.aborted || halt.aborted) throw error;
      throw new PictureError('no_answer', `no answer within ${this.#limitMs / 1000} seconds`, error);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
