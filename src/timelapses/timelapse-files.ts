import type { Knex } from 'knex';
import type { TimelapseFileRow } from '../db/rows.ts';
import { FILES, TABLE } from './load-timelapses.ts';
import { putRemoval } from './removal-store.ts';
import type { TimelapseFile } from './timelapse.ts';
import { toFile } from './timelapse-row.ts';

/** Replaces its file of the same kind. */
export async function putFile(db: Knex, id: string, file: TimelapseFile, now: number): Promise<void> {
  await takePath(db, id, file.path, now);
  await db(FILES)
    .insert({
      timelapse_id: id,
      kind: file.kind,
      path: file.path,
      size_bytes: file.sizeBytes,
      archived: file.archived ? JSON.stringify(file.archived) : null,
      created_at: now,
    })
    .onConflict(['timelapse_id', 'kind'])
    .merge();
}

/** Earlier videos in an archive, which may be away: they are removed as soon as that is possible. @param kept stay */
export async function removeArchived(db: Knex, id: string, kept: readonly TimelapseFile[]): Promise<void> {
  const rows = (await db(FILES).where({ timelapse_id: id }).whereNotNull('archived')) as TimelapseFileRow[];
  const files = rows.map(toFile).filter(({ path }) => !kept.some((each) => each.path === path));
  if (files.length > 0) await putRemoval(db, { files, frames: null });
}

/** A path belongs to one timelapse; an earlier owner loses it. */
async function takePath(db: Knex, id: string, path: string, now: number): Promise<void> {
  const [lost] = (await db(FILES).where({ path })) as TimelapseFileRow[];
  if (!lost) return;
  await db(FILES).where({ path }).delete();
  if (lost.timelapse_id === id || lost.kind !== 'video') return;
  await db(TABLE).where({ id: lost.timelapse_id }).update({ video_exists: 0, updated_at: now });
}
