/* Builds server and page into dist/. */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { nodePath, ROOT, run } from './set-up.mjs';

/** Compiles the server, puts the engine's script beside its code, bundles the page and packs it. */
export function build() {
  run(nodePath(), [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', 'src']);
  const script = join(ROOT, 'dist/server/src/engine/do_timelapse.sh');
  mkdirSync(dirname(script), { recursive: true });
  copyFileSync(join(ROOT, 'src/engine/do_timelapse.sh'), script);
  chmodSync(script, 0o755);
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  run(nodePath(), [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']);
  pack(join(ROOT, 'dist/web'));
}

/** Lays a packed twin beside every text of the page, for browsers that ask for one. */
function pack(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name);
    if (/\.(?:html|js|css|svg)$/.test(file))
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}

if (process.argv[1] === import.meta.filename) build();
