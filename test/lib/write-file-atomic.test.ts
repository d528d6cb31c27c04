import { chmod, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileAtomic } from '../../src/lib/write-file-atomic.ts';
import { makeFolders } from '../helpers/start-app.ts';

describe('writing a file in one go', () => {
  it('makes it, replaces it, and leaves nothing beside it', async () => {
    const { data } = await makeFolders();
    const path = join(data, 'options.json');
    await writeFileAtomic(path, 'one');
    await writeFileAtomic(path, 'two');
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(data)).toEqual(['options.json']);
  });

  it('keeps who may read it', async () => {
    const { data } = await makeFolders();
    const path = join(data, 'options.json');
    await writeFile(path, '');
    await chmod(path, 0o600);
    await writeFileAtomic(path, 'secret');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('keeps a link, and writes what it leads to', async () => {
    const { data } = await makeFolders();
    const real = join(data, 'real.json');
    await writeFile(real, 'before');
    await symlink(real, join(data, 'options.json'));
    await writeFileAtomic(join(data, 'options.json'), 'after');
    expect(await readlink(join(data, 'options.json'))).toBe(real);
    expect(await readFile(real, 'utf8')).toBe('after');
  });

  it('goes over what a power cut left, and leaves the old file when it cannot write', async () => {
    const { data } = await makeFolders();
    const path = join(data, 'options.json');
    await writeFile(path, 'old');
    await writeFile(`${path}.tmp`, 'half of a longer te');
    await writeFileAtomic(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    await mkdir(join(`${path}.tmp`, 'x'), { recursive: true });
    await expect(writeFileAtomic(path, 'newer')).rejects.toThrow();
    expect(await readFile(path, 'utf8')).toBe('new');
  });
});
