import { DITHER_SIDE, DITHER_STRIDE, ditherPattern } from './dither.ts';
import type { FrameCorrection } from './frame-correction.ts';
import { frameRecipe, type Rendition } from './frame-recipe.ts';
import type { Grid } from './grid.ts';
import { CURVES, type KernelLayout, kernelLayout } from './kernel-layout.ts';
import { LocalMap } from './local-map.ts';
import type { Size } from './output-size.ts';
import { scalarKernel } from './scalar-kernel.ts';
import { SIMD_WIDTH, simdModule } from './simd-kernel.ts';

/** The part of the global used here: the type library of the language alone does not declare it. */
declare const WebAssembly: {
  Memory: new (descriptor: { initial: number }) => { readonly buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: object) => { readonly exports: object };
  validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
};

const PAGE = 65_536;

/** How a corrector computes: by SIMD where the machine has it. */
export type KernelKind = 'simd' | 'scalar';

/** Turns full-range BT.601 frames into corrected limited-range BT.709 frames, in memory of its own. */
export class FrameCorrector {
  readonly kind: KernelKind;
  /** Where the next frame is to be put: planar 4:2:0. */
  readonly input: Uint8Array;
  #layout: KernelLayout;
  #memory: ArrayBuffer;
  #run: (output: number, mapped: boolean) => void;
  #map: LocalMap;
  #rendition: Rendition;

  /**
   * @param size of the frames
   * @param grid on which local corrections are given
   * @param kind for tests; otherwise the fastest the machine has
   */
  constructor(size: Size, grid: Grid, rendition: Rendition, kind: KernelKind = 'simd') {
    this.#rendition = rendition;
    this.#layout = kernelLayout(size, grid.rows + 2);
    const memory = new WebAssembly.Memory({ initial: Math.ceil(this.#layout.bytes / PAGE) });
    this.#memory = memory.buffer;
    const simd = kind === 'simd' && size.width >= SIMD_WIDTH ? instantiate(this.#layout, memory) : undefined;
    this.kind = simd === undefined ? 'scalar' : 'simd';
    this.#run = simd ?? ((output, mapped) => scalarKernel(this.#memory, this.#layout, output, mapped));
    this.input = new Uint8Array(this.#memory, this.#layout.input, (size.width * size.height * 3) / 2);
    this.#map = new LocalMap(this.#memory, this.#layout, grid);
    this.#fillDither();
  }

  /** Corrects the frame in `input`; the result is overwritten by the next call. */
  correct(correction: FrameCorrection): Uint8Array {
    const { output } = this.#layout;
    const recipe = frameRecipe(correction.gains, this.#rendition);
    for (const curve of CURVES) this.#fillTable(recipe[curve], this.#layout.tables[curve]);
    new Int16Array(this.#memory, this.#layout.matrix, recipe.matrix.length).set(recipe.matrix);
    if (correction.local !== undefined) this.#map.fill(correction.local);
    this.#run(output, correction.local !== undefined);
    return new Uint8Array(this.#memory, output, this.input.length);
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

/** The SIMD kernel on this memory, or undefined where the machine's processor has none. */
function instantiate(layout: KernelLayout, memory: object) {
  const bytes = simdModule(layout);
  if (!WebAssembly.validate(bytes)) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const { plain, mapped } = exports as Record<'plain' | 'mapped', (output: number) => void>;
  return (output: number, isMapped: boolean) => (isMapped ? mapped(output) : plain(output));
}
