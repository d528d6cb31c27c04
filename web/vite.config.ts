import { join } from 'node:path';
import { defineConfig } from 'vite';
import { iconsInPlace } from './icon-plugin.ts';
import { yaml } from './yaml-plugin.ts';

/** URLs in the build are relative, so the page works below any path prefix. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [iconsInPlace(), yaml()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        'shell-worker': join(import.meta.dirname, 'shell/shell-worker.ts'),
      },
      // A service worker controls the folder that it lies in.
      output: {
        entryFileNames: ({ name }) => (name === 'shell-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
