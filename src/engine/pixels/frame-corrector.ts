import { DITHER_SIDE, DITHER_STRIDE, ditherPattern } from './dither.ts';
import type { FrameCorrection } from '../plan/frame-correction.ts';
import { frameRecipe, type Rendition } from './frame-recipe.ts';
import { CURVES, type KernelLayout, kernelLayout } from './kernel-layout.ts';
import { CellMap, factorOf, partOf } from './local-map.ts';
import type { Size } from '../output/output-size.ts';
import { scalarKernel } from './scalar-kernel.ts';
import { type RowKernel, simdKernel } from './simd-kernel.ts';
import { type TurnedGrid, turnedRows } from './turned-grid.ts';

/** The type library of the language alone does not declare this global. */
declare const WebAssembly: {
  Memory: new (descriptor: { initial: number }) => { readonly buffer: ArrayBuffer };
};

const PAGE = 65_536;

export type KernelKind = 'simd' | 'scalar';

/** Turns full-range BT.601 frames into corrected limited-range BT.709 frames. */
export class FrameCorrector {
  readonly kind: KernelKind;
  /** Where to put the next frame: planar 4:2:0. */
  readonly input: Uint8Array;
  #layout: KernelLayout;
  #memory: ArrayBuffer;
  #simd: RowKernel | undefined;
  #local: CellMap;
  #held: CellMap;
  #rendition: Rendition;

  /** @param grid of local corrections @param kind for tests; default is the fastest available */
  constructor(size: Size, grid: TurnedGrid, rendition: Rendition, kind: KernelKind = 'simd') {
    this.#rendition = rendition;
    this.#layout = kernelLayout(size, turnedRows(grid) + 2);
    const memory = new WebAssembly.Memory({ initial: Math.ceil(this.#layout.bytes / PAGE) });
    this.#memory = memory.buffer;
    this.#simd = kind === 'simd' ? simdKernel(this.#layout, memory) : undefined;
    this.kind = this.#simd === undefined ? 'scalar' : 'simd';
    this.input = new Uint8Array(this.#memory, this.#layout.input, (size.width * size.height * 3) / 2);
    this.#local = new CellMap(this.#memory, this.#layout, grid, this.#layout.map, factorOf);
    this.#held = new CellMap(this.#memory, this.#layout, grid, this.#layout.held, partOf);
    this.#fillDither();
  }

  /** Corrects the frame in `input`; the next call overwrites the result. */
  correct(correction: FrameCorrection): Uint8Array {
    const { output } = this.#layout;
    const recipe = frameRecipe(correction.gains, this.#rendition);
    for (const curve of CURVES) this.#fillTable(recipe[curve], this.#layout.tables[curve]);
    new Int16Array(this.#memory, this.#layout.matrix, recipe.matrix.length).set(recipe.matrix);
    if (correction.local !== undefined) this.#local.fill(correction.local);
    if (correction.held !== undefined) this.#held.fill(correction.held);
    this.#run(correction.local !== undefined, correction.held !== undefined);
    return new Uint8Array(this.#memory, output, this.input.length);
  }

  /** White is held in few rows, and the others take half the time. */
  #run(local: boolean, held: boolean): void {
    if (this.#simd === undefined) scalarKernel(this.#memory, this.#layout, { local, held });
    else if (!held) this.#simd(0, this.#layout.size.height / 2, { local, held });
    else for (const { from, to, any } of this.#held.stretches()) this.#simd(from, to, { local, held: any });
  }

  #fillTable(values: Int16Array, { low, high }: { low: number; high: number }): void {
    const bytes = new Uint8Array(this.#memory);
    values.forEach((value, i) => {
      bytes[low + i] = value & 0xff;
      bytes[high + i] = (value >> 8) & 0xff;
    });
  }

  #fillDither(): void {
    const pattern = ditherPattern();
    const words = new Int16Array(this.#memory, this.#layout.dither, DITHER_SIDE * DITHER_STRIDE);
    for (let y = 0; y < DITHER_SIDE; y += 1) {
      for (let x = 0; x < DITHER_STRIDE; x += 1) {
        words[y * DITHER_STRIDE + x] = pattern[y * DITHER_SIDE + (x % DITHER_SIDE)]!;
      }
    }
  }
}
