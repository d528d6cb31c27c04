import { readFileSync } from 'node:fs';
import { HELD_LUMA, type KernelLayout, type Maps } from './kernel-layout.ts';

/** The type library of the language alone does not declare this global. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: object) => { readonly exports: object };
  validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
};

/** Pixels computed at once; narrower pictures cannot use this kernel. */
const SIMD_WIDTH = 16;

/** Compiled from `assembly/pixel-kernel.ts`. */
const COMPILED = new URL('./pixel-kernel.wasm', import.meta.url);

/** Corrects pairs of rows `[from, to)` of the frame. */
export type RowKernel = (from: number, to: number, maps: Maps) => void;

/** What `assembly/pixel-kernel.ts` exports. */
interface Exports {
  setUp: (...numbers: number[]) => void;
  plain: (from: number, to: number) => void;
  local: (from: number, to: number) => void;
  held: (from: number, to: number) => void;
  localAndHeld: (from: number, to: number) => void;
}

/** Computes exactly what `scalarKernel` does. Undefined without SIMD, and in a checkout where nothing was compiled. */
export function simdKernel(layout: KernelLayout, memory: object): RowKernel | undefined {
  const { width, height } = layout.size;
  const bytes = width >= SIMD_WIDTH ? compiled() : undefined;
  if (bytes === undefined || !WebAssembly.validate(bytes)) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const { setUp, plain, local, held, localAndHeld } = exports as Exports;
  const { input, output, tables, matrix, dither, mapRows } = layout;
  const heldBehind = layout.held - layout.map;
  setUp(width, height, input, output, tables.base.low, matrix, dither, mapRows, heldBehind, HELD_LUMA);
  return (from, to, maps) => {
    if (maps.local) (maps.held ? localAndHeld : local)(from, to);
    else (maps.held ? held : plain)(from, to);
  };
}

function compiled(): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(readFileSync(COMPILED));
  } catch {
    return undefined;
  }
}
