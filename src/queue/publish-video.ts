import { basename, dirname, join } from 'node:path';
import type { Logger } from '../lib/logger.ts';
import { makePoster } from '../media/poster.ts';
import type { Timelapse, TimelapseFile } from '../timelapses/timelapse.ts';
import type { RenderResult } from '../timelapses/timelapse-store.ts';
import {
  chooseTarget,
  type Move,
  moveIntoPlace,
  type OwnFile,
  removeQuietly,
  sizeOf,
} from './move-into-place.ts';

/**
 * Everything needed to put a good video in place. It is written down before the first file is moved, so that a
 * restart in between finishes the move instead of rendering again.
 */
export interface PublishPlan {
  moves: Move[];
  /** What the row gets when all files are in place; without the files. */
  result: Omit<RenderResult, 'files'>;
  /** Earlier videos of this timelapse in other places: they leave when the new one is in place. */
  obsolete: OwnFile[];
}

/** Files of this timelapse that the new video does not replace by name, though it does by meaning. */
export function obsoleteFiles(timelapse: Timelapse, moves: readonly Move[]): OwnFile[] {
  const targets = new Set(moves.map((move) => move.target));
  return timelapse.files.filter(
    ({ kind, path }) => (kind === 'video' || kind === 'copy') && !targets.has(path),
  );
}

/**
 * Moves a good video to its place and makes its poster; also finishes what a crash interrupted. Each step can be
 * repeated.
 *
 * @param save writes the plan down; called before the first move and whenever a name had to be changed
 * @throws the system's error when a file cannot be moved
 */
export async function publishVideo(
  timelapseId: string,
  plan: PublishPlan,
  parts: { dataDir: string; logger: Logger; save: (plan: PublishPlan) => Promise<void> },
): Promise<RenderResult> {
  let current = plan;
  await parts.save(current);
  for (const [index, move] of plan.moves.entries()) {
    let placed = move;
    while (!(await moveIntoPlace(placed))) {
      // Someone took the name between choosing and moving.
      const next = await chooseTarget(dirname(placed.target), basename(placed.target), undefined);
      placed = { ...placed, ...next };
      current = { ...current, moves: current.moves.with(index, placed) };
      await parts.save(current);
    }
  }
  const files: TimelapseFile[] = current.moves.map(({ kind, target, sizeBytes }) => ({
    kind,
    path: target,
    sizeBytes,
  }));
  const poster = await makePoster(files[0]!.path, join(parts.dataDir, 'posters', `${timelapseId}.jpg`));
  if (poster.poster) files.push(poster.poster);
  else parts.logger.warn({ id: timelapseId, reason: poster.reason }, 'no poster could be made');
  return { ...current.result, files };
}

/** Removes earlier videos in other places, unless someone has put another file there since. */
export async function removeObsolete(obsolete: readonly OwnFile[]): Promise<void> {
  for (const { path, sizeBytes } of obsolete) {
    if ((await sizeOf(path).catch(() => null)) === sizeBytes) await removeQuietly(path);
  }
}
