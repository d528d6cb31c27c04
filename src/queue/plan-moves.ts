import { dirname } from 'node:path';
import type { Files } from '../lib/files.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { chooseTarget, type Move, type OwnFile, sizeOf } from './move-into-place.ts';
import { type OutputPlan, partialPath } from './output-plan.ts';

export async function planMoves(
  files: Files,
  plan: OutputPlan,
  runId: string,
  timelapse: Timelapse,
): Promise<Move[]> {
  const moves: Move[] = [];
  for (const [kind, folder] of [['video', plan.folder] as const, ['copy', plan.copyFolder] as const]) {
    if (folder === null) continue;
    const partial = partialPath(folder, runId);
    const target = await chooseTarget(files, folder, plan.fileName, ownFileIn(folder, timelapse));
    moves.push({ kind, partial, ...target, sizeBytes: (await sizeOf(files, partial)) ?? 0 });
  }
  return moves;
}

/** Of any kind, since the strategy may have changed it. */
function ownFileIn(folder: string, { files }: Timelapse): OwnFile | undefined {
  return files.find(({ kind, path }) => (kind === 'video' || kind === 'copy') && dirname(path) === folder);
}

/** Earlier videos at paths that the new one does not overwrite. */
export function obsoleteFiles(
  timelapse: Pick<Timelapse, 'files'>,
  moves: readonly Pick<Move, 'target'>[],
): OwnFile[] {
  const targets = new Set(moves.map((move) => move.target));
  return timelapse.files.filter(
    ({ kind, path }) => ['video', 'copy', 'original'].includes(kind) && !targets.has(path),
  );
}
