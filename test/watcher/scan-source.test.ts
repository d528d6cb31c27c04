import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KnownFolder, ScannedFolder } from '../../src/watcher/scan-protocol.ts';
import { createSourceScanner } from '../../src/watcher/scan-source.ts';
import { cleanUp, makeFolders } from '../helpers/start-app.ts';

/** More than fits into the pipe between the processes. */
const FOLDERS = 3000;

test('a scan is read to its end, even when it ends while nobody listens', async () => {
  const { source } = await makeFolders();
  for (let folder = 0; folder < FOLDERS; folder += 1) {
    const path = join(source, `a folder with a rather long name, so that much is to be reported ${folder}`);
    await mkdir(path);
    await writeFile(join(path, 'frame_0001.jpg'), 'x');
  }
  const scanner = createSourceScanner(60_000);
  cleanUp(async () => scanner.stop());
  let reported = 0;
  const looking = scanner.scan({ root: source, known: {}, maxFolders: 5000 }, (folders) => {
    reported += folders.length;
    // As a busy server does: it receives nothing until the scan has ended.
    if (reported === folders.length) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
  });
  expect(await looking).toMatchObject({ kind: 'done', leftOut: 0 });
  expect(reported).toBe(FOLDERS);
});

test('a folder that is as it was is not read, and one whose first frame was written over is [1.7]', async () => {
  const { source } = await makeFolders();
  const frame = join(source, 'Benchy', 'frame_0001.jpg');
  await mkdir(join(source, 'Benchy'));
  await writeFile(frame, 'x');
  await writeFile(join(source, 'Benchy', 'frame_0002.jpg'), 'x');
  const scanner = createSourceScanner(60_000);
  cleanUp(async () => scanner.stop());
  const scan = async (known: Record<string, KnownFolder>): Promise<ScannedFolder[]> => {
    const reported: ScannedFolder[] = [];
    await scanner.scan({ root: source, known, maxFolders: 5000 }, (folders) => reported.push(...folders));
    return reported;
  };
  const [seen] = await scan({});
  if (seen?.state !== 'seen') throw new Error('It was not read.');
  const { folderModifiedAt, newestName, newestSize, fingerprint, sample } = seen.snapshot;
  const { lastName, newestAt } = fingerprint;
  const remembered = { folderModifiedAt, nameCount: 2, lastName, newestName, newestAt, newestSize };
  const known = { Benchy: { ...remembered, how: 'if_touched' as const, first: sample[0] ?? null } };
  expect(await scan(known)).toEqual([]);
  await writeFile(frame, 'xy');
  await utimes(frame, 1_700_000_000, 1_700_000_000);
  expect(await scan(known)).toMatchObject([{ name: 'Benchy', state: 'seen' }]);
});
