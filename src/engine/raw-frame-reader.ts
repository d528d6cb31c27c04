import type { Readable } from 'node:stream';

/** Cuts a byte stream into frames of known size, with at most one chunk of the stream held. */
export class RawFrameReader {
  #stream: Readable;
  #rest: Buffer | undefined;
  #over = false;
  #wake: (() => void) | undefined;

  constructor(stream: Readable) {
    this.#stream = stream;
    const wake = () => this.#wake?.();
    const end = () => {
      this.#over = true;
      wake();
    };
    stream.on('readable', wake).on('end', end).on('close', end).on('error', end);
  }

  /** Fills `into` wholly; false when the stream ended before (what was read of it is worthless then). */
  async fill(into: Uint8Array): Promise<boolean> {
    let at = 0;
    while (at < into.length) {
      const chunk = this.#rest ?? (await this.#next());
      this.#rest = undefined;
      if (chunk === undefined) return false;
      const taken = Math.min(chunk.length, into.length - at);
      into.set(taken === chunk.length ? chunk : chunk.subarray(0, taken), at);
      if (taken < chunk.length) this.#rest = chunk.subarray(taken);
      at += taken;
    }
    return true;
  }

  async #next(): Promise<Buffer | undefined> {
    for (;;) {
      const chunk = this.#stream.read() as Buffer | null;
      if (chunk !== null) return chunk;
      if (this.#over) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
