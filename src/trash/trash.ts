import type { AppState, AppStateStore } from '../db/app-state-store.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { isDatabaseUnavailable, messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import type { Part } from '../lib/part.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { Serial } from '../lib/serial.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { WireNotice } from '../shared/system.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import type { Page } from '../timelapses/list-query.ts';
import type { VideoBin } from '../timelapses/removal-checks.ts';
import type { Removal } from '../timelapses/removal-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TrashedFile, TrashEntry } from '../timelapses/trash-store.ts';
import { foldersOf, TrashFiles, type TrashFilesDeps } from './trash-files.ts';
import { cannotRestore, emptiedNotice, notInTrash } from './trash-texts.ts';

const DAY_MS = 86_400_000;
/** For what cannot be finished because a share is away. */
const RETRY_MS = 10 * 60_000;
const PAGE = 200;
/** How long it is mentioned that the trash was emptied early. */
const MENTIONED_MS = DAY_MS;

export interface TrashDeps extends Omit<TrashFilesDeps, 'roots'> {
  files: Files;
  appState: Pick<AppStateStore, 'get' | 'set'>;
  emitter: Emitter<TimelapseEvents>;
  archives: Pick<ArchiveFolders, 'requireAt'>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  /** Never throws: what remains is removed later. */
  removeNow: (removal: Removal) => Promise<void>;
}

/**
 * Keeps the videos of deleted timelapses for `timelapse_trash_days`, with all that was known of them. What was begun
 * is finished at the next start.
 */
export class Trash implements Part, VideoBin {
  readonly #deps: TrashDeps;
  readonly #files: TrashFiles;
  readonly #loop: PollLoop;
  /** One entry at a time, so that none is restored while it is removed. */
  readonly #turns = new Serial();
  readonly #mentioned = new Set<string>();
  #emptied: AppState['trash_emptied'] | null = null;
  #isStopped = false;
  #undo: () => void = () => {};

  constructor(deps: TrashDeps) {
    this.#deps = deps;
    const { options } = deps;
    this.#files = new TrashFiles({
      ...deps,
      roots: () => [options.current.timelapse_output_folder, options.current.timelapse_source_folder],
    });
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'the trash cannot be looked after'),
      retryMs: RETRY_MS,
    });
  }

  get notices(): WireNotice[] {
    const emptied = this.#emptied;
    return emptied && this.#deps.clock.now() - emptied.at < MENTIONED_MS ? [emptiedNotice(emptied)] : [];
  }

  async start(): Promise<void> {
    const { options, appState } = this.#deps;
    this.#isStopped = false;
    this.#emptied = await appState.get('trash_emptied');
    this.#undo = options.onChange((next, before) => {
      if (next.timelapse_trash_days !== before.timelapse_trash_days) this.#expireSoon();
    });
    // The app may have been off at night.
    this.#expireSoon();
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#undo();
    await this.#loop.stop();
    await this.#turns.settled();
  }

  list(page: Page): Promise<{ entries: TrashEntry[]; total: number }> {
    return this.#deps.store.list(page);
  }

  /** @throws AppError 404 */
  async get(id: string): Promise<TrashEntry> {
    const entry = await this.#deps.store.get(id);
    if (!entry || entry.isLeaving) throw notInTrash(id);
    return entry;
  }

  async has(id: string): Promise<boolean> {
    return (await this.#deps.store.get(id))?.isLeaving === false;
  }

  async plan(timelapse: Timelapse): Promise<TrashedFile[] | null> {
    return this.#deps.options.current.timelapse_trash_days === 0 ? null : this.#files.plan(timelapse);
  }

  async moveIn(id: string): Promise<void> {
    await this.#turns.run(() => this.#finish(id)).catch((error: unknown) => this.#mention(id, error));
  }

  /** @throws AppError 404, 409 `cannot_restore`, or 503 `archive_away` */
  restore(id: string): Promise<Timelapse> {
    return this.#turns.run(async () => {
      const entry = await this.get(id);
      try {
        await this.#deps.archives.requireAt(entry.files.map(({ to }) => to));
        return await this.#restore(entry);
      } catch (error) {
        if (isDatabaseUnavailable(error)) throw error;
        throw cannotRestore(entry, await this.#isLater(id), error);
      }
    });
  }

  /** For good. What cannot be removed now is removed later. @throws AppError 404 */
  async delete(id: string): Promise<void> {
    const entry = await this.#turns.run(async () => {
      const found = await this.get(id);
      await this.#deps.store.letGo({ id }, { evenRestoring: true });
      return found;
    });
    await this.moveIn(id);
    await this.#turns.run(() => this.#files.removeEmptyFolders(foldersOf(entry)));
    this.#announce();
  }

  /** Its files go after this returns. */
  async empty(): Promise<{ videos: number; bytes: number }> {
    const { store, logger } = this.#deps;
    const gone = await store.letGo('all');
    logger.info(gone, 'the trash is emptied');
    this.#announce();
    this.#loop.wake();
    return gone;
  }

  /** Lets go whatever has been in it for long enough; its files go after this returns. */
  async expire(): Promise<void> {
    const { store, options, clock, logger } = this.#deps;
    const keptMs = options.current.timelapse_trash_days * DAY_MS;
    const expired = await store.letGo({ until: clock.now() - keptMs });
    if (expired.videos === 0) return;
    logger.info(expired, 'videos have been in the trash for long enough');
    this.#announce();
    this.#loop.wake();
  }

  /**
   * For a render: removes the oldest on the same file system until there is room. Where even all of them would not be
   * enough, they stay.
   *
   * @param missing how many bytes are missing now; 0 = there is room
   * @returns whether something was removed
   */
  async makeRoom(folder: string, missing: () => Promise<number>): Promise<boolean> {
    const needed = await missing();
    let bytes = 0;
    for await (const entry of this.#oldestBeside(folder)) {
      bytes += entry.bytes;
      if (bytes >= needed) break;
    }
    if (bytes < needed) return false;
    const gone = { videos: 0, bytes: 0 };
    for await (const entry of this.#oldestBeside(folder)) {
      if ((await missing()) === 0) break;
      if (!(await this.#removeEarly(entry))) continue;
      gone.videos += 1;
      gone.bytes += entry.bytes;
    }
    if (gone.videos > 0) await this.#noteEmptied(gone);
    return gone.videos > 0;
  }

  async #removeEarly({ id }: TrashEntry): Promise<boolean> {
    const { store } = this.#deps;
    await store.letGo({ id });
    await this.moveIn(id);
    return (await store.get(id)) === null;
  }

  async #noteEmptied(gone: { videos: number; bytes: number }): Promise<void> {
    const { appState, clock, logger } = this.#deps;
    const [before] = this.notices;
    const { videos, bytes } = before ? this.#emptied! : { videos: 0, bytes: 0 };
    this.#emptied = { at: clock.now(), videos: videos + gone.videos, bytes: bytes + gone.bytes };
    logger.warn(gone, 'the disk is too full for a render, so the oldest videos leave the trash early');
    this.#announce();
    await appState.set('trash_emptied', this.#emptied);
  }

  /** Those on the same file system, earliest first. */
  async *#oldestBeside(folder: string): AsyncGenerator<TrashEntry> {
    const { files, store } = this.#deps;
    const wanted = await files.device(folder).catch(() => null);
    if (wanted === null) return;
    const devices = new Map<string, Promise<number | null>>();
    const deviceOf = (path: string) => {
      const known = devices.get(path) ?? files.device(path).catch(() => null);
      devices.set(path, known);
      return known;
    };
    let page: TrashEntry[] = [];
    do {
      page = await store.listOldest(page.at(-1) ?? null, PAGE);
      for (const entry of page) {
        const found = await Promise.all([...foldersOf(entry)].map(deviceOf));
        if (found.includes(wanted)) yield entry;
      }
    } while (page.length > 0);
  }

  async #pass(): Promise<number> {
    const { store } = this.#deps;
    const folders = new Set<string>();
    let hasRemoved = false;
    let page: TrashEntry[] = [];
    do {
      page = await store.listUnfinished(page.at(-1) ?? null, PAGE);
      for (const entry of page) {
        if (this.#isStopped) return RETRY_MS;
        await this.moveIn(entry.id);
        if (!entry.isLeaving) continue;
        hasRemoved = true;
        for (const folder of foldersOf(entry)) folders.add(folder);
      }
    } while (page.length > 0);
    if (!hasRemoved) return RETRY_MS;
    await this.#turns.run(() => this.#files.removeEmptyFolders(folders));
    this.#announce();
    return RETRY_MS;
  }

  #expireSoon(): void {
    this.expire().catch((error: unknown) =>
      this.#deps.logger.error({ err: error }, 'the trash could not be looked through'),
    );
  }

  /** Whatever was begun with it. */
  async #finish(id: string): Promise<void> {
    const entry = await this.#deps.store.get(id);
    if (!entry) return;
    if (entry.isLeaving) await this.#files.remove(entry);
    else if (entry.state === 'restoring') await this.#restore(entry);
    else if (entry.state === 'moving') await this.#files.moveIn(entry);
    this.#mentioned.delete(id);
  }

  async #restore(asked: TrashEntry): Promise<Timelapse> {
    const { files, store, clock, emitter, logger, removeNow } = this.#deps;
    const { id, sourceFolder } = asked;
    const moved = asked.state === 'moving' ? { ...asked, files: await this.#files.moveIn(asked) } : asked;
    const { entry, dropped } = await this.#files.putBack(moved);
    // A share that does not respond says nothing.
    const isFolderMissing = (await files.inspect(sourceFolder).catch(() => undefined)) === null;
    const back = await store.takeBack(entry, { isFolderMissing, dropped, now: clock.now() });
    if (!back) throw notInTrash(id);
    await removeNow(back.removal);
    await this.#files.removeEmptyFolders(foldersOf(entry));
    logger.info({ id, folder: entry.folderName }, 'restored from the trash');
    emitter.emit('timelapse.restored', back.timelapse);
    emitter.emit('timelapse.updated', back.timelapse);
    return back.timelapse;
  }

  /** Whether it is restored as soon as that is possible, since its files have begun to leave. */
  async #isLater(id: string): Promise<boolean> {
    const entry = await this.#deps.store.get(id);
    if (entry?.state !== 'restoring') return false;
    return !(await this.#files.giveUp(entry).catch(() => false));
  }

  #mention(id: string, error: unknown): void {
    if (this.#mentioned.has(id)) return;
    this.#mentioned.add(id);
    this.#deps.logger.warn(
      { id, reason: messageOf(error) },
      'a video cannot be moved in or out of the trash yet; the app keeps trying',
    );
  }

  #announce(): void {
    this.#deps.emitter.emit('system.changed', {});
  }
}
