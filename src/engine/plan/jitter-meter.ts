/** Jitter of a sequence in percent a frame, as far as it can be told without knowing the truth. */
export interface Jitter {
  /** Brightness of the whole frame. */
  gain: number;
  /** Balance of red against blue. */
  colour: number;
  /** Brightness of single places. */
  local: number;
}

/** Half of the range and resolution in which medians are found, in logarithms. */
const RANGE = 1;
const BINS = 2000;

/** With fewer cells a median means nothing. */
const MIN_CELLS = 20;

const MAD_TO_SIGMA = 1 / 0.6745;

/**
 * Measures flicker the way an eye does that watches the still background: the median over all cells of the step from
 * frame to frame is the step of the light, whatever moves in the minority of cells; its root mean square over √2 is the
 * jitter of a frame. The same for red against blue, and for single cells the median size of the second difference.
 * (The mean of the whole picture would measure the print head instead.)
 */
export class JitterMeter {
  #brightness: Float32Array[];
  #colour: Float32Array;
  /** Of the cells, one kind after the other. */
  #changes: Float64Array;
  #known = 0;
  #histogram = new Uint32Array(2 * BINS);
  #gain = { sum: 0, count: 0 };
  #balance = { sum: 0, count: 0 };
  #local: number[] = [];

  constructor(cells: number) {
    this.#brightness = [0, 1, 2].map(() => new Float32Array(cells));
    this.#colour = new Float32Array(cells);
    this.#changes = new Float64Array(cells);
  }

  /** The next frame has nothing to do with the one before. */
  cut(): void {
    this.#known = 0;
  }

  /**
   * Takes the next frame.
   *
   * @param brightness logarithm of brightness, one a cell; NaN where the cell is not usable
   * @param colour logarithm of red over blue, one a cell
   */
  add(brightness: Float32Array, colour: Float32Array): void {
    const [before2, before, now] = this.#brightness as [Float32Array, Float32Array, Float32Array];
    now.set(brightness);
    const changes = this.#changes;
    if (this.#known > 0) {
      for (let cell = 0; cell < changes.length; cell += 1) changes[cell] = now[cell]! - before[cell]!;
      tally(this.#gain, this.#median());
      // Not a number in brightness makes it one here: unusable cells take no part.
      for (let cell = 0; cell < changes.length; cell += 1)
        changes[cell] = colour[cell]! - this.#colour[cell]! + 0 * changes[cell]!;
      tally(this.#balance, this.#median());
    }
    if (this.#known > 1) {
      for (let cell = 0; cell < changes.length; cell += 1)
        changes[cell] = Math.abs(now[cell]! - 2 * before[cell]! + before2[cell]!);
      const size = this.#median();
      if (!Number.isNaN(size)) this.#local.push(size);
    }
    this.#brightness = [before, now, before2];
    this.#colour.set(colour);
    this.#known += 1;
  }

  /** The jitter of all frames so far. */
  result(): Jitter {
    const sorted = this.#local.toSorted((a, b) => a - b);
    return {
      gain: percent(this.#gain),
      colour: percent(this.#balance),
      local: (100 * MAD_TO_SIGMA * (sorted[sorted.length >> 1] ?? 0)) / Math.sqrt(6),
    };
  }

  /** Median of the changes, by counting, and evenly within the bin it falls into. */
  #median(): number {
    const histogram = this.#histogram.fill(0);
    let count = 0;
    for (let cell = 0; cell < this.#changes.length; cell += 1) {
      const v = this.#changes[cell]!;
      if (Number.isNaN(v)) continue;
      histogram[Math.max(0, Math.min(2 * BINS - 1, Math.floor((v / RANGE + 1) * BINS + 0.5)))]! += 1;
      count += 1;
    }
    if (count < MIN_CELLS) return Number.NaN;
    let bin = 0;
    let below = 0;
    while (below + histogram[bin]! < count / 2) {
      below += histogram[bin]!;
      bin += 1;
    }
    // Votes in one bin alone are all of one value, as in frames that are copies of each other.
    const inside = histogram[bin] === count ? 0 : (count / 2 - below) / histogram[bin]! - 0.5;
    return ((bin + inside) / BINS - 1) * RANGE;
  }
}

function tally(into: { sum: number; count: number }, step: number): void {
  if (Number.isNaN(step)) return;
  into.sum += step * step;
  into.count += 1;
}

function percent({ sum, count }: { sum: number; count: number }): number {
  return count > 0 ? 100 * Math.sqrt(sum / count / 2) : 0;
}
