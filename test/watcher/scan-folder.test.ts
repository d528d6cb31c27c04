import { mkdir, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FolderSnapshot } from '../../src/timelapses/timelapse.ts';
import { scanFolder } from '../../src/watcher/scan-folder.ts';
import type { KnownFolder } from '../../src/watcher/scan-protocol.ts';
import { makeFolders } from '../helpers/start-app.ts';

const START = 1_700_000_000_000;

let folder: string;

beforeEach(async () => {
  folder = join((await makeFolders()).source, 'Benchy');
  await mkdir(folder);
});

/** Writes a file of this size, changed so many seconds after the start. */
async function put(name: string, bytes: number, second = 0): Promise<void> {
  await writeFile(join(folder, name), Buffer.alloc(bytes, 1));
  await utimes(join(folder, name), START / 1000 + second, START / 1000 + second);
}

/** What a scan sees of a folder that has frames. */
function look(known?: KnownFolder): FolderSnapshot {
  const scanned = scanFolder(folder, 5, known);
  if (scanned.state !== 'seen') throw new Error(`It is ${scanned.state}.`);
  return scanned.snapshot;
}

/** What is remembered of a scan, to be scanned again in this way. */
function remembered(how: KnownFolder['how'], seen: FolderSnapshot, nameCount: number): KnownFolder {
  const { folderModifiedAt, newestName, newestSize, fingerprint, sample } = seen;
  const { lastName, newestAt } = fingerprint;
  const first = sample[0] ?? null;
  return { how, folderModifiedAt, nameCount, lastName, newestName, newestAt, newestSize, first };
}

describe('a scan of an image folder', () => {
  it('counts frames alone: no empty, hidden or half-written file, no link, no folder', async () => {
    await put('a1.jpg', 10, 1);
    await put('a2.PNG', 20, 2);
    for (const name of ['.a3.jpg', 'a4.jpg.part', 'a5.jpg.tmp', 'notes.txt', 'Benchy.mp4'])
      await put(name, 9, 9);
    await put('empty.jpg', 0, 9);
    await symlink(join(folder, 'a1.jpg'), join(folder, 'link.jpg'));
    await mkdir(join(folder, 'folder.jpg'));
    expect(look()).toMatchObject({
      folderName: 'Benchy',
      sourceFolder: folder,
      fingerprint: { count: 2, newestAt: START + 2000, lastName: 'a2.PNG', totalBytes: 30 },
      newestName: 'a2.PNG',
      newestSize: 20,
      folderModifiedAt: 5,
    });
  });

  it('takes the newest by time and the last by natural order', async () => {
    await put('f3.jpg', 1, 30);
    await put('f10.jpg', 2, 20);
    await put('f9.jpg', 3, 10);
    expect(look()).toMatchObject({
      fingerprint: { newestAt: START + 30_000, lastName: 'f10.jpg' },
      newestName: 'f3.jpg',
      newestSize: 1,
      usualGapMs: 10_000,
    });
  });

  it('remembers a few frames spread over all of them', async () => {
    for (let index = 100; index < 130; index += 1) await put(`f${index}.jpg`, index, index);
    const { sample } = look();
    expect(sample).toHaveLength(8);
    const names = sample.map(([name]) => name);
    expect(new Set(names).size).toBe(8);
    expect(names[0]).toBe('f100.jpg');
    const others = (await readdir(folder)).filter((name) => name !== 'f100.jpg');
    expect([names[1], names.at(-1)]).toEqual([others[0], others.at(-1)]);
    for (const [name, time, bytes] of sample) {
      const index = Number(name.slice(1, 4));
      expect([time, bytes]).toEqual([START + index * 1000, index]);
    }
  });

  it('distinguishes a folder without a frame from one that cannot be read', async () => {
    expect(scanFolder(folder, 5, undefined)).toMatchObject({ name: 'Benchy', state: 'empty', nameCount: 0 });
    await put('empty.jpg', 0);
    expect(scanFolder(folder, 5, undefined)).toMatchObject({ state: 'empty', nameCount: 1 });
    expect(scanFolder(`${folder}/nothing`, 5, undefined)).toMatchObject({
      state: 'unreadable',
      code: 'ENOENT',
    });
  });
});

describe('a folder that is known', () => {
  beforeEach(async () => {
    await put('f1.jpg', 10, 1);
    await put('f2.jpg', 10, 2);
  });

  it('is not read while its own time is the same', async () => {
    const known = remembered('if_touched', look(), 2);
    await put('f3.jpg', 10, 3);
    expect(scanFolder(folder, 5, known)).toMatchObject({ name: 'Benchy', state: 'unchanged' });
    expect(scanFolder(folder, 6, known)).toMatchObject({ state: 'seen', nameCount: 3 });
  });

  it.each([
    ['has grown', () => put('f1.jpg', 11, 1)],
    ['was written again', () => put('f1.jpg', 10, 5)],
    ['is gone', () => rm(join(folder, 'f1.jpg'))],
  ])('is read when its first frame %s, though its own time is the same [1.7]', async (_what, change) => {
    const known = remembered('if_touched', look(), 2);
    await change();
    expect(scanFolder(folder, 5, known)).toMatchObject({ state: 'seen' });
  });

  it('is read when it must be', () => {
    expect(scanFolder(folder, 5, remembered('read', look(), 2))).toMatchObject({ state: 'seen' });
  });

  it.each([
    ['a frame more in the middle', () => put('f1a.jpg', 10, 1)],
    ['a frame more', () => put('f3.jpg', 10, 2)],
    ['a newest frame that has grown', () => put('f2.jpg', 11, 2)],
    ['a newest frame of another time', () => put('f2.jpg', 10, 3)],
  ])('is found to have %s though its own time says nothing', async (_what, change) => {
    const known = remembered('recount', look(), 2);
    expect(scanFolder(folder, 5, known)).toMatchObject({ name: 'Benchy', state: 'unchanged' });
    await change();
    expect(scanFolder(folder, 5, known)).toMatchObject({ state: 'seen' });
  });
});
