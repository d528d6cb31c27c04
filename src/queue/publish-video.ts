import { basename, dirname, join } from 'node:path';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import { makePoster } from '../media/poster.ts';
import type { TimelapseFile } from '../timelapses/timelapse.ts';
import type { RenderResult } from '../timelapses/render-result.ts';
import {
  chooseTarget,
  type Move,
  moveIntoPlace,
  type OwnFile,
  removeQuietly,
  sizeOf,
} from './move-into-place.ts';

/** Names tried for one file: nobody takes so many in the moment between choosing and moving. */
const MAX_TRIES = 20;

/** Saved before the first file is moved, so that after a crash the move is finished instead of rendering again. */
export interface PublishPlan {
  moves: Move[];
  result: Omit<RenderResult, 'files'>;
  /** Its files that stay where they are; missing in plans from before there were any. */
  kept?: TimelapseFile[];
  /** Removed when the new video is in place. */
  obsolete: OwnFile[];
}

/**
 * Also finishes what a crash interrupted, so every step can be repeated.
 *
 * @param save saves the plan before the first move and after every change of a name
 * @throws the system's error when a file cannot be moved
 */
export async function publishVideo(
  timelapseId: string,
  plan: PublishPlan,
  deps: { files: Files; dataDir: string; logger: Logger; save: (plan: PublishPlan) => Promise<void> },
): Promise<RenderResult> {
  let current = plan;
  await deps.save(current);
  for (const [index, move] of plan.moves.entries()) {
    let placed = move;
    for (let tries = 1; !(await moveIntoPlace(deps.files, placed)); tries += 1) {
      if (tries >= MAX_TRIES) throw noName(placed.target);
      // Someone took the name between choosing and moving.
      const next = await chooseTarget(deps.files, dirname(placed.target), basename(placed.target), undefined);
      placed = { ...placed, ...next };
      current = { ...current, moves: current.moves.with(index, placed) };
      await deps.save(current);
    }
  }
  const files: TimelapseFile[] = current.moves.map(({ kind, target, sizeBytes }) => ({
    kind,
    path: target,
    sizeBytes,
  }));
  files.push(...(current.kept ?? []));
  const video = files.find(({ kind }) => kind === 'video')!;
  const poster = await makePoster(video.path, join(deps.dataDir, 'posters', `${timelapseId}.jpg`));
  if (poster.poster) files.push(poster.poster);
  else deps.logger.warn({ id: timelapseId, reason: poster.reason }, 'no poster could be made');
  return { ...current.result, files };
}

function noName(target: string): Error {
  return Object.assign(new Error(`all free names were taken in the meantime, most recently "${target}"`), {
    code: 'EEXIST',
  });
}

/** Unless another file has been put there since. */
export async function removeObsolete(files: Files, obsolete: readonly OwnFile[]): Promise<void> {
  for (const { path, sizeBytes } of obsolete) {
    if ((await sizeOf(files, path).catch(() => null)) === sizeBytes) await removeQuietly(files, path);
  }
}
