import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { yaml } from '../web/yaml-plugin.ts';

const root = new URL('..', import.meta.url).pathname;

/** A busy machine takes longer than a second for what is polled. */
const expectations = { poll: { timeout: 60_000 } };

/** Three projects: the server and engine in Node, pieces of the page in a DOM, whole workflows in a browser. */
export default defineConfig({
  root,
  test: {
    // Every scan and every render starts Node: what it has compiled once it finds here again.
    env: { NODE_COMPILE_CACHE: `${root}node_modules/.cache/compiled` },
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: 'dist/test-results.json' },
    // Most tests wait for processes and sockets most of their time: with one a core, cores are idle.
    maxWorkers: Math.min(8, 2 * availableParallelism()),
    projects: [
      {
        root,
        test: {
          name: 'server',
          expect: expectations,
          globalSetup: 'test/helpers/compiled-kernel.mjs',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/web/**', 'test/e2e/**', 'test/homeassistant-core/**'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        root,
        plugins: [yaml()],
        test: {
          name: 'web',
          expect: expectations,
          environment: 'happy-dom',
          // A DOM is made once for each worker, and each file still has its own.
          pool: 'vmThreads',
          include: ['test/web/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          expect: expectations,
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
