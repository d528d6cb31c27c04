import { describe, expect, it } from 'vitest';
import { localFiles } from '../../src/lib/files.ts';
import { missingBytes } from '../../src/queue/disk-space.ts';

const GB = 1_000_000_000;

describe('room for a video', () => {
  it('is half of its frames and 1 GB on a large disk', () => {
    const space = { freeBytes: 2 * GB, totalBytes: 500 * GB };
    expect(missingBytes(space, 2 * GB, 1)).toBe(0);
    expect(missingBytes(space, 2 * GB + 2, 1)).toBe(1);
    expect(missingBytes({ ...space, freeBytes: 0 }, 2 * GB, 1)).toBe(2 * GB);
  });

  it('keeps 5 percent of a small disk free', () => {
    const space = { freeBytes: 0.5 * GB, totalBytes: 10 * GB };
    expect(missingBytes(space, 0, 1)).toBe(0);
    expect(missingBytes({ ...space, freeBytes: 0.5 * GB - 7 }, 0, 1)).toBe(7);
  });

  it('counts every copy', () => {
    const space = { freeBytes: 1 * GB, totalBytes: 500 * GB };
    expect(missingBytes(space, 100, 2)).toBe(100);
  });
});

describe('the space of a disk', () => {
  it('is read from its file system', async () => {
    const { freeBytes, totalBytes } = await localFiles.space('/');
    expect(freeBytes).toBeGreaterThan(0);
    expect(totalBytes).toBeGreaterThanOrEqual(freeBytes);
  });

  it('cannot be read of a folder that is not there', async () => {
    await expect(localFiles.space('/nowhere/at-all')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
