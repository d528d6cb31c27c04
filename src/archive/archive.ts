import { isDeepStrictEqual } from 'node:util';
import type { AppStateStore } from '../db/app-state-store.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { AppError, causeOf, isDatabaseUnavailable, isDiskFull } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { Part } from '../lib/part.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { type CopyRun, MoveHalted } from '../moving/put-copy.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { Cause } from '../shared/facts.ts';
import type { ArchiveState } from '../shared/statuses.ts';
import type { WireHealth, WireNotice } from '../shared/system.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import { type BulkErrors, eachOnItsOwn } from '../timelapses/each-on-its-own.ts';
import type { LastCheck } from '../timelapses/removal-checks.ts';
import { fileOf, type Timelapse, titleOf } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import { retryPauseMs } from '../uploads/retry-pause.ts';
import {
  ArchiveMover,
  type ArchiveMoverDeps,
  type ArchiveOutcome,
  Damaged,
  type FileToArchive,
} from './archive-mover.ts';
import type { ArchiveStore, Waiting } from './archive-store.ts';
import {
  awayNotice,
  damagedNotice,
  noArchive,
  notArchived,
  nothingToArchive,
  stoppedNotice,
} from './archive-texts.ts';

/** While a render or a copy still uses what is left. */
const IN_USE_MS = 5000;

/** The whole video first, so that the one that is watched is the last. */
const KINDS = ['original', 'video'] as const;

/** Somebody wants to watch what comes back. */
const WAYS = ['returning', 'archiving'] as const;

/** What came of those that wait. */
interface Passed {
  stopped: WireNotice | null;
  isInUse: boolean;
  /** Where nothing more goes for now: a folder cannot be written to, or is full. */
  closed: Set<ArchiveState>;
}

interface Pause {
  /** Milliseconds since 1970. */
  until: number;
  /** In a row. */
  failures: number;
  notice: WireNotice;
}

export interface ArchiveDeps extends Omit<ArchiveMoverDeps, 'onMoved'> {
  /** @throws AppError 404 */
  get: (id: string) => Promise<Timelapse>;
  store: ArchiveStore;
  archives: ArchiveFolders;
  appState: AppStateStore;
  options: LiveOptions;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  times: { minuteMs: number };
}

/**
 * Moves videos into a second folder, such as network storage or a USB disk, and back; they are watched from there. What
 * is asked for waits until it can be done, also over a restart.
 */
export class Archive implements Part {
  readonly #deps: ArchiveDeps;
  readonly #mover: ArchiveMover;
  readonly #loop: PollLoop;
  readonly #run: CopyRun;
  readonly #signal: CopyRun['signal'];
  /** By id: what is not brought back. */
  readonly #damaged = new Map<string, WireNotice>();
  /** By id: what failed while it was copied, which may take long, so not again at once. */
  readonly #pauses = new Map<string, Pause>();
  #stopped: WireNotice | null = null;
  #isEnding = false;
  #undo: (() => void)[] = [];

  constructor(deps: ArchiveDeps) {
    const { emitter } = deps;
    this.#deps = deps;
    const isHalted = () => this.#isEnding;
    this.#signal = {
      get aborted() {
        return isHalted();
      },
    };
    this.#run = { signal: this.#signal, onBytes: () => {} };
    this.#mover = new ArchiveMover({
      ...deps,
      onMoved: (timelapse) => emitter.emit('timelapse.updated', timelapse),
    });
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'videos cannot be archived'),
      retryMs: deps.times.minuteMs,
    });
  }

  get notices(): WireNotice[] {
    const away = [...this.#deps.archives.away].map(([path, cause]) => awayNotice(path, cause));
    return [...away, ...(this.#stopped ? [this.#stopped] : []), ...this.#damaged.values()];
  }

  get view(): WireHealth['archive'] {
    const { options, archives } = this.#deps;
    return { folder: options.current.timelapse_archive_folder ?? null, away: [...archives.away.keys()] };
  }

  start(): void {
    const { options, emitter } = this.#deps;
    this.#isEnding = false;
    const wake = () => this.#loop.wake();
    this.#undo = [
      options.onChange((next, before) => {
        if (next.timelapse_archive_folder === before.timelapse_archive_folder) return;
        this.#pauses.clear();
        emitter.emit('system.changed', {});
        wake();
      }),
      emitter.on('timelapse.deleted', ({ id }) => {
        this.#damaged.delete(id);
        this.#pauses.delete(id);
        wake();
      }),
    ];
    this.#loop.start();
  }

  /** What is being copied begins again at the next start. */
  async stop(): Promise<void> {
    this.#isEnding = true;
    for (const undo of this.#undo.splice(0)) undo();
    await this.#loop.stop();
  }

  /**
   * It is moved after this returns; one that is on its way back stays.
   *
   * @param lastCheck in the transaction that begins it
   * @throws AppError 404, or 409 without an archive folder or a video, or while it is rendered
   */
  async archive(id: string, lastCheck?: LastCheck): Promise<Timelapse> {
    const { get, options, clock } = this.#deps;
    const timelapse = await get(id);
    const { archiveState: state, status } = timelapse;
    if (state === 'archiving' || state === 'archived') return timelapse;
    const isWhole = filesOf(timelapse).every(({ archived }) => archived !== undefined);
    if (state === 'returning' && isWhole) return this.#set(timelapse, 'archived', null);
    if (options.current.timelapse_archive_folder === undefined) throw noArchive();
    const isRendered = status === 'pending' || status === 'processing';
    if (isRendered || !timelapse.videoExists || !fileOf(timelapse, 'video'))
      throw nothingToArchive(titleOf(timelapse), status);
    return this.#set(timelapse, 'archiving', clock.now(), lastCheck);
  }

  /** What rules do. */
  readonly byRule = {
    obstacle: (): Cause | null => {
      const { timelapse_archive_folder: folder } = this.#deps.options.current;
      if (folder === undefined) return { cause: 'archive_off', reason: 'there is no archive folder' };
      return this.#deps.archives.away.get(folder) ?? null;
    },
    act: async (id: string, lastCheck: LastCheck): Promise<void> => void (await this.archive(id, lastCheck)),
    isDone: async (id: string): Promise<boolean> => {
      const state = (await this.#find(id))?.archiveState ?? null;
      return state === 'archiving' || state === 'archived';
    },
  };

  /** Those that cannot be archived do not stop the others. */
  async archiveMany(ids: readonly string[]): Promise<{ done: number; errors: BulkErrors }> {
    return eachOnItsOwn(ids, (id) => this.archive(id));
  }

  /**
   * It is moved after this returns; one that is on its way to the archive stays.
   *
   * @throws AppError 404, or 409 when it is not archived
   */
  async bringBack(id: string): Promise<Timelapse> {
    const { get, clock } = this.#deps;
    const timelapse = await get(id);
    const { archiveState: state } = timelapse;
    this.#damaged.delete(id);
    if (state === 'returning') return timelapse;
    const isThere = timelapse.files.some(({ archived }) => archived !== undefined);
    if (state === 'archiving' && !isThere) return this.#set(timelapse, null, null);
    if (!isThere) throw notArchived(titleOf(timelapse), timelapse.status);
    return this.#set(timelapse, 'returning', clock.now());
  }

  async #set(
    timelapse: Timelapse,
    state: Timelapse['archiveState'],
    askedAt: number | null,
    lastCheck?: LastCheck,
  ): Promise<Timelapse> {
    const { store, emitter, clock, get } = this.#deps;
    const changed = await store.setState(timelapse, state, askedAt, clock.now(), lastCheck);
    this.#pauses.delete(timelapse.id);
    // Someone else was quicker.
    if (!changed) return get(timelapse.id);
    emitter.emit('timelapse.updated', changed);
    this.#loop.wake();
    return changed;
  }

  async #pass(): Promise<number> {
    const { appState, archives, options, times } = this.#deps;
    const { timelapse_archive_folder: folder = null } = options.current;
    const made = await appState.get('archive_made');
    if (made !== null && made !== folder) await appState.set('archive_made', null);
    if (folder !== null) await archives.follow(folder);
    await archives.checkAll();
    try {
      await this.#mover.settle(this.#signal);
      const { stopped, isInUse } = await this.#moveWaiting();
      this.#setStopped(stopped);
      return isInUse ? Math.min(IN_USE_MS, times.minuteMs) : times.minuteMs;
    } catch (error) {
      if (error instanceof MoveHalted) return times.minuteMs;
      if (!isAway(error)) throw error;
      this.#setStopped(null);
      return times.minuteMs;
    }
  }

  /** @throws MoveHalted, or the database's error */
  async #moveWaiting(): Promise<Passed> {
    const { clock } = this.#deps;
    const passed: Passed = { stopped: null, isInUse: false, closed: new Set() };
    const last = new Map<ArchiveState, Waiting>();
    for (;;) {
      const next = await this.#next(last, passed.closed);
      if (next === null) return passed;
      last.set(next.way, next);
      const pause = this.#pauses.get(next.id);
      if (pause && pause.until > clock.now()) {
        passed.stopped ??= pause.notice;
        continue;
      }
      const timelapse = await this.#find(next.id);
      if (timelapse?.archiveState === next.way) await this.#tryOne(timelapse, passed);
    }
  }

  /** Read only now: copying one takes long, and meanwhile another may have been asked for, or no longer be wanted. */
  async #next(
    last: ReadonlyMap<ArchiveState, Waiting>,
    closed: ReadonlySet<ArchiveState>,
  ): Promise<(Waiting & { way: ArchiveState }) | null> {
    for (const way of WAYS) {
      if (closed.has(way)) continue;
      const next = await this.#deps.store.nextWaiting(way, last.get(way) ?? null);
      if (next) return { ...next, way };
    }
    return null;
  }

  async #tryOne(timelapse: Timelapse, passed: Passed): Promise<void> {
    try {
      if ((await this.#moveAll(timelapse, passed)) === 'in_use') passed.isInUse = true;
      this.#pauses.delete(timelapse.id);
    } catch (error) {
      if (error instanceof MoveHalted || isDatabaseUnavailable(error)) throw error;
      if (error instanceof Damaged) await this.#keepDamaged(timelapse, error);
      else if (!isAway(error)) this.#noteStopped(timelapse, error, passed);
    }
  }

  #noteStopped(timelapse: Timelapse, error: unknown, passed: Passed): void {
    const { clock, times } = this.#deps;
    const { id, archiveState: way } = timelapse;
    const notice = this.#explain(timelapse, error);
    passed.stopped ??= notice;
    if (isFull(error)) passed.closed.add(way!);
    if (passed.closed.has(way!)) return;
    const failures = (this.#pauses.get(id)?.failures ?? 0) + 1;
    this.#pauses.set(id, { until: clock.now() + retryPauseMs(failures, times.minuteMs), failures, notice });
  }

  async #find(id: string): Promise<Timelapse | null> {
    return this.#deps.get(id).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') return null;
      throw error;
    });
  }

  /** @throws Damaged, AppError `archive_away` or `disk_full`, MoveHalted, or the system's error */
  async #moveAll(timelapse: Timelapse, passed: Passed): Promise<ArchiveOutcome> {
    const { archives, options, clock, store, emitter } = this.#deps;
    const { timelapse_archive_folder: folder = '' } = options.current;
    if (timelapse.archiveState !== 'archiving') await archives.require(timelapse.files);
    else {
      // It is not wanted anymore.
      if (folder === '') return this.#leave(timelapse);
      passed.closed.add('archiving');
      await this.#prepare(folder);
      passed.closed.delete('archiving');
    }
    const outcome = await this.#moveFiles(timelapse, folder);
    if (outcome === 'missing') return this.#leave(timelapse);
    if (outcome !== 'nothing') return outcome;
    const state = timelapse.archiveState === 'archiving' ? 'archived' : null;
    const done = await store.setState(timelapse, state, null, clock.now());
    if (done) emitter.emit('timelapse.updated', done);
    return 'moved';
  }

  async #prepare(folder: string): Promise<void> {
    const { appState, archives } = this.#deps;
    const made = await appState.get('archive_made');
    await archives.prepare(folder, made !== folder);
    if (made !== folder) await appState.set('archive_made', folder);
  }

  async #moveFiles(timelapse: Timelapse, folder: string): Promise<ArchiveOutcome | 'nothing'> {
    const isGoing = timelapse.archiveState === 'archiving';
    const left = filesOf(timelapse).filter(({ archived }) => (archived === undefined) === isGoing);
    for (const file of left) {
      if (this.#signal.aborted) throw new MoveHalted();
      const { archived } = file;
      const outcome = archived
        ? await this.#mover.bringBack(timelapse, { ...file, archived }, this.#run)
        : await this.#mover.archive(timelapse, file, folder, this.#run);
      if (outcome !== 'moved') return outcome;
    }
    if (left.length === 0) return 'nothing';
    const { id } = timelapse;
    this.#deps.logger.info(
      { id, title: titleOf(timelapse) },
      isGoing ? 'video archived' : 'video brought back',
    );
    return 'moved';
  }

  /** It can still be watched, as far as it can be played. */
  async #keepDamaged(timelapse: Timelapse, error: Damaged): Promise<void> {
    const { id } = timelapse;
    const { store, emitter, clock, logger } = this.#deps;
    logger.error({ id, reason: error.message }, 'an archived video is damaged');
    this.#damaged.set(id, damagedNotice({ title: titleOf(timelapse), path: error.path }));
    const kept = await store.setState(timelapse, 'archived', null, clock.now());
    if (kept) emitter.emit('timelapse.updated', kept);
    emitter.emit('system.changed', {});
  }

  /** There is nothing to move, or nowhere to move it to. */
  async #leave(timelapse: Timelapse): Promise<ArchiveOutcome> {
    const { store, emitter, clock, logger } = this.#deps;
    const { id, archiveState } = timelapse;
    logger.warn(
      { id, title: titleOf(timelapse) },
      'a video stays where it is instead of going to the archive or back',
    );
    const state = archiveState === 'archiving' ? null : 'archived';
    const left = await store.setState(timelapse, state, null, clock.now());
    if (left) emitter.emit('timelapse.updated', left);
    return 'missing';
  }

  #explain(timelapse: Timelapse, error: unknown): WireNotice {
    const { timelapse_archive_folder: archive, timelapse_output_folder: output } = this.#deps.options.current;
    const path = (timelapse.archiveState === 'archiving' ? archive : output) ?? '';
    const { missing_bytes: missing = null } = ((error as AppError).detail ?? {}) as {
      missing_bytes?: number;
    };
    return stoppedNotice({ title: titleOf(timelapse), path, missing_bytes: missing, ...causeOf(error) });
  }

  #setStopped(notice: WireNotice | null): void {
    if (isDeepStrictEqual(notice, this.#stopped)) return;
    this.#stopped = notice;
    if (notice)
      this.#deps.logger.warn(notice.facts, 'a video could not be moved between archive and output folder');
    this.#deps.emitter.emit('system.changed', {});
  }
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'archive_away';
}

function isFull(error: unknown): boolean {
  return isDiskFull(error) || (error instanceof AppError && error.code === 'disk_full');
}

function filesOf(timelapse: Timelapse): FileToArchive[] {
  return KINDS.flatMap((kind) => {
    const file = fileOf(timelapse, kind);
    return file ? [{ ...file, kind }] : [];
  });
}
