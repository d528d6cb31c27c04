import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';

const ROWS_PER_INSERT = 100;

/**
 * Hard links to one small video and poster. Their frames count as missing, so that no scan finds changes.
 *
 * @param folder for the files
 */
export async function linkVideos(db: Knex, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const [video, poster] = [join(folder, 'all.mp4'), join(folder, 'all.jpg')];
  draw(['-t', '2', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'], video);
  draw(['-frames:v', '1'], poster);
  await db('timelapses').update({ source_missing: 1 });
  const rows = await db('timelapse_files').where({ kind: 'video' });
  const linked = rows.flatMap(({ timelapse_id, created_at }) => [
    { timelapse_id, kind: 'video', path: link(video, `${timelapse_id}.mp4`), size_bytes: 1, created_at },
    { timelapse_id, kind: 'poster', path: link(poster, `${timelapse_id}.jpg`), size_bytes: 1, created_at },
  ]);
  await db('timelapse_files').delete();
  for (let first = 0; first < linked.length; first += ROWS_PER_INSERT) {
    await db('timelapse_files').insert(linked.slice(first, first + ROWS_PER_INSERT));
  }

  function link(file: string, name: string): string {
    const path = join(folder, name);
    linkSync(file, path);
    return path;
  }
}

function draw(args: readonly string[], path: string): void {
  const input = ['-f', 'lavfi', '-i', 'testsrc=size=640x360:rate=25'];
  const result = spawnSync('ffmpeg', ['-v', 'error', '-y', ...input, ...args, path], { stdio: 'inherit' });
  if (result.status !== 0) throw new Error(`ffmpeg could not draw ${path}.`);
}
