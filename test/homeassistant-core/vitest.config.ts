import { defineConfig } from 'vitest/config';

const root = new URL('../..', import.meta.url).pathname;

/** Tests against a real Home Assistant Core; `npm run test:ha` installs it first. */
export default defineConfig({
  root,
  test: {
    name: 'homeassistant-core',
    environment: 'node',
    env: { NODE_COMPILE_CACHE: `${root}node_modules/.cache/compiled` },
    include: ['test/homeassistant-core/**/*.test.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: 'dist/test-ha-results.json' },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
