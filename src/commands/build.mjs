/* Builds server and page into dist/. */
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodePath, ROOT, run } from './set-up.mjs';

/** Compiles the server, puts the engine's script beside its code, and bundles the page. */
export function build() {
  run(nodePath(), [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', 'src']);
  const script = join(ROOT, 'dist/server/src/engine/do_timelapse.sh');
  mkdirSync(dirname(script), { recursive: true });
  copyFileSync(join(ROOT, 'src/engine/do_timelapse.sh'), script);
  chmodSync(script, 0o755);
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  run(nodePath(), [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']);
}

if (process.argv[1] === import.meta.filename) build();
