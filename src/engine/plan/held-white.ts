import { CHANNELS, LOG_SCALE } from '../measure/features.ts';
import type { FeatureReader } from '../measure/feature-reader.ts';
import type { Grid } from '../measure/grid.ts';
import { cellCount } from '../measure/grid.ts';
import { LIGHT_VALUES } from '../light/light.ts';
import type { Response } from '../light/response.ts';
import type { Segment } from './target-lights.ts';

/** From so many levels below the one at which the sequence clips, a cell is blown out. */
const BLOWN = 2;

/**
 * Frames looked at together to tell how bright a place truly is. While more pass, the light of a room may change and that of
 * a bright place not.
 */
const CHUNK = 16;

/** With fewer frames there is nothing to tell from. */
const MIN_FRAMES = 3;

/** What passes in front of white is dark: the bright end of what was seen tells. */
const BRIGHT_END = 0.9;

/** A correction that moves a place by less (levels) need not be held. */
const UNMOVED = 0.5;

/** Green stands for all: it is the cleanest channel of a camera, and known of clipped cells, too. */
const GREEN = 1;

/** What there is to know of blown-out white. */
export interface WhiteRequest {
  /** With the peaks of all cells. */
  reader: FeatureReader;
  grid: Grid;
  response: Response;
  /** The level at which the sequence clips. */
  clip: number;
  lights: Float64Array;
  target: Float64Array;
  segments: readonly Segment[];
  /** What cells of a frame get besides what the whole frame gets. */
  localOf: (frame: number) => Float32Array | undefined;
}

/**
 * Blown-out white has no true level that a correction could be applied to: what it would be under the light aimed at is
 * known from the other frames, where the place was less bright, or at least from how little light was enough to blow it
 * out. White that is always white stays white, whatever is done to the rest; a light part that clips now and then comes to
 * the mean level it has else. Made lighter, it is white in any case.
 */
export class HeldWhite {
  #request: WhiteRequest;
  /** For each chunk and cell, the place on the scale that it has under the constant light; NaN where nothing tells. */
  #chunks: { to: number; places: Float32Array }[] = [];
  #peaks: Uint8Array;
  #blown: Uint8Array;
  #held: Float32Array;
  #features: Int16Array;

  constructor(request: WhiteRequest) {
    this.#request = request;
    const cells = cellCount(request.grid);
    this.#peaks = new Uint8Array(cells);
    this.#blown = new Uint8Array(cells);
    this.#held = new Float32Array(cells);
    this.#features = new Int16Array(request.reader.values);
    for (const { from, to } of request.segments) {
      const size = Math.ceil((to - from) / Math.max(1, Math.round((to - from) / CHUNK)));
      const first = this.#chunks.length;
      const everBelow = new Uint8Array(cells);
      for (let start = from; start < to; start += size) {
        this.#learn(start, Math.min(to, start + size), everBelow);
      }
      for (const { places } of this.#chunks.slice(first)) forgetWhite(places, everBelow);
    }
  }

  /**
   * How far the cells of a frame are held at what they are blown out to; undefined where none is. Overwritten by the next
   * call.
   *
   * @param gain that green gets
   * @param local what cells get besides
   */
  at(frame: number, gain: number, local: Float32Array | undefined): Float32Array | undefined {
    const { reader, response, clip, target } = this.#request;
    if (gain === 0 && local === undefined) return undefined;
    const chunk = this.#chunks.find(({ to }) => frame < to);
    if (chunk === undefined) return undefined;
    reader.readPeaks(frame, this.#peaks);
    reader.read(frame, this.#features);
    const light = target[frame * LIGHT_VALUES + GREEN]!;
    const levelAt = (place: number) => Math.exp(response.toLevel(place));
    this.#held.fill(0);
    let any = false;
    for (let cell = 0; cell < this.#peaks.length; cell += 1) {
      this.#blown[cell] = this.#peaks[cell]! >= clip - BLOWN ? 1 : 0;
      if (this.#blown[cell] === 0) continue;
      any = true;
      const seen = this.#features[cell * CHANNELS + GREEN]! / LOG_SCALE;
      const moved = levelAt(seen + gain + (local?.[cell] ?? 0));
      const way = levelAt(seen) - moved;
      const place = chunk.places[cell]!;
      const wanted = Number.isNaN(place) ? Number.POSITIVE_INFINITY : levelAt(place + light);
      this.#held[cell] = way < UNMOVED ? 1 : Math.max(0, Math.min(1, (wanted - moved) / way));
    }
    if (!any) return undefined;
    this.#spread();
    return this.#held;
  }

  /** @param everBelow receives 1 where a cell is not always blown out */
  #learn(from: number, to: number, everBelow: Uint8Array): void {
    const places = new Float32Array(this.#peaks.length).fill(Number.NaN);
    this.#chunks.push({ to, places });
    const blown = Array.from({ length: to - from }, (_, i) => this.#blownIn(from + i));
    const everBlown = [...places.keys()].filter((cell) => blown.some((cells) => cells[cell] === 1));
    for (const cells of blown) {
      for (let cell = 0; cell < cells.length; cell += 1) everBelow[cell]! |= 1 - cells[cell]!;
    }
    if (everBlown.length === 0) return;
    const seen = blown.map((_, i) => this.#placesOf(from + i, everBlown));
    everBlown.forEach((cell, at) => {
      const [known, white]: [number[], number[]] = [[], []];
      for (const [i, frame] of seen.entries()) (blown[i]![cell] === 1 ? white : known).push(frame[at]!);
      const ends = [known, white].filter((values) => values.length >= MIN_FRAMES).map(brightEnd);
      if (ends.length > 0) places[cell] = Math.max(...ends);
    });
  }

  /** Which cells of a frame are blown out. */
  #blownIn(frame: number): Uint8Array {
    this.#request.reader.readPeaks(frame, this.#peaks);
    return this.#peaks.map((peak) => (peak >= this.#request.clip - BLOWN ? 1 : 0));
  }

  /** Where on the scale some cells of a frame would be under the constant light. */
  #placesOf(frame: number, cells: readonly number[]): Float32Array {
    const { reader, lights, localOf } = this.#request;
    reader.read(frame, this.#features);
    const light = lights[frame * LIGHT_VALUES + GREEN]!;
    const local = localOf(frame);
    return Float32Array.from(
      cells,
      (cell) => this.#features[cell * CHANNELS + GREEN]! / LOG_SCALE - light + (local?.[cell] ?? 0),
    );
  }

  /** Holds what surrounds blown-out cells, too, as white does not end where a cell does. */
  #spread(): void {
    const own = this.#held.slice();
    for (let cell = 0; cell < own.length; cell += 1) {
      if (this.#blown[cell] === 0) continue;
      for (const beside of around(cell, this.#request.grid)) {
        if (this.#blown[beside] === 0) this.#held[beside] = Math.max(this.#held[beside]!, own[cell]!);
      }
    }
  }
}

/** White that is always white: how little light was enough for it says nothing of how much brighter it is. */
function forgetWhite(places: Float32Array, everBelow: Uint8Array): void {
  for (let cell = 0; cell < places.length; cell += 1) if (everBelow[cell] === 0) places[cell] = Number.NaN;
}

/** The cells beside a cell, across corners too. */
function around(cell: number, { columns, rows }: Grid): number[] {
  const row = Math.floor(cell / columns);
  const column = cell % columns;
  const [top, bottom] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)];
  const beside: number[] = [];
  for (let y = top; y <= bottom; y += 1) {
    if (column > 0) beside.push(y * columns + column - 1);
    if (y !== row) beside.push(y * columns + column);
    if (column + 1 < columns) beside.push(y * columns + column + 1);
  }
  return beside;
}

function brightEnd(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(BRIGHT_END * values.length))]!;
}
