import { close, open, read } from 'node:fs';
import { promisify } from 'node:util';

const openFile = promisify(open);
const closeFile = promisify(close);
const readBytes = promisify(read);

/**
 * Reads files one after the other, each into the buffer of the one before the last: thousands of pictures pass through
 * without making garbage. The result of a call is overwritten by the call after next.
 */
export class FileReader {
  #buffers = [Buffer.alloc(0), Buffer.alloc(0)];
  #turn = 0;

  /** The whole file. @param size its expected size in bytes */
  async read(path: Buffer, size: number): Promise<Buffer> {
    this.#turn = 1 - this.#turn;
    const file = await openFile(path, 'r');
    try {
      let length = 0;
      for (;;) {
        const buffer = this.#withRoom(length, size);
        const { bytesRead } = await readBytes(file, buffer, length, buffer.length - length, length);
        if (bytesRead === 0) return buffer.subarray(0, length);
        length += bytesRead;
      }
    } finally {
      await closeFile(file);
    }
  }

  /** The buffer in turn, with room for the expected size and one byte more, by which the end is seen. */
  #withRoom(length: number, size: number): Buffer {
    const buffer = this.#buffers[this.#turn]!;
    if (buffer.length > Math.max(length, size)) return buffer;
    const larger = Buffer.alloc(Math.ceil(1.25 * Math.max(length + 1, size + 1)));
    buffer.copy(larger, 0, 0, length);
    this.#buffers[this.#turn] = larger;
    return larger;
  }
}
