import { chmodSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildKernel, KERNEL } from './build-kernel.mjs';
import { nodePath, ROOT, run } from './set-up.mjs';

export function build() {
  run(nodePath(), [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', 'src']);
  const engine = join(ROOT, 'dist/server/src/engine');
  buildKernel();
  copyFileSync(KERNEL, join(engine, 'pixels/pixel-kernel.wasm'));
  const script = join(engine, 'do_timelapse.sh');
  copyFileSync(join(ROOT, 'src/engine/do_timelapse.sh'), script);
  chmodSync(script, 0o755);
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  run(nodePath(), [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']);
}

if (process.argv[1] === import.meta.filename) build();
