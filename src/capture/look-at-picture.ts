import { setImmediate as giveWay } from 'node:timers/promises';
import { readLumaBlocks } from '../media/jpeg-blocks.ts';
import { FLAT_BLACK, type PictureLook } from './judge-picture.ts';

/** `flatness` = no more than it takes to know that the picture shows something: a tenth, for most. */
export type WantedLook = 'all' | 'flatness';

/** Nothing else is done for about this long. */
const TURN_MS = 8;
/** Blocks count as equally bright when they differ by no more than this, of 255. */
const TOLERANCE = 2;

/** Null for kinds of JPEG that cameras do not send. @throws BrokenJpegError */
export async function lookAtPicture(bytes: Uint8Array, wanted: WantedLook): Promise<PictureLook | null> {
  const rows = readLumaBlocks(bytes);
  const brightness = new Brightness();
  for (let began = performance.now(); ;) {
    const row = rows.next();
    if (row.done) return row.value && brightness.look;
    brightness.add(row.value.blocks);
    const atMost = brightness.flatnessAtMost(row.value.total);
    if (wanted === 'flatness' && atMost < FLAT_BLACK) return { brightness: null, flatness: atMost };
    if (performance.now() - began < TURN_MS) continue;
    await giveWay();
    began = performance.now();
  }
}

class Brightness {
  readonly #counts = new Uint32Array(256);
  #read = 0;
  #sum = 0;

  get look(): PictureLook {
    return { brightness: this.#sum / this.#read / 255, flatness: this.#alike / this.#read };
  }

  /** @param blocks those before included */
  add(blocks: Uint8Array): void {
    for (; this.#read < blocks.length; this.#read += 1) {
      const value = blocks[this.#read]!;
      this.#counts[value]! += 1;
      this.#sum += value;
    }
  }

  /** If all that are still to come were as bright as most. */
  flatnessAtMost(total: number): number {
    return (this.#alike + total - this.#read) / total;
  }

  get #alike(): number {
    let most = 0;
    for (let value = 0; value < 256; value += 1) {
      let near = 0;
      for (let other = value - TOLERANCE; other <= value + TOLERANCE; other += 1)
        near += this.#counts[other] ?? 0;
      most = Math.max(most, near);
    }
    return most;
  }
}
