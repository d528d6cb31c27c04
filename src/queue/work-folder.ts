import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FrameSelection } from '../recipes/render-settings.ts';
import type { OverlayFile } from '../overlay/pictures.ts';
import type { EngineFiles } from './engine-environment.ts';

/** In the data folder; what a crash leaves is removed at the next start. */
export const WORK_FOLDERS = 'renders';

/** Links made before anyone else gets a turn. */
const LINKS_AT_ONCE = 100;

/** Files that one render needs besides its pictures. */
export class WorkFolder {
  readonly #path: string;

  constructor(dataDir: string, runId: string) {
    this.#path = join(dataDir, WORK_FOLDERS, runId);
  }

  async writeNames({ excluded, included }: FrameSelection): Promise<Omit<EngineFiles, 'overlay'>> {
    return {
      excluded: await this.#writeNames('excluded', excluded),
      included: await this.#writeNames('included', included),
    };
  }

  /** @returns its path */
  async writeOverlay(overlay: OverlayFile): Promise<string> {
    const path = join(this.#path, 'overlay.json');
    await mkdir(this.#path, { recursive: true });
    await writeFile(path, JSON.stringify(overlay));
    return path;
  }

  /**
   * A folder of links to some of the pictures, for engines that know nothing of leaving out.
   *
   * @returns its path; it has the name of the real one, which engines may show
   */
  async linkFrames(sourceFolder: string, names: readonly string[]): Promise<string> {
    const folder = join(this.#path, basename(sourceFolder));
    await mkdir(folder, { recursive: true });
    for (let from = 0; from < names.length; from += LINKS_AT_ONCE) {
      const part = names.slice(from, from + LINKS_AT_ONCE);
      await Promise.all(part.map((name) => symlink(join(sourceFolder, name), join(folder, name))));
    }
    return folder;
  }

  remove(): Promise<void> {
    return rm(this.#path, { recursive: true, force: true });
  }

  /** NUL ends each name, since it may hold anything else. */
  async #writeNames(file: string, names: readonly string[]): Promise<string | null> {
    if (names.length === 0) return null;
    await mkdir(this.#path, { recursive: true });
    const path = join(this.#path, file);
    await writeFile(path, names.map((name) => `${name}\0`).join(''));
    return path;
  }
}
