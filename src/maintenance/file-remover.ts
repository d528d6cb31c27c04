import { dirname } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import { errnoOf, messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { removeFrames, removeIfEmpty } from '../media/remove-frames.ts';
import { isSidePoster, removeSidePoster } from '../media/side-poster.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import type { Removal, RemovalStore } from '../timelapses/removal-store.ts';
import type { TimelapseFile } from '../timelapses/timelapse.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';

/** For files that could not be removed because a share is away. */
const RETRY_MS = 10 * 60_000;

export interface FileRemoverDeps {
  files: Files;
  reads: TimelapseReads;
  removals: RemovalStore;
  archives: Pick<ArchiveFolders, 'require'>;
  clock: Clock;
  logger: Logger;
}

export class FileRemover {
  readonly #deps: FileRemoverDeps;
  readonly #loop: PollLoop;
  readonly #mentioned = new Set<number>();

  constructor(deps: FileRemoverDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#finishAll(),
      onError: (error) =>
        deps.logger.error({ err: error }, 'files of deleted timelapses could not be removed'),
      retryMs: RETRY_MS,
    });
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Something is to be removed that nobody waits for. */
  wake(): void {
    this.#loop.wake();
  }

  /** Never throws: what remains is removed later. */
  async carryOut(removal: Removal): Promise<void> {
    const { files } = this.#deps;
    await this.#remove(removal, (file) =>
      isSidePoster(file) ? removeSidePoster(files, file) : files.remove(file.path),
    );
  }

  async #finishAll(): Promise<number> {
    for (const removal of await this.#deps.removals.list())
      await this.#remove(removal, (file) => this.#removeLate(file));
    return RETRY_MS;
  }

  async #remove(removal: Removal, removeFile: (file: TimelapseFile) => Promise<void>): Promise<void> {
    const { files: ours, removals, archives, logger } = this.#deps;
    try {
      const { frames, files } = removal;
      // The video last: as long as a frame is left, so is what can be made of it.
      if (frames) await removeFrames(ours, frames.folder, frames.until).catch(unlessGone);
      const archived = files.filter((file) => file.archived);
      for (const file of files) if (!file.archived) await removeFile(file).catch(unlessGone);
      // While their archive is away, they only seem to be gone.
      await archives.require(archived);
      for (const file of archived) await removeFile(file).catch(unlessGone);
      const copies = files.filter(({ kind }) => kind === 'share').map(({ path }) => dirname(path));
      for (const folder of new Set(copies)) await removeIfEmpty(ours, folder).catch(unlessGone);
      if (frames) await removeIfEmpty(ours, frames.folder).catch(unlessGone);
      await removals.done(removal.id);
    } catch (error) {
      if (this.#mentioned.has(removal.id)) return;
      this.#mentioned.add(removal.id);
      logger.warn({ reason: messageOf(error) }, 'a file of a deleted timelapse could not be removed yet');
    }
  }

  /** By then, another file may have the same name. */
  async #removeLate(file: TimelapseFile): Promise<void> {
    const { files, reads } = this.#deps;
    const { kind, path, sizeBytes } = file;
    if ((await reads.ownerOf(path)) !== null) return;
    if (isSidePoster(file)) return removeSidePoster(files, file);
    const there = await files.inspect(path);
    if (there === null) return;
    const isShared = kind === 'video' || kind === 'copy' || kind === 'original';
    if (!isShared || (there.kind === 'file' && there.sizeBytes === sizeBytes)) await files.remove(path);
  }
}

function unlessGone(error: unknown): void {
  if (errnoOf(error) !== 'ENOENT') throw error;
}
