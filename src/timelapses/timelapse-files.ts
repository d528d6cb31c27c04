import type { Knex } from 'knex';
import type { TimelapseFileRow } from '../db/rows.ts';
import { FILES, TABLE } from './load-timelapses.ts';
import type { TimelapseFile } from './timelapse.ts';

/** Replaces its file of the same kind. */
export async function putFile(db: Knex, id: string, file: TimelapseFile, now: number): Promise<void> {
  await takePath(db, id, file.path, now);
  await db(FILES)
    .insert({
      timelapse_id: id,
      kind: file.kind,
      path: file.path,
      size_bytes: file.sizeBytes,
      created_at: now,
    })
    .onConflict(['timelapse_id', 'kind'])
    .merge();
}

/** A path belongs to one timelapse; an earlier owner loses it. */
async function takePath(db: Knex, id: string, path: string, now: number): Promise<void> {
  const [lost] = (await db(FILES).where({ path })) as TimelapseFileRow[];
  if (!lost) return;
  await db(FILES).where({ path }).delete();
  if (lost.timelapse_id === id || lost.kind !== 'video') return;
  await db(TABLE).where({ id: lost.timelapse_id }).update({ video_exists: 0, updated_at: now });
}
