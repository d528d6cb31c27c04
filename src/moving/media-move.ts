import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AppStateStore, StoredMediaMove } from '../db/app-state-store.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { type AppError, causeOf, messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import type { Part } from '../lib/part.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { Serial } from '../lib/serial.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { SettingsService } from '../options/settings-service.ts';
import type { ShareCopyEvents } from '../share-copies/share-copy-events.ts';
import type { Cause } from '../shared/facts.ts';
import type { WireMediaMove } from '../shared/media-move.ts';
import type { WireNotice, WireOffer } from '../shared/system.ts';
import { copiesFolder } from '../timelapses/copies-of-videos.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { CoreConnection } from '../homeassistant/core/core-connection.ts';
import { MEDIA_LINK_NAME } from '../homeassistant/media/media-address.ts';
import type { PosterCopies } from '../homeassistant/media/poster-copies.ts';
import type { ReadablePaths } from '../homeassistant/media/readable-paths.ts';
import { FileMover, type FileMoverDeps } from './file-mover.ts';
import { findObstacle } from './find-obstacle.ts';
import type { MediaMoveEvents } from './media-move-events.ts';
import { cannotMove, movesAlready, stoppedNotice } from './move-texts.ts';
import type { FileToMove, MovedFiles } from './moved-files.ts';
import { removePartial } from './place-file.ts';
import { type CopyRun, MoveHalted } from './put-copy.ts';
import { makeTargetFolder } from './target-folder.ts';

/** Otherwise it is woken by events. */
const CHECK_EVERY_MS = 10 * 60_000;
/** After a problem. */
const RETRY_MS = 60_000;
/** While a render or a copy still uses what is left. */
const IN_USE_MS = 5000;

const OPTION = 'timelapse_output_folder';

export interface MediaMoveDeps extends Omit<FileMoverDeps, 'save' | 'onMoved'> {
  files: Files;
  moved: MovedFiles;
  reads: Pick<TimelapseReads, 'latestVideo'>;
  options: LiveOptions;
  settings: Pick<SettingsService, 'change' | 'preview' | 'refresh'>;
  appState: Pick<AppStateStore, 'get' | 'set'>;
  emitter: Emitter<TimelapseEvents & ShareCopyEvents & MediaMoveEvents>;
  posters: Pick<PosterCopies, 'urlOf'>;
  readable: Pick<ReadablePaths, 'allowedFolders'>;
  core: Pick<CoreConnection, 'onReady'>;
  clock: Clock;
  logger: Logger;
  mediaRoot: string;
  /** Files of copies that a killed app has left are removed by then. */
  areCopiesSwept: () => boolean;
}

type Problem = NonNullable<WireMediaMove['problem']>;

const NOTHING = { videos: 0, bytes: 0 };

/**
 * Moves all videos from the output folder into Home Assistant's media folder, which is the output folder from then on:
 * Home Assistant's actions do not follow a link. What was begun goes on at the next start.
 */
export class MediaMove implements Part {
  readonly #deps: MediaMoveDeps;
  readonly #to: string;
  readonly #mover: FileMover;
  readonly #loop: PollLoop;
  /** Beginning and moving, which each save what they have done. */
  readonly #turns = new Serial();
  /** Undefined = not read yet. */
  #stored: StoredMediaMove | null | undefined;
  #obstacle: Cause | null = { cause: 'not_checked', reason: 'it has not been checked yet' };
  #problem: Problem | null = null;
  #left = { ...NOTHING, missing: 0 };
  #current = 0;
  #isStopped = false;
  /** Also when the user has chosen another output folder. */
  readonly #signal: CopyRun['signal'];
  #offers: WireOffer[] = [];
  #undo: (() => void)[] = [];

  constructor(deps: MediaMoveDeps) {
    this.#deps = deps;
    this.#to = join(deps.mediaRoot, MEDIA_LINK_NAME);
    const isHalted = () => this.#isStopped || this.#isElsewhere();
    this.#signal = {
      get aborted() {
        return isHalted();
      },
    };
    this.#mover = new FileMover({
      ...deps,
      save: (stored) => this.#save(stored),
      onMoved: (timelapse) => {
        if (timelapse) deps.emitter.emit('timelapse.updated', timelapse);
      },
    });
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#turns.run(() => this.#pass()),
      onError: (error) => deps.logger.error({ err: error }, 'the move of the videos failed'),
      retryMs: RETRY_MS,
    });
  }

  get offers(): readonly WireOffer[] {
    return this.#offers;
  }

  get notices(): WireNotice[] {
    return this.#stored && this.#problem ? [stoppedNotice(this.#stored.to, this.#problem)] : [];
  }

  start(): void {
    const { options, emitter, core } = this.#deps;
    this.#isStopped = false;
    const wake = () => this.#loop.wake();
    this.#undo = [
      options.onChange(wake),
      core.onReady(wake),
      emitter.on('timelapse.completed', wake),
      emitter.on('timelapse.failed', wake),
      emitter.on('share.changed', () => {
        if (this.#stored) wake();
      }),
    ];
    this.#loop.start();
  }

  /** What is being copied begins again at the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const undo of this.#undo.splice(0)) undo();
    await this.#loop.stop();
  }

  /** As it is now. */
  async read(): Promise<WireMediaMove> {
    if (!(await this.#load())) await this.#check();
    return this.#view();
  }

  /**
   * The moving continues after this returns.
   *
   * @throws AppError 409 when it cannot be done or is under way, or what saving settings throws
   */
  async begin(): Promise<WireMediaMove> {
    const stored = await this.#load();
    if (stored && this.#problem === null && !stored.isFinished) throw movesAlready(stored.to);
    if (!stored) await this.#turns.run(() => this.#prepare());
    this.#problem = null;
    this.#loop.wake();
    return this.#view();
  }

  /** It is not suggested anymore. */
  async dismiss(): Promise<void> {
    await this.#deps.appState.set('media_move_dismissed', true);
    await this.#check();
  }

  async #prepare(): Promise<void> {
    const { options, files, logger } = this.#deps;
    if (this.#stored) throw movesAlready(this.#stored.to);
    await this.#check();
    if (this.#obstacle) throw cannotMove(this.#obstacle);
    const from = options.current[OPTION];
    const to = this.#to;
    const wasThere = (await files.inspect(to))?.kind === 'folder';
    const done = { ...NOTHING };
    await this.#save({ from, to, isSwitched: false, placing: null, done, isFinished: false });
    try {
      await this.#switch();
    } catch (error) {
      // Otherwise it has begun, and goes on as soon as that can be saved.
      if (this.#isElsewhere()) await this.#takeBack(wasThere);
      throw error;
    }
    logger.info({ from, to }, "moving the videos into Home Assistant's media folder");
  }

  /** From now on, videos are made in the new folder. Can be repeated. */
  async #switch(): Promise<void> {
    const { files, appState, settings, mediaRoot } = this.#deps;
    const stored = this.#stored!;
    const blocker = await makeTargetFolder(files, stored.to, (await appState.get('media_links')) ?? []);
    if (blocker) throw cannotMove(blocker);
    await files.flushFolder(mediaRoot);
    await settings.change({ [OPTION]: stored.to });
    await this.#save({ ...stored, isSwitched: true });
  }

  /** A folder that was there before, or that has something in it, stays. */
  async #takeBack(wasThere: boolean): Promise<void> {
    const { files, logger } = this.#deps;
    if (!wasThere) await files.removeFolder(this.#to).catch(() => {});
    await this.#save(null);
    logger.warn('the move of the videos could not begin');
  }

  async #pass(): Promise<number> {
    const stored = await this.#load();
    if (!stored) {
      await this.#check();
      return CHECK_EVERY_MS;
    }
    try {
      const waitMs = await this.#goOn(stored);
      this.#setProblem(null);
      return waitMs;
    } catch (error) {
      if (error instanceof MoveHalted) return CHECK_EVERY_MS;
      const { missing_bytes: missing = null } = ((error as AppError).detail ?? {}) as {
        missing_bytes?: number;
      };
      this.#deps.logger.warn({ reason: messageOf(error) }, 'the move of the videos has stopped');
      this.#setProblem({ ...causeOf(error), missing_bytes: missing });
      return RETRY_MS;
    } finally {
      this.#current = 0;
      this.#tell();
    }
  }

  async #goOn(begun: StoredMediaMove): Promise<number> {
    if (!begun.isSwitched) await this.#switch();
    else if (await this.#isCalledOff()) return this.#callOff(begun);
    if (this.#stored!.isFinished && !(await this.#isSomethingBack(begun.from))) return CHECK_EVERY_MS;
    this.#stored = await this.#mover.settle(this.#stored!, this.#signal);
    const { moved } = this.#deps;
    const isInUse = await this.#moveAll();
    if (isInUse || (await moved.isBeingFilled(begun.from))) return IN_USE_MS;
    return this.#finish();
  }

  /** @returns whether something is left that is in use */
  async #moveAll(): Promise<boolean> {
    const { moved, posters, clock, areCopiesSwept } = this.#deps;
    const { from, to } = this.#stored!;
    await moved.moveUnmadeCopies(from, (path) => to + path.slice(from.length), clock.now());
    // Messages that were sent have their addresses, which stay the same.
    for (const id of await moved.withPosters(from)) await posters.urlOf(id);
    const all = await moved.list(from);
    const isReady = areCopiesSwept();
    const left = all.filter(({ shareId }) => isReady || shareId === undefined);
    this.#count(left, []);
    const inUse: FileToMove[] = [];
    const missing: FileToMove[] = [];
    for (const [index, file] of left.entries()) {
      if (this.#signal.aborted) throw new MoveHalted();
      const { outcome, stored } = await this.#mover.move(this.#stored!, file, {
        signal: this.#signal,
        onBytes: (bytes) => {
          this.#current = bytes;
          this.#tell();
        },
      });
      this.#stored = stored;
      this.#current = 0;
      if (outcome === 'missing') missing.push(file);
      if (outcome === 'in_use') inUse.push(file);
      this.#count([...inUse, ...left.slice(index + 1)], missing);
      this.#tell();
    }
    return inUse.length > 0 || !isReady;
  }

  async #finish(): Promise<number> {
    const { files, logger } = this.#deps;
    const stored = this.#stored!;
    if (!stored.isFinished) {
      for (const folder of ['.posters', copiesFolder('')])
        await files.removeFolder(join(stored.from, folder)).catch(() => {});
      await this.#save({ ...stored, isFinished: true });
      logger.info({ ...stored.done, missing: this.#left.missing, to: stored.to }, 'the videos have moved');
    }
    return CHECK_EVERY_MS;
  }

  /** The user has chosen another output folder since; after a start, the app may not know its options yet. */
  async #isCalledOff(): Promise<boolean> {
    if (!this.#isElsewhere()) return false;
    await this.#deps.settings.refresh();
    return this.#isElsewhere();
  }

  #isElsewhere(): boolean {
    return this.#deps.options.current[OPTION] !== this.#to;
  }

  async #callOff(stored: StoredMediaMove): Promise<number> {
    await this.#mover.settle(stored, { aborted: false });
    await removePartial(this.#deps.files, stored.to, 'media_move');
    await this.#save(null);
    this.#left = { ...NOTHING, missing: 0 };
    this.#deps.logger.info(
      { to: stored.to },
      'another output folder was chosen, so no more videos are moved',
    );
    await this.#check();
    return CHECK_EVERY_MS;
  }

  /** For example a share that was not mounted. */
  async #isSomethingBack(from: string): Promise<boolean> {
    const { moved, files } = this.#deps;
    const left = await moved.list(from);
    if (left.length === 0) return moved.isBeingFilled(from);
    const isBack = (await files.areFiles(left.map(({ path }) => path))).includes(true);
    this.#count([], left);
    if (isBack) await this.#save({ ...this.#stored!, isFinished: false });
    return isBack;
  }

  #count(left: readonly FileToMove[], missing: readonly FileToMove[]): void {
    const bytes = left.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    this.#left = { videos: videosAmong(left), bytes, missing: videosAmong(missing) };
  }

  /** Whether it could begin, and whether to suggest it. */
  async #check(): Promise<void> {
    const { appState, reads, options } = this.#deps;
    this.#obstacle = await findObstacle({ ...this.#deps, to: this.#to }).catch(causeOf);
    const isWanted = this.#obstacle === null && (await appState.get('media_move_dismissed')) !== true;
    const isOffered = isWanted && (await reads.latestVideo()) !== null;
    this.#offer(isOffered ? { from: options.current[OPTION], to: this.#to } : null);
  }

  #offer(move: { from: string; to: string } | null): void {
    const offers: WireOffer[] = move ? [{ code: 'videos_out_of_reach', from: move.from, to: move.to }] : [];
    if (isDeepStrictEqual(offers, this.#offers)) return;
    this.#offers = offers;
    this.#deps.emitter.emit('system.changed', {});
  }

  #view(): WireMediaMove {
    const stored = this.#stored ?? null;
    const { done } = stored ?? { done: NOTHING };
    const { videos, bytes, missing } = this.#left;
    const obstacle = this.#obstacle && { ...this.#obstacle, missing_bytes: null };
    return {
      state: this.#state(),
      from: stored?.from ?? (this.#obstacle ? null : this.#deps.options.current[OPTION]),
      to: stored?.to ?? (this.#obstacle ? null : this.#to),
      videos_done: done.videos,
      videos_total: done.videos + videos,
      videos_missing: missing,
      bytes_done: done.bytes + this.#current,
      bytes_total: done.bytes + bytes,
      problem: stored ? this.#problem : obstacle,
    };
  }

  #state(): WireMediaMove['state'] {
    if (!this.#stored) return this.#obstacle ? 'none' : 'offered';
    if (this.#problem) return 'waiting';
    return this.#stored.isFinished ? 'done' : 'moving';
  }

  #setProblem(problem: Problem | null): void {
    if (isDeepStrictEqual(problem, this.#problem)) return;
    this.#problem = problem;
    this.#deps.emitter.emit('system.changed', {});
  }

  #tell(): void {
    this.#deps.emitter.emit('media_move.changed', this.#view());
  }

  async #load(): Promise<StoredMediaMove | null> {
    if (this.#stored === undefined) {
      this.#stored = await this.#deps.appState.get('media_move');
      this.#showUnderWay();
    }
    return this.#stored;
  }

  /** Everyone sees how far it is where it was suggested. */
  #showUnderWay(): void {
    if (this.#stored) this.#offer(this.#stored.isFinished ? null : this.#stored);
  }

  async #save(stored: StoredMediaMove | null): Promise<void> {
    await this.#deps.appState.set('media_move', stored);
    this.#stored = stored;
    this.#showUnderWay();
    this.#tell();
  }
}

function videosAmong(files: readonly FileToMove[]): number {
  return files.filter(({ kind }) => kind === 'video').length;
}
