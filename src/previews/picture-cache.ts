import { mkdir, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const PARTIAL = '.part';

/**
 * Pictures on disk, in a folder of their own for each owner, limited in total size: the least recently used leave
 * first. After a start the order is that of their making and, where the file system tells, of their reading.
 */
export class PictureCache {
  readonly #folder: string;
  readonly #limitBytes: number;
  readonly #onEvict: (owner: string, path: string) => void;
  /** Sizes by path, least recently used first. */
  readonly #sizes = new Map<string, number>();
  #total = 0;
  #partials = 0;

  /** @param onEvict is told of each picture that had to leave */
  constructor(folder: string, limitBytes: number, onEvict: (owner: string, path: string) => void = () => {}) {
    this.#folder = folder;
    this.#limitBytes = limitBytes;
    this.#onEvict = onEvict;
  }

  /** Where a picture is, if it is there. */
  pathOf(owner: string, name: string): string {
    return join(this.#folder, owner, `${name}.jpg`);
  }

  /** Size of a picture in bytes, or null when it is not there; counts as a use. */
  async use(path: string): Promise<number | null> {
    const size = await sizeOf(path);
    if (size === null) this.#forget(path);
    else this.#remember(path, size);
    return size;
  }

  /**
   * Puts a picture in place, whole or not at all.
   *
   * @param make writes it to the path it is given
   * @returns its size in bytes
   * @throws whatever `make` throws, or the system's error
   */
  async write(path: string, make: (partialPath: string) => Promise<void>): Promise<number> {
    await mkdir(dirname(path), { recursive: true });
    this.#partials += 1;
    const partial = `${path}.${this.#partials}${PARTIAL}`;
    try {
      await make(partial);
      const { size } = await stat(partial);
      await rename(partial, path);
      this.#remember(path, size);
      await this.#trim(path);
      return size;
    } catch (error) {
      await unlink(partial).catch(() => {});
      throw error;
    }
  }

  async remove(path: string): Promise<void> {
    this.#forget(path);
    await unlink(path).catch(() => {});
  }

  /** Removes all pictures of an owner. */
  async removeOwner(owner: string): Promise<void> {
    const folder = join(this.#folder, owner);
    for (const path of [...this.#sizes.keys()]) if (dirname(path) === folder) this.#forget(path);
    await rm(folder, { recursive: true, force: true });
  }

  /**
   * Takes in what an earlier run has left, removes what it has not finished, and makes room.
   *
   * @returns the owners found
   */
  async load(): Promise<string[]> {
    const owners = await readdir(this.#folder).catch(() => []);
    const found: { path: string; size: number; usedAt: number }[] = [];
    for (const owner of owners) found.push(...(await this.#read(owner)));
    found.sort((a, b) => a.usedAt - b.usedAt);
    const usedSince = [...this.#sizes];
    for (const { path, size } of found) this.#remember(path, size);
    for (const [path, size] of usedSince) this.#remember(path, size);
    await this.#trim();
    return owners;
  }

  async #read(owner: string): Promise<{ path: string; size: number; usedAt: number }[]> {
    const found = [];
    for (const name of await readdir(join(this.#folder, owner)).catch(() => [])) {
      const path = join(this.#folder, owner, name);
      const stats = await stat(path).catch(() => null);
      if (name.endsWith(PARTIAL)) await unlink(path).catch(() => {});
      else if (stats) found.push({ path, size: stats.size, usedAt: Math.max(stats.atimeMs, stats.mtimeMs) });
    }
    return found;
  }

  /** @param kept stays even if it alone is larger than the limit */
  async #trim(kept?: string): Promise<void> {
    for (const path of [...this.#sizes.keys()]) {
      if (this.#total <= this.#limitBytes) return;
      if (path === kept) continue;
      await this.remove(path);
      this.#onEvict(basename(dirname(path)), path);
    }
  }

  #remember(path: string, size: number): void {
    this.#forget(path);
    this.#sizes.set(path, size);
    this.#total += size;
  }

  #forget(path: string): void {
    this.#total -= this.#sizes.get(path) ?? 0;
    this.#sizes.delete(path);
  }
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
