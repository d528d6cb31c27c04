import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSourceScanner } from '../../src/watcher/scan-source.ts';
import { cleanUp, makeFolders } from '../helpers/start-app.ts';

/** More than fits into the pipe between the processes. */
const FOLDERS = 3000;

test('a look is heard to its end, even when it ends while nobody listens', async () => {
  const { source } = await makeFolders();
  for (let folder = 0; folder < FOLDERS; folder += 1) {
    const path = join(source, `a folder with a rather long name, so that much is to be told ${folder}`);
    await mkdir(path);
    await writeFile(join(path, 'frame_0001.jpg'), 'x');
  }
  const scanner = createSourceScanner(60_000);
  cleanUp(async () => scanner.stop());
  let told = 0;
  const looking = scanner.scan({ root: source, known: {}, maxFolders: 5000 }, (folders) => {
    told += folders.length;
    // As a busy server does: it hears nothing until the look has ended.
    if (told === folders.length) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
  });
  expect(await looking).toMatchObject({ kind: 'done', leftOut: 0 });
  expect(told).toBe(FOLDERS);
});
