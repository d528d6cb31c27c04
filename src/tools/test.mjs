/* npm test: sets up the checkout, checks types, lint, format, dead code and packaging, builds, and runs all tests. */
import { join } from 'node:path';
import { build } from './build.mjs';
import { lintPackage } from './lint-package.mjs';
import { nodePath, ROOT, run, setUp } from './set-up.mjs';

const tool = (path, ...args) => run(nodePath(), [join(ROOT, 'node_modules', path), ...args]);

setUp({ browser: true });
build();
tool('typescript/bin/tsc', '-b');
tool('@biomejs/biome/bin/biome', 'lint', '--error-on-warnings');
tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.');
tool('knip/bin/knip.js', '--config', '.knip.json');
tool('lit-analyzer/cli.js', 'web/**/*.ts', '--quiet');
lintPackage();
tool('vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2));
