import { basename, join } from 'node:path';
import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { IgnoredFolderStore } from '../timelapses/ignored-folder-store.ts';
import { startsAt } from '../timelapses/quiet-period.ts';
import type { Cause } from '../shared/facts.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { applyLooks } from './apply-looks.ts';
import { FolderMemory } from './folder-memory.ts';
import type { ScannedFolder } from './scan-protocol.ts';
import type { ScanOutcome, SourceScanner } from './scan-source.ts';

/** Beyond this many image folders the oldest are not tracked. */
export const MAX_FOLDERS = 5000;

/** A second look confirms what a first one saw only when some time lies between them, milliseconds. */
const CONFIRM_AFTER_MS = 1000;
/** After a look that went wrong. */
const RETRY_MS = 10_000;

/** What the watcher says of the source folder. */
export interface SourceState {
  state: 'unknown' | 'ok' | 'unreachable' | 'off';
  /** Why it is unreachable. */
  why: Cause | null;
  /** Image folders beyond {@link MAX_FOLDERS} that are not tracked. */
  leftOut: number;
  /** Names of links and unreadable entries that were passed over. */
  skipped: string[];
}

export interface WatcherParts {
  store: TimelapseStore;
  ignored: IgnoredFolderStore;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  scanner: SourceScanner;
  logger: Logger;
}

/** Looks at the source folder again and again, and tells what it saw; starts what is due. */
export class Watcher {
  readonly #parts: WatcherParts;
  readonly #memory = new FolderMemory();
  readonly #loop: PollLoop;
  #root: string | null = null;
  #source: SourceState = { state: 'unknown', why: null, leftOut: 0, skipped: [] };
  #undo: (() => void)[] = [];
  #stopped = false;

  constructor(parts: WatcherParts) {
    this.#parts = parts;
    this.#loop = createPollLoop({
      clock: parts.clock,
      pass: () => this.#pass(),
      onError: (error) => parts.logger.error({ err: error }, 'a look at the source folder went wrong'),
      retryMs: RETRY_MS,
    });
  }

  get source(): SourceState {
    return this.#source;
  }

  start(): void {
    this.#stopped = false;
    const { emitter, options } = this.#parts;
    this.#undo = [
      options.onChange((next, before) => {
        const { timelapse_enabled: enabled, timelapse_source_folder: root } = next;
        // The look under way may hang on a share that nobody wants any more.
        if (!enabled || root !== before.timelapse_source_folder) this.#parts.scanner.giveUp();
        this.#loop.wake();
      }),
      // A deleted timelapse leaves a tombstone or nothing: its folder is judged afresh at the next look.
      emitter.on('timelapse.deleted', ({ sourceFolder, sourceDeleted }) => {
        // A folder that we removed ourselves is not missing, even if it was the last one.
        if (sourceDeleted) this.#memory.forget(basename(sourceFolder));
        this.#loop.wake();
      }),
      emitter.on('timelapse.restored', ({ sourceFolder }) => {
        this.#memory.unsettle(basename(sourceFolder));
        this.#loop.wake();
      }),
      // Frames that came while it rendered were put off.
      emitter.on('timelapse.completed', ({ sourceFolder }) => this.#memory.unsettle(basename(sourceFolder))),
      emitter.on('timelapse.failed', ({ sourceFolder }) => this.#memory.unsettle(basename(sourceFolder))),
    ];
    this.#loop.start();
  }

  /** Looks now instead of at the next turn. */
  lookNow(): void {
    this.#loop.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const undo of this.#undo.splice(0)) undo();
    this.#parts.scanner.stop();
    await this.#loop.stop();
  }

  /** One pass: look, take in, start what is due. @returns milliseconds until the next */
  async #pass(): Promise<number> {
    const { options, clock } = this.#parts;
    const {
      timelapse_enabled: enabled,
      timelapse_source_folder: root,
      timelapse_scan_interval,
    } = options.current;
    const intervalMs = timelapse_scan_interval * 1000;
    if (!enabled) {
      this.#setSource({ state: 'off', why: null, leftOut: 0, skipped: [] });
      return intervalMs;
    }
    if (root !== this.#root) await this.#enterRoot(root);
    const due = await this.#dueFolders();
    const reachable = await this.#look(root, due);
    if (!reachable || !this.#isWanted(root)) return intervalMs;
    await this.#startDue();
    const next = await this.#nextDueAt();
    const untilDue = next === null ? intervalMs : Math.max(CONFIRM_AFTER_MS, next - clock.now());
    return Math.min(intervalMs, untilDue);
  }

  async #enterRoot(root: string): Promise<void> {
    await this.#memory.load(root, this.#parts.store.foldersBelow(root), this.#parts.clock.now());
    this.#root = root;
  }

  async #look(root: string, due: ReadonlySet<string>): Promise<boolean> {
    const { scanner, clock, logger } = this.#parts;
    const request = { root, known: this.#memory.request(clock.now(), due), maxFolders: MAX_FOLDERS };
    // Parts of the result are taken in one after another, while the scan goes on.
    let applied = Promise.resolve();
    const outcome = await scanner.scan(request, (folders) => {
      applied = applied.then(() => this.#takeIn(folders));
      // The error is met by the await below; this keeps it from counting as unhandled until then.
      applied.catch(() => {});
    });
    await applied;
    // A look that we cut short ourselves says nothing of the source.
    if (this.#stopped || !this.#isWanted(root)) return false;
    const problem = this.#problemOf(outcome);
    if (problem !== null) {
      if (this.#source.state !== 'unreachable')
        logger.warn({ folder: root, reason: problem.reason }, 'source unreachable');
      this.#setSource({ ...this.#source, state: 'unreachable', why: problem });
      return false;
    }
    if (outcome.kind === 'done') await this.#afterLook(root, outcome);
    return true;
  }

  /** Whether this folder is still the one to look at: the options may have changed meanwhile. */
  #isWanted(root: string): boolean {
    const { timelapse_enabled: enabled, timelapse_source_folder: wanted } = this.#parts.options.current;
    return enabled && wanted === root;
  }

  /** An empty root where folders were is a share that is not mounted, not a user who deleted everything. */
  #problemOf(outcome: ScanOutcome): Cause | null {
    if (outcome.kind === 'unreachable') return { cause: outcome.code, reason: outcome.message };
    return outcome.names.length === 0 && this.#memory.hadFolders
      ? { cause: 'emptied', reason: 'it is empty, though it had folders' }
      : null;
  }

  async #afterLook(root: string, outcome: ScanOutcome & { kind: 'done' }): Promise<void> {
    for (const name of this.#memory.missingFrom(outcome.names)) {
      await this.#markMissing(join(root, name));
      this.#memory.markMissing(name);
    }
    const { leftOut, skipped } = outcome;
    this.#setSource({ state: 'ok', why: null, leftOut, skipped });
  }

  async #takeIn(folders: readonly ScannedFolder[]): Promise<void> {
    const { clock, logger } = this.#parts;
    const now = clock.now();
    const looks = [];
    for (const scanned of folders) {
      const calm = this.#memory.remember(scanned, now);
      if (scanned.state === 'seen') looks.push({ look: scanned.look, calm });
      if (scanned.state === 'empty') await this.#markMissing(join(this.#root ?? '', scanned.name));
      if (scanned.state === 'unreadable') {
        logger.warn({ folder: scanned.name, reason: scanned.message }, 'image folder cannot be read');
      }
    }
    const undecided = await applyLooks(looks, this.#parts);
    for (const name of undecided) this.#memory.unsettle(name);
  }

  async #markMissing(sourceFolder: string): Promise<void> {
    const { store, emitter, clock } = this.#parts;
    const [timelapse] = await store.findCurrent([sourceFolder]);
    if (!timelapse || timelapse.sourceMissing || timelapse.status === 'processing') return;
    const changed = await store.setSourceMissing(timelapse.id, true, clock.now());
    if (changed) emitter.emit('timelapse.updated', changed);
  }

  /** Folders whose quiet period is over: they get a thorough look before they are started. */
  async #dueFolders(): Promise<Set<string>> {
    const due = await this.#waiting((at) => at <= this.#parts.clock.now());
    return new Set(due.map(({ folderName }) => folderName));
  }

  async #startDue(): Promise<void> {
    const { store, emitter, clock, logger } = this.#parts;
    const due = await this.#waiting((at, timelapse) => at <= clock.now() && timelapse.confirmedAt !== null);
    for (const { id, folderName } of due) {
      const queued = await store.enqueue(id, ['discovered'], 'watcher', clock.now());
      if (!queued) continue;
      logger.info({ id, folder: folderName }, 'quiet period over, into the queue');
      emitter.emit('timelapse.pending', queued);
    }
  }

  async #nextDueAt(): Promise<number | null> {
    const waiting = await this.#waiting(() => true);
    const times = waiting.map((timelapse) => startsAt(timelapse, this.#parts.options.current) ?? Infinity);
    return times.length === 0 ? null : Math.min(...times);
  }

  async #waiting(test: (at: number, timelapse: Timelapse) => boolean): Promise<Timelapse[]> {
    const { store, options } = this.#parts;
    if (options.current.timelapse_auto_process_timeout === 0) return [];
    const discovered = await store.listWaiting(options.current.min_frames);
    return discovered.filter((timelapse) => {
      const at = startsAt(timelapse, options.current);
      return at !== null && test(at, timelapse);
    });
  }

  #setSource(next: SourceState): void {
    const before = this.#source;
    this.#source = next;
    const same =
      before.state === next.state &&
      before.why?.reason === next.why?.reason &&
      before.leftOut === next.leftOut &&
      before.skipped.join('/') === next.skipped.join('/');
    if (!same) this.#parts.emitter.emit('system.changed', {});
  }
}
