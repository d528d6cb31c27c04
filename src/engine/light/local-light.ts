import { cellCount, type Grid } from '../measure/grid.ts';
import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from '../measure/features.ts';
import { commonShapes, shapedProfile } from './band-shapes.ts';
import { findLamps, type LampPattern } from './lamp-patterns.ts';
import type { Rest } from './refine-lights.ts';
import { RowBands } from './row-bands.ts';

/** Frames looked at together, about: long enough to know a pattern, short enough to keep them all in memory. */
const CHUNK = 96;

/** The local flicker of a run of frames. */
interface Chunk {
  from: number;
  to: number;
  /** Profiles of rows, one a frame; undefined where there are no bands. */
  profiles: Float32Array[] | undefined;
  lamps: LampPattern[];
}

/** Collects what the light of the whole frame leaves, and tells what of it is flicker of rows or of lamps. */
export class LocalLight {
  #grid: Grid;
  #chunks: Chunk[] = [];
  #rests: Float32Array[] = [];
  #trusts: Float32Array[] = [];
  #profiles: Float32Array[] = [];
  #bands: RowBands;
  #before: LocalLight | undefined;
  #light: Float32Array;
  #from = 0;
  #chunk = CHUNK;

  /** @param before what was found before and is taken off the frames that rests are of; it is added to them again */
  constructor(grid: Grid, before?: LocalLight) {
    this.#grid = grid;
    this.#before = before;
    this.#light = new Float32Array(cellCount(grid));
    this.#bands = new RowBands(grid);
  }

  /** A run of so many frames begins. It is cut evenly: a few frames left over would be too few to know a pattern by. */
  begin(frames: number): void {
    this.#chunk = Math.ceil(frames / Math.max(1, Math.round(frames / CHUNK)));
  }

  /** Takes the rest of a frame; frames come in order, without gaps within a run. */
  add(rest: Rest): void {
    if (this.#rests.length === 0) this.#from = rest.frame;
    const cells = rest.cells.slice();
    if (this.#before?.at(rest.frame, this.#light) === true) {
      for (let cell = 0; cell < cells.length; cell += 1) cells[cell]! += this.#light[cell]!;
    }
    this.#rests.push(cells);
    this.#trusts.push(rest.trust.slice());
    this.#profiles.push(this.#bands.add({ ...rest, cells }));
    if (this.#rests.length >= this.#chunk) this.flush();
  }

  /** Ends a run of frames: at a cut, and after the last one. */
  flush(): void {
    if (this.#rests.length === 0) return;
    const profiles = this.#bands.areBands() ? this.#shaped() : undefined;
    if (profiles !== undefined) this.#takeOff(profiles);
    this.#chunks.push({
      from: this.#from,
      to: this.#from + this.#rests.length,
      profiles,
      lamps: findLamps(this.#rests, this.#grid),
    });
    this.#rests = [];
    this.#trusts = [];
    this.#profiles = [];
    this.#bands = new RowBands(this.#grid);
  }

  /** Takes over what was found in later frames. */
  join(later: LocalLight): void {
    this.#chunks.push(...later.#chunks);
  }

  /** What was found, for people: empty where nothing flickers locally. */
  get kinds(): string[] {
    const kinds = new Set(this.#chunks.flatMap(kindsOf));
    return [...kinds];
  }

  /**
   * Writes the local light of a frame, one logarithm a cell; false (and nothing written) where there is none.
   *
   * @param into `cellCount(grid)` values
   */
  at(frame: number, into: Float32Array): boolean {
    const chunk = this.#chunks.find(({ from, to }) => frame >= from && frame < to);
    if (chunk === undefined || kindsOf(chunk).length === 0) return false;
    const index = frame - chunk.from;
    const profile = chunk.profiles?.[index];
    for (let cell = 0; cell < cellCount(this.#grid); cell += 1) {
      let value = profile?.[Math.floor(cell / this.#grid.columns)] ?? 0;
      for (const lamp of chunk.lamps) value += lamp.amounts[index]! * lamp.cells[cell]!;
      into[cell] = value;
    }
    return true;
  }

  /** The same frames without the local light. */
  takenOff(reader: FeatureReader): FeatureReader {
    if (this.kinds.length === 0) return reader;
    return {
      ...reader,
      read: (frame, into) => {
        reader.read(frame, into);
        if (!this.at(frame, this.#light)) return;
        for (let i = 0; i < into.length; i += 1) {
          const cell = Math.floor(i / CHANNELS);
          if (into[cell * CHANNELS] !== UNUSABLE) into[i]! -= Math.round(LOG_SCALE * this.#light[cell]!);
        }
      },
    };
  }

  /** The profiles, sharpened by what they have in common. */
  #shaped(): Float32Array[] {
    const shapes = commonShapes(this.#profiles);
    if (shapes === undefined) return this.#profiles;
    return this.#profiles.map((profile, i) => {
      const rest = { cells: this.#rests[i]!, trust: this.#trusts[i]! };
      return shapedProfile(rest, profile, shapes, this.#grid);
    });
  }

  #takeOff(profiles: readonly Float32Array[]): void {
    this.#rests.forEach((rest, i) => {
      for (let cell = 0; cell < rest.length; cell += 1) {
        rest[cell]! -= profiles[i]![Math.floor(cell / this.#grid.columns)]!;
      }
    });
  }
}

function kindsOf(chunk: Chunk): string[] {
  return [
    ...(chunk.profiles === undefined ? [] : ['row bands']),
    ...(chunk.lamps.length > 0 ? ['lamps'] : []),
  ];
}
