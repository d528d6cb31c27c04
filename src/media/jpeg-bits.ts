/** The picture ends early or is damaged. */
export class BrokenJpegError extends Error {
  override readonly name = 'BrokenJpegError';
}

/** Codes of up to eight bits are looked up at once: `length << 8 | symbol`, 0 = longer. */
export interface HuffmanTable {
  short: Uint16Array;
  /** By length: the largest code (-1 = none), and where its symbols begin. */
  maxCode: Int32Array;
  offset: Int32Array;
  symbols: Uint8Array;
}

const SHORT_BITS = 8;

export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const short = new Uint16Array(1 << SHORT_BITS);
  const maxCode = new Int32Array(17).fill(-1);
  const offset = new Int32Array(17);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length += 1) {
    offset[length] = index - code;
    for (let n = 0; n < counts[length - 1]!; n += 1) {
      if (length <= SHORT_BITS) {
        const from = code << (SHORT_BITS - length);
        short.fill((length << 8) | (symbols[index] ?? 0), from, from + (1 << (SHORT_BITS - length)));
      }
      code += 1;
      index += 1;
    }
    if (counts[length - 1]! > 0) maxCode[length] = code - 1;
    code <<= 1;
  }
  return { short, maxCode, offset, symbols };
}

/** Reads codes and numbers of a JPEG's pixels. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #bits = 0;
  #count = 0;
  /** Bits after the end are zeros, as many as a symbol may look ahead. */
  #beyond = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  symbol(table: HuffmanTable | undefined): number {
    if (!table) throw new BrokenJpegError('it lacks a table');
    if (this.#count < 16) this.#fill();
    const found = table.short[(this.#bits >>> (this.#count - SHORT_BITS)) & 0xff]!;
    if (found !== 0) {
      this.#count -= found >> 8;
      return found & 0xff;
    }
    for (let length = SHORT_BITS + 1; length <= 16; length += 1) {
      const code = (this.#bits >>> (this.#count - length)) & ((1 << length) - 1);
      if (code <= table.maxCode[length]!) {
        this.#count -= length;
        return table.symbols[table.offset[length]! + code]!;
      }
    }
    throw new BrokenJpegError('its pixels are damaged');
  }

  signed(size: number): number {
    if (size === 0) return 0;
    if (this.#count < size) this.#fill();
    this.#count -= size;
    const value = (this.#bits >>> this.#count) & ((1 << size) - 1);
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }

  skip(size: number): void {
    if (this.#count < size) this.#fill();
    this.#count -= size;
  }

  restart(): void {
    this.#bits = 0;
    this.#count = 0;
    this.#beyond = 0;
    const bytes = this.#bytes;
    while (this.#at < bytes.length && !(bytes[this.#at] === 0xff && isRestart(bytes[this.#at + 1])))
      this.#at += 1;
    this.#at += 2;
  }

  /** Up to 24 bits at least, so that the register never overflows. */
  #fill(): void {
    const bytes = this.#bytes;
    while (this.#count <= 16) {
      let next = bytes[this.#at];
      if (next === 0xff) {
        if (bytes[this.#at + 1] === 0) this.#at += 2;
        else next = undefined;
      } else this.#at += 1;
      if (next === undefined) {
        this.#beyond += 1;
        if (this.#beyond > 4) throw new BrokenJpegError('it ends within its pixels');
        next = 0;
      }
      this.#bits = (this.#bits << 8) | next;
      this.#count += 8;
    }
  }
}

function isRestart(marker: number | undefined): boolean {
  return marker !== undefined && marker >= 0xd0 && marker <= 0xd7;
}
