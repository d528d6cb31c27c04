import { mkdir, readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const PARTIAL = '.part';

/**
 * Cached pictures in one folder per owner; the least recently used are evicted. After a start, file times give the
 * order.
 */
export class PictureCache {
  readonly #folder: string;
  readonly #limitBytes: number;
  readonly #onEvict: (owner: string, path: string) => void;
  /** By path, least recently used first. */
  readonly #sizes = new Map<string, number>();
  #total = 0;
  #partials = 0;

  constructor(folder: string, limitBytes: number, onEvict: (owner: string, path: string) => void = () => {}) {
    this.#folder = folder;
    this.#limitBytes = limitBytes;
    this.#onEvict = onEvict;
  }

  pathOf(owner: string, name: string): string {
    return join(this.#folder, owner, `${name}.jpg`);
  }

  /** Null when missing; counts as a use. */
  async use(path: string): Promise<number | null> {
    const size = await sizeOf(path);
    if (size === null) this.#forget(path);
    else this.#remember(path, size);
    return size;
  }

  /**
   * Atomic.
   *
   * @param make writes to the given path
   * @returns the size
   * @throws what `make` throws, or the system's error
   */
  async write(path: string, make: (partialPath: string) => Promise<void>): Promise<number> {
    await mkdir(dirname(path), { recursive: true });
    this.#partials += 1;
    const partial = unfinished(`${path}.${this.#partials}`);
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

  /** What a picture is made with; to be removed. @param path beside it, as of {@link unfinished} */
  async writeText(path: string, text: string): Promise<void> {
    await writeFile(path, text);
  }

  async remove(path: string): Promise<void> {
    this.#forget(path);
    await unlink(path).catch(() => {});
  }

  async removeOwner(owner: string): Promise<void> {
    const folder = join(this.#folder, owner);
    for (const path of [...this.#sizes.keys()]) if (dirname(path) === folder) this.#forget(path);
    await rm(folder, { recursive: true, force: true });
  }

  /** Loads pictures of an earlier run and removes unfinished ones. @returns the owners found */
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

  /** @param kept is not evicted, even if it alone exceeds the limit */
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

/** A path that is removed at the next start. */
export function unfinished(path: string): string {
  return `${path}${PARTIAL}`;
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
