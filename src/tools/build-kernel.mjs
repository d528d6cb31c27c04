import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nodePath, ROOT, run } from './set-up.mjs';

const PIXELS = join(ROOT, 'src/engine/pixels');
export const KERNEL = join(PIXELS, 'pixel-kernel.wasm');
const SOURCE = join(PIXELS, 'assembly/pixel-kernel.ts');

const COMPILER = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');

/** No runtime: the kernel owns no memory, it works on what it is given. */
const OPTIONS = [
  ...['-O3', '--noAssert', '--enable', 'simd'],
  ...['--runtime', 'stub', '--importMemory', '--noExportMemory'],
];

/** Compiles the pixel kernel beside the engine where that has not been done since its source was last changed. */
export function buildKernel() {
  if (existsSync(KERNEL) && statSync(KERNEL).mtimeMs > statSync(SOURCE).mtimeMs) return;
  // Put in place whole, since several may build at once.
  const own = `src/engine/pixels/.${process.pid}.wasm`;
  run(nodePath(), [COMPILER, 'src/engine/pixels/assembly/pixel-kernel.ts', '-o', own, ...OPTIONS]);
  renameSync(join(ROOT, own), KERNEL);
}
