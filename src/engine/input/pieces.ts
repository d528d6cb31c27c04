/** Parts of a file without a copy; adjacent ones are joined. */
export class Pieces {
  readonly #file: Buffer;
  readonly #pieces: Buffer[] = [];
  #start = 0;
  #end = 0;

  constructor(file: Buffer) {
    this.#file = file;
  }

  keep(start: number, end: number): void {
    if (start !== this.#end) {
      this.#flush();
      this.#start = start;
    }
    this.#end = end;
  }

  add(bytes: Buffer): void {
    this.#flush();
    this.#pieces.push(bytes);
  }

  all(): Buffer[] {
    this.#flush();
    return this.#pieces;
  }

  #flush(): void {
    if (this.#end > this.#start) this.#pieces.push(this.#file.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}

export function lengthOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
