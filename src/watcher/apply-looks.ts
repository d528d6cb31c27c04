import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import type { IgnoredFolder, IgnoredFolderStore } from '../timelapses/ignored-folder-store.ts';
import type { FolderLook, Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { decideFolderChange, sameLook } from './folder-change.ts';
import { areFramesGone } from './frames-gone.ts';

export interface ApplyParts {
  store: TimelapseStore;
  ignored: IgnoredFolderStore;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
}

/** A look, and whether the folder has been left alone for a while. */
export interface CalmLook {
  look: FolderLook;
  calm: boolean;
}

/**
 * Takes in what was seen of some folders: finds, refreshes and restarts timelapses.
 *
 * @returns names of folders that must be looked at again because nothing could be decided yet
 */
export async function applyLooks(looks: readonly CalmLook[], parts: ApplyParts): Promise<string[]> {
  if (looks.length === 0) return [];
  const folders = looks.map(({ look }) => look.sourceFolder);
  const known = new Map((await parts.store.findCurrent(folders)).map((each) => [each.sourceFolder, each]));
  const ignored = new Map((await parts.ignored.find(folders)).map((each) => [each.look.sourceFolder, each]));
  const found: CalmLook[] = [];
  const undecided: string[] = [];
  for (const each of looks) {
    const timelapse = known.get(each.look.sourceFolder);
    const outcome = await applyLook(each, timelapse, ignored.get(each.look.sourceFolder), parts);
    if (outcome === 'found') found.push(each);
    if (outcome === 'wait') undecided.push(each.look.folderName);
  }
  await discover(found, parts);
  return undecided;
}

async function discover(
  found: readonly CalmLook[],
  { store, emitter, clock, logger }: ApplyParts,
): Promise<void> {
  if (found.length === 0) return;
  const now = clock.now();
  const rows = found.map(({ look, calm }) => ({ look, confirmedAt: calm ? now : null }));
  for (const timelapse of await store.insertDiscovered(rows, now)) {
    logger.info(
      { id: timelapse.id, folder: timelapse.folderName, frames: timelapse.fingerprint.count },
      'discovered',
    );
    emitter.emit('timelapse.discovered', timelapse);
  }
}

async function applyLook(
  { look, calm }: CalmLook,
  known: Timelapse | undefined,
  ignored: IgnoredFolder | undefined,
  parts: ApplyParts,
): Promise<'found' | 'wait' | 'done'> {
  const { store, emitter, clock } = parts;
  const now = clock.now();
  // Only a change can mean that the frames known before are gone.
  const framesGone =
    known !== undefined && !sameLook(look, known) && (await areFramesGone(look.sourceFolder, known.sample));
  const change = decideFolderChange(look, known, ignored, framesGone);
  switch (change) {
    case 'discover':
      return 'found';
    case 'back_with_new_frames':
      if (ignored) await parts.ignored.remove(ignored.id);
      return 'found';
    case 'ignored_changed':
      if (ignored) await parts.ignored.updateLook(ignored.id, look);
      return 'done';
    case 'ignored':
      return 'done';
    case 'wait':
      return 'wait';
    case 'unchanged':
      if (known && known.confirmedAt === null) await store.confirm([known.id], now);
      return 'done';
    case 'new_print':
      if (known) announce(await store.supersede(known.id, now), emitter);
      return 'found';
    case 'refresh':
    case 'recognised':
    case 'frames_added':
      if (known) await refresh(look, calm, known, change, parts);
      return 'done';
  }
}

async function refresh(
  look: FolderLook,
  calm: boolean,
  known: Timelapse,
  change: 'refresh' | 'recognised' | 'frames_added',
  { store, emitter, clock, logger }: ApplyParts,
): Promise<void> {
  const now = clock.now();
  // The deadline counts from when the newest frame was first seen, however often it is looked at again.
  const sameNewest = look.fingerprint.newestAt === known.fingerprint.newestAt;
  const lastFrameAt = sameNewest ? known.lastFrameAt : Math.min(look.fingerprint.newestAt, now);
  const stillGrowing = !sameLook(look, known) && !calm;
  const confirmedAt = stillGrowing ? null : (known.confirmedAt ?? now);
  const isRendered = change === 'recognised';
  const saved = await store.saveLook(known.id, look, { lastFrameAt, confirmedAt, now, isRendered });
  if (change !== 'frames_added') {
    announce(saved, emitter);
    return;
  }
  const again = await store.rediscover(known.id, ['completed', 'failed'], now);
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
