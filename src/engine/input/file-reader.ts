import { close, constants, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { refuseTooLarge } from './picture-kind.ts';

const openFile = promisify(open);
const closeFile = promisify(close);
const readBytes = promisify(read);

/** A link that has replaced a frame since it was listed is not followed. */
export const READ_NO_LINK = constants.O_RDONLY | constants.O_NOFOLLOW;

/**
 * Alternates between two buffers, so that thousands of pictures create no garbage. The call after next overwrites a
 * result.
 */
export class FileReader {
  #buffers = [Buffer.alloc(0), Buffer.alloc(0)];
  #turn = 0;

  /** @param size expected, in bytes */
  async read(path: string, size: number): Promise<Buffer> {
    this.#turn = 1 - this.#turn;
    const file = await openFile(path, READ_NO_LINK);
    try {
      let length = 0;
      for (;;) {
        const buffer = this.#withRoom(length, size);
        const { bytesRead } = await readBytes(file, buffer, length, buffer.length - length, length);
        if (bytesRead === 0) return buffer.subarray(0, length);
        length += bytesRead;
        refuseTooLarge(length);
      }
    } finally {
      await closeFile(file);
    }
  }

  /** With room for one extra byte, which reveals the end. */
  #withRoom(length: number, size: number): Buffer {
    const buffer = this.#buffers[this.#turn]!;
    if (buffer.length > Math.max(length, size)) return buffer;
    const larger = Buffer.alloc(Math.ceil(1.25 * Math.max(length + 1, size + 1)));
    buffer.copy(larger, 0, 0, length);
    this.#buffers[this.#turn] = larger;
    return larger;
  }
}
