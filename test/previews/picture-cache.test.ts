import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { PictureCache } from '../../src/previews/picture-cache.ts';
import { makeFolders } from '../helpers/start-app.ts';

/** A cache in a folder of its own, and a way to put a picture of so many bytes into it. */
async function make(limitBytes: number) {
  const folder = join((await makeFolders()).data, 'pictures');
  const evicted: string[] = [];
  const open = (): PictureCache => new PictureCache(folder, limitBytes, (owner) => evicted.push(owner));
  const cache = open();
  const put = (owner: string, bytes: number, to = cache): Promise<number> =>
    to.write(to.pathOf(owner, 'picture'), (path) => writeFile(path, Buffer.alloc(bytes)));
  return { folder, cache, open, put, evicted };
}

it('keeps what was used last within the limit', async () => {
  const { folder, cache, put, evicted } = await make(100);
  for (const owner of ['a', 'b', 'c']) await put(owner, 30);
  expect(await cache.use(cache.pathOf('a', 'picture'))).toBe(30);
  await put('d', 30);
  expect(evicted).toEqual(['b']);
  expect(await readdir(join(folder, 'b'))).toEqual([]);
  expect(await cache.use(cache.pathOf('b', 'picture'))).toBeNull();
  expect(await cache.use(cache.pathOf('a', 'picture'))).toBe(30);
});

it('keeps the one just made even if it alone is too large', async () => {
  const { cache, put, evicted } = await make(100);
  await put('a', 30);
  await put('huge', 500);
  expect(evicted).toEqual(['a']);
  expect(await cache.use(cache.pathOf('huge', 'picture'))).toBe(500);
});

it('replaces a picture without counting it twice', async () => {
  const { put, evicted } = await make(100);
  await put('a', 60);
  await put('a', 90);
  await put('b', 10);
  expect(evicted).toEqual([]);
});

it('leaves nothing behind when a picture cannot be made', async () => {
  const { folder, cache } = await make(100);
  const failing = cache.write(cache.pathOf('a', 'picture'), async (path) => {
    await writeFile(path, 'half of it');
    throw new Error('no more');
  });
  await expect(failing).rejects.toThrow('no more');
  expect(await readdir(join(folder, 'a'))).toEqual([]);
});

it('removes the pictures of an owner, and makes room with them', async () => {
  const { folder, cache, put, evicted } = await make(100);
  await put('a', 90);
  await cache.removeOwner('a');
  await put('b', 90);
  expect(evicted).toEqual([]);
  expect(await readdir(folder)).toEqual(['b']);
});

it('takes in what was left, the longest unused leaving first, and removes what was not finished', async () => {
  const { folder, open, put, evicted } = await make(100);
  for (const [owner, usedAt] of [
    ['old', 1000],
    ['older', 500],
    ['new', 2000],
  ] as const) {
    await mkdir(join(folder, owner), { recursive: true });
    const path = join(folder, owner, 'picture.jpg');
    await writeFile(path, Buffer.alloc(30));
    await utimes(path, usedAt, usedAt);
  }
  const partial = join(folder, 'new', 'other.jpg.1.part');
  await writeFile(partial, 'half of it');
  const cache = open();
  expect((await cache.load()).toSorted()).toEqual(['new', 'old', 'older']);
  await expect(stat(partial)).rejects.toThrow('ENOENT');
  await put('next', 50, cache);
  expect(evicted).toEqual(['older', 'old']);
  expect(dirname(cache.pathOf('new', 'picture'))).toBe(join(folder, 'new'));
});
