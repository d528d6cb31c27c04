import type { Size } from '../output/output-size.ts';

/** Size at which movement is judged, whatever the shape of the picture. */
export const GREY_WIDTH = 160;
export const GREY_HEIGHT = 90;
export const GREY_PIXELS = GREY_WIDTH * GREY_HEIGHT;

/** Weights of pixels are whole numbers of which so many (as a power of two) are 1. */
const WHOLE = 10;

/** Grey in 256ths of a level: luma of BT.601, which JPEGs store. */
const [RED, GREEN, BLUE] = [77, 150, 29];
const LEVEL = 8;

/** Which source pixels make one pixel of the result, and by how much each. */
interface Share {
  from: number;
  weights: readonly number[];
}

/** Scales small RGB pictures to grey ones by area. */
export class GreyScaler {
  readonly #size: Size;
  /** The first of the source columns of each column, and the weights of three: pictures are narrower than 2 × 160. */
  readonly #columns: Int32Array;
  readonly #weights: Int32Array;
  readonly #rows: readonly Share[];
  readonly #line: Int32Array;
  readonly #narrow: Int32Array;
  readonly #sums = new Int32Array(GREY_WIDTH);

  constructor(size: Size) {
    this.#size = size;
    const columns = sharesOf(size.width, GREY_WIDTH);
    this.#columns = Int32Array.from(columns, ({ from }) => from);
    this.#weights = Int32Array.from(
      columns.flatMap(({ weights: [one = 0, two = 0, three = 0] }) => [one, two, three]),
    );
    this.#rows = sharesOf(size.height, GREY_HEIGHT);
    this.#line = new Int32Array(size.width + 2);
    this.#narrow = new Int32Array(GREY_WIDTH * size.height);
  }

  scale(rgb: Uint8Array, out: Uint8Array): void {
    for (let y = 0; y < this.#size.height; y += 1) this.#narrowRow(rgb, y);
    for (let y = 0; y < GREY_HEIGHT; y += 1) this.#shortenColumns(y, out);
  }

  #narrowRow(rgb: Uint8Array, y: number): void {
    const [line, narrow, columns, weights] = [this.#line, this.#narrow, this.#columns, this.#weights];
    const width = this.#size.width;
    for (let x = 0, at = 3 * y * width; x < width; x += 1, at += 3) {
      line[x] = RED * rgb[at]! + GREEN * rgb[at + 1]! + BLUE * rgb[at + 2]!;
    }
    for (let x = 0, at = 0; x < GREY_WIDTH; x += 1, at += 3) {
      const from = columns[x]!;
      const sum =
        weights[at]! * line[from]! + weights[at + 1]! * line[from + 1]! + weights[at + 2]! * line[from + 2]!;
      narrow[y * GREY_WIDTH + x] = sum >> WHOLE;
    }
  }

  #shortenColumns(y: number, out: Uint8Array): void {
    const [narrow, sums] = [this.#narrow, this.#sums.fill(1 << (WHOLE + LEVEL - 1))];
    const { from, weights } = this.#rows[y]!;
    for (let i = 0; i < weights.length; i += 1) {
      const weight = weights[i]!;
      const at = (from + i) * GREY_WIDTH;
      for (let x = 0; x < GREY_WIDTH; x += 1) sums[x]! += weight * narrow[at + x]!;
    }
    const at = y * GREY_WIDTH;
    for (let x = 0; x < GREY_WIDTH; x += 1) out[at + x] = sums[x]! >> (WHOLE + LEVEL);
  }
}

function sharesOf(source: number, target: number): Share[] {
  const step = source / target;
  return Array.from({ length: target }, (_, i) => {
    const [start, end] = [i * step, (i + 1) * step];
    const from = Math.min(source - 1, Math.floor(start + 1e-9));
    const to = Math.min(source, Math.max(from + 1, Math.ceil(end - 1e-9)));
    const weights = Array.from({ length: to - from }, (__, j) =>
      Math.round(((Math.min(end, from + j + 1) - Math.max(start, from + j)) / (end - start)) * 2 ** WHOLE),
    );
    // Rounding makes no picture darker.
    weights[0]! += 2 ** WHOLE - weights.reduce((a, b) => a + b, 0);
    return { from, weights };
  });
}
