import { basename, join } from 'node:path';
import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { FolderStore } from '../timelapses/folder-store.ts';
import type { IgnoredFolderStore } from '../timelapses/ignored-folder-store.ts';
import type { QueueStore } from '../timelapses/queue-store.ts';
import type { RemovalStore } from '../timelapses/removal-store.ts';
import { startsAt } from '../timelapses/quiet-period.ts';
import type { Cause } from '../shared/facts.ts';
import type { WireNotice } from '../shared/system.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import { applySnapshots, type CalmSnapshot, discover } from './apply-snapshots.ts';
import { FolderMemory } from './folder-memory.ts';
import type { ScannedFolder } from './scan-protocol.ts';
import type { ScanOutcome, SourceScanner } from './scan-source.ts';
import { followRenamed, splitFound } from './renamed-folders.ts';
import { groupUnused } from './group-unused.ts';
import type { ReadFolder, SourceVideos } from './source-videos.ts';
import { sourceNotices } from './source-notices.ts';
import type { SourceState } from './source-state.ts';

export const MAX_FOLDERS = 5000;

/** A single refusal of the system says nothing about the source folder. */
const MAX_MISSED = 3;
const RETRY_MS = 10_000;

export interface WatcherDeps {
  reads: TimelapseReads;
  folderStore: FolderStore;
  queueStore: QueueStore;
  ignored: IgnoredFolderStore;
  removals: RemovalStore;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  scanner: SourceScanner;
  videos: SourceVideos;
  /**
   * Length of a second between scans. It is also the minimum between them, since the second scan confirms the first.
   */
  times: { secondMs: number };
  logger: Logger;
}

export class Watcher {
  readonly #deps: WatcherDeps;
  readonly #memory = new FolderMemory();
  readonly #loop: PollLoop;
  #root: string | null = null;
  #source: SourceState = { state: 'unknown', why: null, leftOut: 0, skipped: [], unused: [] };
  /** Whether they are new is only known at the end of the scan. */
  #perhapsRenamed: CalmSnapshot[] = [];
  /** Folders deleted during the current scan, which may have seen them before. */
  readonly #removed = new Set<string>();
  #undo: (() => void)[] = [];
  #stopped = false;
  #missed = 0;

  constructor(deps: WatcherDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'a scan of the source folder failed'),
      retryMs: RETRY_MS,
    });
  }

  get source(): SourceState {
    return this.#source;
  }

  /** The source folder; null while it cannot be read, or is not to be. */
  get readableFolder(): string | null {
    return this.#source.state === 'ok' ? this.#deps.options.current.timelapse_source_folder : null;
  }

  get notices(): readonly WireNotice[] {
    return sourceNotices(this.#source, this.#deps.options.current.timelapse_source_folder);
  }

  start(): void {
    this.#stopped = false;
    const { emitter, options } = this.#deps;
    this.#undo = [
      options.onChange((next, before) => {
        const { timelapse_enabled: enabled, timelapse_source_folder: root } = next;
        // The current scan may hang on a share that is no longer needed.
        if (!enabled || root !== before.timelapse_source_folder) this.#deps.scanner.giveUp();
        this.#loop.wake();
      }),
      // Its folder is judged anew in the next scan.
      emitter.on('timelapse.deleted', ({ sourceFolder, sourceDeleted }) => {
        // A folder removed by the app is not missing, even if it was the last one.
        if (sourceDeleted) {
          this.#memory.forget(basename(sourceFolder));
          this.#removed.add(basename(sourceFolder));
        }
        this.#loop.wake();
      }),
      emitter.on('timelapse.frames_deleted', ({ sourceFolder }) => {
        this.#memory.forget(basename(sourceFolder));
        this.#loop.wake();
      }),
      emitter.on('timelapse.restored', ({ sourceFolder }) => {
        this.#memory.unsettle(basename(sourceFolder));
        this.#loop.wake();
      }),
      // Frames that arrived during the render were postponed.
      emitter.on('timelapse.discovered', ({ sourceFolder }) => this.#memory.unsettle(basename(sourceFolder))),
      emitter.on('timelapse.completed', ({ sourceFolder }) => this.#memory.unsettle(basename(sourceFolder))),
      emitter.on('timelapse.failed', ({ sourceFolder }) => this.#memory.unsettle(basename(sourceFolder))),
    ];
    this.#loop.start();
  }

  scanNow(): void {
    this.#loop.wake();
  }

  /** Resolves when the results are applied and due timelapses are started. */
  scan(): Promise<void> {
    const over = this.#loop.nextPass();
    this.#loop.wake();
    return over;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const undo of this.#undo.splice(0)) undo();
    this.#deps.scanner.stop();
    await this.#loop.stop();
  }

  /** @returns milliseconds until the next pass */
  async #pass(): Promise<number> {
    const { options, clock, times } = this.#deps;
    const {
      timelapse_enabled: enabled,
      timelapse_source_folder: root,
      timelapse_scan_interval,
    } = options.current;
    const intervalMs = timelapse_scan_interval * times.secondMs;
    if (!enabled) {
      this.#setSource({ state: 'off', why: null, leftOut: 0, skipped: [], unused: [] });
      return intervalMs;
    }
    if (root !== this.#root) await this.#enterRoot(root);
    await this.#capTimes();
    const due = await this.#dueFolders();
    const reachable = await this.#scan(root, due);
    if (!reachable || !this.#isWanted(root)) return intervalMs;
    await this.#startDue();
    const next = await this.#nextDueAt();
    const untilDue = next === null ? intervalMs : Math.max(times.secondMs, next - clock.now());
    return Math.min(intervalMs, untilDue);
  }

  async #enterRoot(root: string): Promise<void> {
    await this.#memory.load(root, this.#deps.reads.foldersBelow(root), this.#deps.clock.now());
    this.#root = root;
  }

  async #capTimes(): Promise<void> {
    const { folderStore, emitter, clock } = this.#deps;
    for (const capped of await folderStore.capTimes(clock.now())) emitter.emit('timelapse.updated', capped);
  }

  async #scan(root: string, due: ReadonlySet<string>): Promise<boolean> {
    const { scanner, clock, logger, videos } = this.#deps;
    this.#forgetRenamed();
    this.#removed.clear();
    const unsettled = new Set([...due, ...videos.unsettledFolders]);
    const request = { root, known: this.#memory.request(clock.now(), unsettled), maxFolders: MAX_FOLDERS };
    const read: ReadFolder[] = [];
    // Partial results are applied in order while the scan continues.
    let applied = Promise.resolve();
    const outcome = await scanner.scan(request, (folders) => {
      read.push(...videosIn(root, folders));
      applied = applied.then(() => this.#takeIn(folders.filter(({ name }) => !this.#removed.has(name))));
      // Handled by the await below; until then it must not count as unhandled.
      applied.catch(() => {});
    });
    await applied;
    // An aborted scan says nothing about the source.
    if (this.#stopped || !this.#isWanted(root)) return false;
    if (outcome.kind === 'missed') logger.warn({ folder: root, reason: outcome.message }, 'a scan failed');
    this.#missed = outcome.kind === 'missed' ? this.#missed + 1 : 0;
    if (this.#missed > 0 && this.#missed < MAX_MISSED) return false;
    const problem = await this.#problemOf(root, outcome);
    if (problem !== null) {
      if (this.#source.state !== 'unreachable')
        logger.warn({ folder: root, reason: problem.reason }, 'the source folder is unreachable');
      this.#setSource({ ...this.#source, state: 'unreachable', why: problem });
      return false;
    }
    if (outcome.kind !== 'done') return true;
    await this.#afterScan(root, outcome);
    await videos.takeIn([...read, { path: root, videos: outcome.videos }]);
    return true;
  }

  /** The options may have changed in the meantime. */
  #isWanted(root: string): boolean {
    const { timelapse_enabled: enabled, timelapse_source_folder: wanted } = this.#deps.options.current;
    return enabled && wanted === root;
  }

  /** An empty root that had folders is a share that is not mounted, not a user who deleted everything. */
  async #problemOf(root: string, outcome: ScanOutcome): Promise<Cause | null> {
    if (outcome.kind !== 'done') return { cause: outcome.code, reason: outcome.message };
    if (outcome.names.length > 0 || !this.#memory.hadFolders) return null;
    const missing = () => this.#memory.missingFrom([]).map((name) => join(root, name));
    // Folders being removed by the app are not missing.
    const leaving = await this.#deps.removals.findFolders(missing());
    const isGone = missing().some((folder) => !leaving.has(folder));
    return isGone ? { cause: 'emptied', reason: 'it is empty but used to contain folders' } : null;
  }

  async #afterScan(root: string, outcome: ScanOutcome & { kind: 'done' }): Promise<void> {
    await this.#followRenamed(new Set(outcome.names));
    for (const name of this.#memory.missingFrom(outcome.names)) {
      await this.#markMissing(join(root, name));
      this.#memory.markMissing(name);
    }
    this.#memory.markScanned();
    const { leftOut, skipped, loose, misnamed, names } = outcome;
    const found = [
      ...loose.map((name) => ({ name, reason: 'loose' as const })),
      ...misnamed.map((name) => ({ name, reason: 'names' as const })),
    ];
    const unused = groupUnused([...found, ...this.#memory.unused(names)]);
    this.#setSource({ state: 'ok', why: null, leftOut, skipped, unused });
  }

  async #followRenamed(present: ReadonlySet<string>): Promise<void> {
    const snapshots = this.#perhapsRenamed;
    if (snapshots.length === 0) return;
    for (const name of await followRenamed(snapshots, present, this.#deps)) this.#memory.forget(name);
    // Renamed folders have their timelapse now and are treated like any other.
    const { found, undecided } = await applySnapshots(snapshots, this.#deps);
    await discover(found, this.#deps);
    for (const name of undecided) this.#memory.unsettle(name);
    this.#perhapsRenamed = [];
  }

  /** Unfinished decisions are repeated in the next scan. */
  #forgetRenamed(): void {
    for (const { snapshot } of this.#perhapsRenamed) this.#memory.unsettle(snapshot.folderName);
    this.#perhapsRenamed = [];
  }

  async #takeIn(folders: readonly ScannedFolder[]): Promise<void> {
    await this.#orAgain(
      folders.map(({ name }) => name),
      () => this.#apply(folders),
    );
  }

  /** Otherwise folders that could not be written would count as known and never be added. */
  async #orAgain(names: readonly string[], write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      for (const name of names) this.#memory.unsettle(name);
      throw error;
    }
  }

  async #apply(folders: readonly ScannedFolder[]): Promise<void> {
    const { clock, logger } = this.#deps;
    const now = clock.now();
    const snapshots = [];
    for (const scanned of folders) {
      const wasReadable = !this.#memory.isUnreadable(scanned.name);
      const remembered = this.#memory.remember(scanned, now);
      if (scanned.state === 'seen') snapshots.push({ ...scanned, ...remembered });
      if (scanned.state === 'empty') await this.#markMissing(join(this.#root ?? '', scanned.name));
      if (scanned.state === 'unreadable' && wasReadable) {
        logger.warn({ folder: scanned.name, reason: scanned.message }, 'an image folder cannot be read');
      }
    }
    const { found, undecided } = await applySnapshots(snapshots, this.#deps);
    const left = found.filter(({ snapshot }) => !this.#removed.has(snapshot.folderName));
    const { fresh, perhapsRenamed } = await splitFound(left, this.#deps.reads);
    this.#perhapsRenamed.push(...perhapsRenamed);
    await discover(fresh, this.#deps);
    for (const name of undecided) this.#memory.unsettle(name);
  }

  async #markMissing(sourceFolder: string): Promise<void> {
    const { reads, folderStore, emitter, clock } = this.#deps;
    const [timelapse] = await reads.findCurrent([sourceFolder]);
    if (!timelapse || timelapse.sourceMissing || timelapse.status === 'processing') return;
    const changed = await folderStore.setSourceMissing(timelapse.id, true, clock.now());
    if (changed) emitter.emit('timelapse.updated', changed);
  }

  /** Their quiet period is over; they are checked thoroughly before the start. */
  async #dueFolders(): Promise<Set<string>> {
    const due = await this.#waiting((at) => at <= this.#deps.clock.now());
    return new Set(due.map(({ folderName }) => folderName));
  }

  async #startDue(): Promise<void> {
    const { queueStore, emitter, clock, logger } = this.#deps;
    const due = await this.#waiting((at, timelapse) => at <= clock.now() && timelapse.confirmedAt !== null);
    for (const { id, folderName } of due) {
      const queued = await queueStore.enqueue(id, ['discovered'], 'watcher', clock.now());
      if (!queued) continue;
      logger.info({ id, folder: folderName }, 'quiet period over, added to the queue');
      emitter.emit('timelapse.pending', queued);
    }
  }

  async #nextDueAt(): Promise<number | null> {
    const waiting = await this.#waiting(() => true);
    const times = waiting.map((timelapse) => startsAt(timelapse, this.#deps.options.current) ?? Infinity);
    return times.length === 0 ? null : Math.min(...times);
  }

  async #waiting(test: (at: number, timelapse: Timelapse) => boolean): Promise<Timelapse[]> {
    const { reads, options } = this.#deps;
    if (options.current.timelapse_auto_process_timeout === 0) return [];
    const discovered = await reads.listWaiting(options.current.min_frames);
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
      before.skipped.join('/') === next.skipped.join('/') &&
      JSON.stringify(before.unused) === JSON.stringify(next.unused);
    if (!same) this.#deps.emitter.emit('system.changed', {});
  }
}

function videosIn(root: string, folders: readonly ScannedFolder[]): ReadFolder[] {
  return folders.flatMap((folder) =>
    'videos' in folder && folder.videos ? [{ path: join(root, folder.name), videos: folder.videos }] : [],
  );
}
