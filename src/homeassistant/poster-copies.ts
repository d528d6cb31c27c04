import { copyFile, mkdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { fileOf } from '../timelapses/timelapse.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { hiddenMediaUrl, type MediaPlace } from './media-address.ts';

/** Hidden from the Media panel's lists, but served to whoever knows the address. */
const FOLDER = '.posters';
/** An event is not kept for longer by a share that hangs, milliseconds. */
const LIMIT_MS = 5000;

export interface PosterCopyParts {
  store: TimelapseStore;
  clock: Clock;
  logger: Logger;
  media: () => MediaPlace;
  /** Where the videos go. */
  outputFolder: () => string;
}

/**
 * Puts a poster where Home Assistant serves it, for notifications. Posters lie in the app's own data folder, which it
 * does not see.
 */
export class PosterCopies {
  readonly #parts: PosterCopyParts;
  #hanging = false;

  constructor(parts: PosterCopyParts) {
    this.#parts = parts;
  }

  /**
   * The poster's address below Home Assistant's, its copy being there. Null when there is none, or when the share takes
   * too long; never throws.
   */
  async urlOf(timelapseId: string): Promise<string | null> {
    if (this.#hanging) return null;
    const work = this.#make(timelapseId);
    const late = sleep(LIMIT_MS, 'late' as const, { ref: false });
    const url = await Promise.race([work, late]);
    if (url !== 'late') return url;
    // Every look at a share that hangs would take one of the few threads for files.
    this.#hanging = true;
    void work.finally(() => {
      this.#hanging = false;
    });
    return null;
  }

  async #make(timelapseId: string): Promise<string | null> {
    const { store, media, outputFolder, logger } = this.#parts;
    const target = join(outputFolder(), FOLDER, `${timelapseId}.jpg`);
    const url = hiddenMediaUrl(target, media());
    if (url === null) return null;
    try {
      const timelapse = await store.get(timelapseId);
      const poster = timelapse && fileOf(timelapse, 'poster');
      if (!poster) return null;
      await this.#copy(timelapseId, poster.path, target);
      const earlier = fileOf(timelapse, 'media_poster');
      if (earlier && earlier.path !== target) await unlink(earlier.path).catch(() => {});
      return url;
    } catch (error) {
      logger.warn(
        { id: timelapseId, reason: messageOf(error) },
        'a poster could not be put where it is served',
      );
      return null;
    }
  }

  /** Known in the database, so that it leaves with its timelapse. */
  async #copy(id: string, poster: string, target: string): Promise<void> {
    const { store, clock } = this.#parts;
    const [source, copy] = [await stat(poster), await stat(target).catch(() => null)];
    if (copy && copy.size === source.size && copy.mtimeMs >= source.mtimeMs) return;
    await mkdir(dirname(target), { recursive: true });
    await copyFile(poster, `${target}.part`);
    await rename(`${target}.part`, target);
    await store
      .putFile(id, { kind: 'media_poster', path: target, sizeBytes: source.size }, clock.now())
      .catch(async (error: unknown) => {
        await unlink(target).catch(() => {});
        throw error;
      });
  }
}
