import { dirname, join } from 'node:path';
import type { Clock } from '../../lib/clock.ts';
import { messageOf } from '../../lib/errors.ts';
import type { Files } from '../../lib/files.ts';
import type { Logger } from '../../lib/logger.ts';
import { inspect } from '../../lib/open-file.ts';
import { Serial } from '../../lib/serial.ts';
import { fileOf } from '../../timelapses/timelapse.ts';
import type { TimelapseReads } from '../../timelapses/timelapse-reads.ts';
import type { TimelapseStore } from '../../timelapses/timelapse-store.ts';
import { hiddenMediaUrl, type MediaPlace } from './media-address.ts';

/** Hidden from the Media panel's lists, but served to whoever knows the address. */
const FOLDER = '.posters';

export interface PosterCopyDeps {
  files: Files;
  reads: TimelapseReads;
  store: TimelapseStore;
  clock: Clock;
  logger: Logger;
  media: () => MediaPlace;
  outputFolder: () => string;
}

/** Notifications need a poster that Home Assistant can serve; it cannot see the app's data folder. */
export class PosterCopies {
  readonly #deps: PosterCopyDeps;
  /** Two that copy the same poster would be in each other's way. */
  readonly #copies = new Serial();

  constructor(deps: PosterCopyDeps) {
    this.#deps = deps;
  }

  /** A path on Home Assistant; null = no poster. Never throws. */
  async urlOf(timelapseId: string): Promise<string | null> {
    const { files, reads, media, outputFolder, logger } = this.#deps;
    const target = join(outputFolder(), FOLDER, `${timelapseId}.jpg`);
    const url = hiddenMediaUrl(target, media());
    if (url === null) return null;
    try {
      const timelapse = await reads.get(timelapseId);
      const poster = timelapse && fileOf(timelapse, 'poster');
      if (!poster) return null;
      await this.#copies.run(() => this.#copy(timelapseId, poster.path, target));
      const earlier = fileOf(timelapse, 'media_poster');
      if (earlier && earlier.path !== target) await files.remove(earlier.path).catch(() => {});
      return url;
    } catch (error) {
      logger.warn(
        { id: timelapseId, reason: messageOf(error) },
        'a poster could not be copied to where Home Assistant serves it',
      );
      return null;
    }
  }

  /** Recorded in the database, so that it is removed with its timelapse. */
  async #copy(id: string, poster: string, target: string): Promise<void> {
    const { files, store, clock } = this.#deps;
    const [source, copy] = [await inspect(poster), await files.inspect(target)];
    if (source === null) return;
    const isCurrent = copy?.kind === 'file' && copy.modifiedAt >= source.modifiedAt;
    if (isCurrent && copy.sizeBytes === source.sizeBytes) return;
    await files.makeFolder(dirname(target), 'any');
    // Never write through an existing file: it could be a link.
    await files.remove(`${target}.part`).catch(() => {});
    await files.copyInto(`${target}.part`, poster);
    await files.rename(`${target}.part`, target);
    await store
      .putFile(id, { kind: 'media_poster', path: target, sizeBytes: source.sizeBytes }, clock.now())
      .catch(async (error: unknown) => {
        await files.remove(target).catch(() => {});
        throw error;
      });
  }
}
