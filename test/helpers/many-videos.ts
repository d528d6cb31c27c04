import { randomUUID } from 'node:crypto';
import { copyFile, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/open.ts';
import type { FrameListRow, TimelapseFileRow } from '../../src/db/rows.ts';
import type { TimelapseRow } from '../../src/timelapses/timelapse-columns.ts';
import type { TestFolders } from './start-app.ts';
import { startWithVideo } from './with-video.ts';

/** As if they were large. */
export const VIDEO_BYTES = 10_000_000;

/** What a video of the library is to be like; the rest is as it was made. */
export interface VideoShape {
  ageDays?: number;
  pinned?: boolean;
  result?: 'completed' | 'failed' | 'cancelled';
  row?: Partial<TimelapseRow>;
}

/**
 * A stopped app with so many videos, each with frames of its own: one is made, the others are copies of it.
 *
 * @returns their ids, in the order of the shapes; the folders are called `Print 0` and so on
 */
export async function makeLibrary(
  shapes: readonly VideoShape[],
): Promise<{ folders: TestFolders; ids: string[] }> {
  const { app, done } = await startWithVideo('Made');
  await app.stop();
  const { folders } = app;
  const { db } = await openDatabase(folders.data, Date.now());
  const [made] = (await db('timelapses')) as [TimelapseRow];
  const files = (await db('timelapse_files')) as TimelapseFileRow[];
  const marks = (await db('frame_lists')) as FrameListRow[];
  const video = files.find(({ kind }) => kind === 'video')!;
  const ids = shapes.map(() => randomUUID());
  for (const [index, { ageDays = 0, pinned = false, result, row = {} }] of shapes.entries()) {
    const id = ids[index]!;
    const name = `Print ${index}`;
    const folder = join(folders.source, name);
    await cp(done.source_folder, folder, { recursive: true, preserveTimestamps: true });
    await copyFile(video.path, join(folders.output, `${name}.mp4`));
    const at = Date.now() - ageDays * 86_400_000;
    const job = result && { id: randomUUID(), status: result };
    if (job) await db('print_jobs').insert(jobRow(job, at));
    const copy = {
      ...made,
      ...{ id, folder_name: name, source_folder: folder, search_text: name.toLowerCase() },
      ...{ processing_completed_at: at, created_at: at, pinned: pinned ? 1 : 0, job_id: job?.id ?? null },
      // Each has its own first picture, so that none is taken for another that was renamed.
      first_frame: null,
      ...row,
    };
    await db('timelapses').insert(copy);
    const path = join(folders.output, `${name}.mp4`);
    await db('timelapse_files').insert({ ...video, timelapse_id: id, path, size_bytes: VIDEO_BYTES });
    await db('frame_lists').insert(marks.map((list) => ({ ...list, timelapse_id: id })));
  }
  await db('timelapses').where({ id: made.id }).delete();
  await rm(video.path);
  await rm(done.source_folder, { recursive: true });
  await db.destroy();
  return { folders, ids };
}

function jobRow({ id, status }: { id: string; status: string }, at: number) {
  return {
    ...{ id, status, source: 'test', external_id: id, name: id, printer: null, file_name: null },
    ...{ started_at: at, ended_at: at, happened_at: at, created_at: at, updated_at: at },
    ...{ name_key: id, file_key: '', search_text: id },
  };
}
