import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import { framesAdded } from '../timelapses/fingerprint.ts';
import { type FrameMarks, marksOf } from '../timelapses/frame-marks.ts';
import type { FolderStore } from '../timelapses/folder-store.ts';
import type { IgnoredFolder, IgnoredFolderStore } from '../timelapses/ignored-folder-store.ts';
import type { RemovalStore } from '../timelapses/removal-store.ts';
import { areAllGone } from '../timelapses/lost-frames.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { QueueStore } from '../timelapses/queue-store.ts';
import { arrivalOf, type Discovery } from './arrival.ts';
import { decideFolderChange, isSameSnapshot } from './folder-change.ts';
import { changeOfFrames, type FrameChange, isAsRendered } from './frame-change.ts';

export interface ApplyDeps {
  reads: TimelapseReads;
  folderStore: FolderStore;
  queueStore: QueueStore;
  ignored: IgnoredFolderStore;
  removals: RemovalStore;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
}

export interface CalmSnapshot extends Discovery {
  calm: boolean;
  frames: FrameMarks;
}

/** @returns folders without a timelapse, and names that must be scanned again because nothing could be decided yet */
export async function applySnapshots(
  snapshots: readonly CalmSnapshot[],
  deps: ApplyDeps,
): Promise<{ found: CalmSnapshot[]; undecided: string[] }> {
  if (snapshots.length === 0) return { found: [], undecided: [] };
  const folders = snapshots.map(({ snapshot }) => snapshot.sourceFolder);
  const known = new Map((await deps.reads.findCurrent(folders)).map((each) => [each.sourceFolder, each]));
  const ignored = new Map(
    (await deps.ignored.find(folders)).map((each) => [each.snapshot.sourceFolder, each]),
  );
  const leaving = await deps.removals.findFolders(folders);
  const found: CalmSnapshot[] = [];
  const undecided: string[] = [];
  for (const each of snapshots) {
    // A folder that is being removed is no new print.
    if (leaving.has(each.snapshot.sourceFolder)) {
      undecided.push(each.snapshot.folderName);
      continue;
    }
    const timelapse = known.get(each.snapshot.sourceFolder);
    const outcome = await applySnapshot(each, timelapse, ignored.get(each.snapshot.sourceFolder), deps);
    if (outcome === 'found') found.push(each);
    if (outcome === 'wait') undecided.push(each.snapshot.folderName);
  }
  return { found, undecided };
}

export async function discover(
  found: readonly CalmSnapshot[],
  { folderStore, emitter, options, clock, logger }: ApplyDeps,
): Promise<void> {
  if (found.length === 0) return;
  const now = clock.now();
  const quietMs = options.current.timelapse_auto_process_timeout * 1000;
  const rows = found.map((each) => ({
    snapshot: each.snapshot,
    frames: each.frames,
    confirmedAt: each.calm ? now : null,
    arrivedAt: arrivalOf(each, quietMs, now),
  }));
  for (const timelapse of await folderStore.insertDiscovered(rows, now)) {
    logger.info(
      { id: timelapse.id, folder: timelapse.folderName, frames: timelapse.fingerprint.count },
      'discovered',
    );
    emitter.emit('timelapse.discovered', timelapse);
  }
}

async function applySnapshot(
  seen: CalmSnapshot,
  known: Timelapse | undefined,
  ignored: IgnoredFolder | undefined,
  deps: ApplyDeps,
): Promise<'found' | 'wait' | 'done'> {
  const { reads, folderStore, clock } = deps;
  const now = clock.now();
  const { snapshot } = seen;
  const change = decideFolderChange(snapshot, known, ignored, await frameChange(seen, known, ignored, reads));
  switch (change) {
    case 'discover':
      return 'found';
    case 'back_with_new_frames':
      if (ignored) await deps.ignored.remove(ignored.id);
      return 'found';
    case 'ignored_changed':
      if (ignored) await deps.ignored.updateSnapshot(ignored.id, snapshot);
      return 'done';
    case 'ignored':
      return 'done';
    case 'wait':
      return 'wait';
    case 'unchanged':
      if (!known) return 'done';
      if (known.confirmedAt === null) await folderStore.confirm([known.id], now);
      await folderStore.keepFrames(known.id, seen.frames, isAsRendered(snapshot, known));
      return 'done';
    case 'new_print':
      return known && (await supersede(known, deps)) ? 'found' : 'wait';
    case 'refresh':
    case 'recognised':
    case 'frames_added':
      if (known) await refresh(seen, known, change, deps);
      return 'done';
  }
}

async function frameChange(
  { snapshot, frames }: CalmSnapshot,
  known: Timelapse | undefined,
  ignored: IgnoredFolder | undefined,
  reads: TimelapseReads,
): Promise<FrameChange> {
  if (!known)
    return { added: !!ignored && areAllGone(marksOf(ignored.snapshot.sample), frames), lost: false };
  if (isSameSnapshot(snapshot, known) && isAsRendered(snapshot, known)) return { added: false, lost: false };
  return changeOfFrames(snapshot, frames, known, await reads.renderedFrames(known));
}

/** Only the video is kept. @returns false when it has just started rendering */
async function supersede(known: Timelapse, { folderStore, emitter, clock }: ApplyDeps): Promise<boolean> {
  const superseded = await folderStore.supersede(known.id, clock.now());
  announce(superseded, emitter);
  return superseded !== null;
}

async function refresh(
  { snapshot, frames, calm }: CalmSnapshot,
  known: Timelapse,
  change: 'refresh' | 'recognised' | 'frames_added',
  { folderStore, queueStore, emitter, clock, logger }: ApplyDeps,
): Promise<void> {
  const now = clock.now();
  // A time in the future counts as when it was first seen, in later scans too.
  const sameNewest = snapshot.fingerprint.newestAt === known.fingerprint.newestAt;
  const lastFrameAt = sameNewest ? known.lastFrameAt : Math.min(snapshot.fingerprint.newestAt, now);
  const isGrowing = snapshot.newestName === known.newestName && snapshot.newestSize !== known.newestSize;
  const arrived =
    change !== 'recognised' && (isGrowing || framesAdded(known.fingerprint, snapshot.fingerprint));
  const arrivedAt = arrived ? now : known.arrivedAt;
  const stillGrowing = !isSameSnapshot(snapshot, known) && !calm;
  const confirmedAt = stillGrowing ? null : (known.confirmedAt ?? now);
  const isRendered = change === 'recognised';
  const saved = await folderStore.saveSnapshot(known.id, snapshot, {
    frames,
    lastFrameAt,
    arrivedAt,
    confirmedAt,
    now,
    isRendered,
  });
  if (change !== 'frames_added') {
    announce(saved, emitter);
    return;
  }
  const again = await queueStore.rediscover(known.id, ['completed', 'failed'], now);
  if (!again) return;
  logger.info(
    { id: again.id, folder: again.folderName, frames: again.fingerprint.count },
    'frames were added',
  );
  emitter.emit('timelapse.discovered', again);
}

function announce(timelapse: Timelapse | null, emitter: Emitter<TimelapseEvents>): void {
  if (timelapse) emitter.emit('timelapse.updated', timelapse);
}
