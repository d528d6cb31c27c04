import type { Readable } from 'node:stream';

interface Filling {
  into: Uint8Array;
  at: number;
  done: (whole: boolean) => void;
}

/**
 * Cuts a byte stream into frames. Chunks are copied to their place at once, and the stream is paused while no frame
 * is requested, so that at most one chunk is buffered.
 */
export class RawFrameReader {
  #stream: Readable;
  #rest: Buffer | undefined;
  #filling: Filling | undefined;
  #over = false;

  constructor(stream: Readable) {
    this.#stream = stream;
    const end = () => {
      this.#over = true;
      this.#settle(false);
    };
    stream
      .on('data', (chunk: Buffer) => this.#take(chunk))
      .on('end', end)
      .on('close', end)
      .on('error', end);
    stream.pause();
  }

  /** False when the stream ended early; the content is then invalid. */
  fill(into: Uint8Array): Promise<boolean> {
    return new Promise((done) => {
      this.#filling = { into, at: 0, done };
      const rest = this.#rest;
      this.#rest = undefined;
      if (rest !== undefined) this.#take(rest);
      if (this.#filling === undefined) return;
      if (this.#over) this.#settle(false);
      else this.#stream.resume();
    });
  }

  discardRest(): void {
    this.#rest = undefined;
    this.#stream.removeAllListeners('data').resume();
  }

  #take(chunk: Buffer): void {
    const filling = this.#filling;
    if (filling === undefined) {
      this.#rest = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
      return;
    }
    const { into, at } = filling;
    const taken = Math.min(chunk.length, into.length - at);
    into.set(taken === chunk.length ? chunk : chunk.subarray(0, taken), at);
    filling.at += taken;
    if (filling.at < into.length) return;
    if (taken < chunk.length) this.#rest = chunk.subarray(taken);
    this.#stream.pause();
    this.#settle(true);
  }

  #settle(whole: boolean): void {
    const filling = this.#filling;
    this.#filling = undefined;
    filling?.done(whole);
  }
}
