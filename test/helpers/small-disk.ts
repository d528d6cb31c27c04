import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanUp } from './start-app.ts';

/** A data folder on a disk of its own, of few megabytes, that can be filled. */
export interface SmallDisk {
  path: string;
  fill(): void;
  free(): void;
}

/** Why no such disk can be made here; null = it can. */
export const noSmallDisk = reasonAgainst();

function reasonAgainst(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  try {
    mount(folder, 1);
    execFileSync('umount', [folder]);
    return null;
  } catch {
    return 'a tmpfs may not be mounted here (it takes root)';
  } finally {
    rmdirSync(folder);
  }
}

/** Mounts a disk at a folder for the length of a test. */
export function mountSmallDisk(path: string, megabytes = 8): SmallDisk {
  mount(path, megabytes);
  // Lazily: what was not stopped yet may still have files open.
  cleanUp(async () => execFileSync('umount', ['--lazy', path]));
  const filling = join(path, 'filling');
  return { path, fill: () => fillWith(filling), free: () => rmSync(filling) };
}

function mount(path: string, megabytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
}

function fillWith(path: string): void {
  const file = openSync(path, 'a');
  try {
    const page = Buffer.alloc(4096, 1);
    for (;;) if (writeSync(file, page) < page.length) break;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    fsyncSync(file);
    closeSync(file);
  }
}
