import { execFileSync } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { localFiles } from '../../src/lib/files.ts';
import { chooseTarget, type Move, moveIntoPlace, sizeOf } from '../../src/queue/move-into-place.ts';
import { makeFolders } from '../helpers/start-app.ts';

let folder: string;

beforeEach(async () => {
  folder = (await makeFolders()).output;
});

/** Writes a file into the folder. @returns its path */
async function put(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

/** The move of a new video, `new video`, to its name. */
async function newMove(change: Partial<Move> = {}): Promise<Move> {
  const partial = await put('.part.mp4', 'new video');
  return {
    kind: 'video',
    partial,
    target: join(folder, 'Benchy.mp4'),
    replaces: false,
    sizeBytes: 9,
    ...change,
  };
}

/** What may stand where a video should, though it is no file. */
const OBSTACLES: Record<string, (path: string) => Promise<void>> = {
  'a link that leads nowhere': (path) => symlink('/no/such/file', path),
  'a link to a file': async (path) => symlink(await put('elsewhere', 'precious'), path),
  'a folder': async (path) => void (await mkdir(path)),
  'a pipe': async (path) => void execFileSync('mkfifo', [path]),
};

/** What lies in the folder, by name. */
async function contents(): Promise<Record<string, string>> {
  const names = await readdir(folder);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index]!]));
}

describe('a video on its way to its name', () => {
  it('gets there, and its hidden name is gone', async () => {
    expect(await moveIntoPlace(localFiles, await newMove())).toBe(true);
    expect(await contents()).toEqual({ 'Benchy.mp4': 'new video' });
  });

  it('leaves a file of someone else alone', async () => {
    await put('Benchy.mp4', 'wedding');
    expect(await moveIntoPlace(localFiles, await newMove())).toBe(false);
    expect(await contents()).toEqual({ 'Benchy.mp4': 'wedding', '.part.mp4': 'new video' });
  });

  it('replaces the earlier video of its own', async () => {
    await put('Benchy.mp4', 'old video');
    expect(await moveIntoPlace(localFiles, await newMove({ replaces: true }))).toBe(true);
    expect(await contents()).toEqual({ 'Benchy.mp4': 'new video' });
  });

  it('goes on where a crash left off: the name was taken with an empty file', async () => {
    await put('Benchy.mp4', '');
    expect(await moveIntoPlace(localFiles, await newMove())).toBe(true);
    expect(await contents()).toEqual({ 'Benchy.mp4': 'new video' });
  });

  it('stays in place when it is there already', async () => {
    const move = await newMove();
    expect(await moveIntoPlace(localFiles, move)).toBe(true);
    expect(await moveIntoPlace(localFiles, move)).toBe(true);
    expect(await contents()).toEqual({ 'Benchy.mp4': 'new video' });
  });

  it.each(Object.keys(OBSTACLES))('leaves %s that took its name alone [1.4]', async (what) => {
    await OBSTACLES[what]!(join(folder, 'Benchy.mp4'));
    const before = await lstat(join(folder, 'Benchy.mp4'));
    for (const replaces of [false, true])
      expect(await moveIntoPlace(localFiles, await newMove({ replaces }))).toBe(false);
    expect((await lstat(join(folder, 'Benchy.mp4'))).ino).toBe(before.ino);
    expect(await readFile(join(folder, '.part.mp4'), 'utf8')).toBe('new video');
  });

  it('fails when it is neither here nor there', async () => {
    const move = { ...(await newMove()), partial: join(folder, 'gone.mp4') };
    await expect(moveIntoPlace(localFiles, move)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await contents()).toEqual({ '.part.mp4': 'new video' });
  });
});

describe('the name of a video', () => {
  it('is the first that is free', async () => {
    await put('Benchy.mp4', 'wedding');
    await put('Benchy (2).mp4', 'holidays');
    expect(await chooseTarget(localFiles, folder, 'Benchy.mp4', undefined)).toEqual({
      target: join(folder, 'Benchy (3).mp4'),
      replaces: false,
    });
  });

  it.each(Object.keys(OBSTACLES))('is not that of %s [1.4]', async (what) => {
    await OBSTACLES[what]!(join(folder, 'Benchy.mp4'));
    const chosen = { target: join(folder, 'Benchy (2).mp4'), replaces: false };
    expect(await chooseTarget(localFiles, folder, 'Benchy.mp4', undefined)).toEqual(chosen);
    const { size } = await lstat(join(folder, 'Benchy.mp4'));
    const own = { path: join(folder, 'Benchy.mp4'), sizeBytes: size };
    expect(await chooseTarget(localFiles, folder, 'Benchy.mp4', own)).toEqual(chosen);
  });

  it('is that of the earlier video of its own', async () => {
    const path = await put('Benchy (2).mp4', 'old video');
    expect(await chooseTarget(localFiles, folder, 'Benchy.mp4', { path, sizeBytes: 9 })).toEqual({
      target: path,
      replaces: true,
    });
  });

  it('is kept when the earlier video was deleted by hand', async () => {
    const path = join(folder, 'Benchy (2).mp4');
    expect(await chooseTarget(localFiles, folder, 'Benchy.mp4', { path, sizeBytes: 9 })).toMatchObject({
      target: path,
    });
  });

  it('is another when someone has put a file of theirs in the place of ours', async () => {
    const path = await put('Benchy.mp4', 'a wedding instead');
    expect(await chooseTarget(localFiles, folder, 'Benchy.mp4', { path, sizeBytes: 9 })).toEqual({
      target: join(folder, 'Benchy (2).mp4'),
      replaces: false,
    });
  });
});

describe('the size of a file', () => {
  it('is null when it is not there', async () => {
    expect(await sizeOf(localFiles, await put('a.mp4', '12345'))).toBe(5);
    expect(await sizeOf(localFiles, join(folder, 'none.mp4'))).toBeNull();
  });
});
