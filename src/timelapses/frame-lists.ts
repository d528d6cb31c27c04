import type { Knex } from 'knex';
import type { FrameListRow } from '../db/rows.ts';
import type { FrameMarks } from './frame-marks.ts';

const TABLE = 'frame_lists';
/** SQLite takes at most 500 rows in one statement that may meet conflicts. */
const MAX_ROWS_PER_STATEMENT = 100;

/** `seen` by the last scan; taken by the last `attempt`; shown in the `video`. */
type Role = FrameListRow['role'];

/** Null = unknown. */
export interface RenderedFrames {
  attempt: FrameMarks | null;
  video: FrameMarks | null;
  /** Frames of earlier videos of the same folder, which are kept in any case. */
  kept: FrameMarks[];
}

export async function putSeen(db: Knex, id: string, frames: FrameMarks): Promise<void> {
  await putOne(db, { timelapse_id: id, role: 'seen', frames }, 'DO UPDATE SET frames = excluded.frames');
}

export async function putAllSeen(
  db: Knex,
  seen: readonly { id: string; frames: FrameMarks }[],
): Promise<void> {
  if (seen.length === 0) return;
  await put(
    db,
    seen.map(({ id, frames }) => ({ timelapse_id: id, role: 'seen', frames })),
  );
}

/** For timelapses of earlier versions of the app. */
export async function putIfUnknown(
  db: Knex,
  id: string,
  roles: readonly Role[],
  frames: FrameMarks,
): Promise<void> {
  for (const role of roles) await putOne(db, { timelapse_id: id, role, frames }, 'DO NOTHING');
}

export async function putAttempt(db: Knex, id: string, frames: FrameMarks): Promise<void> {
  await put(db, [{ timelapse_id: id, role: 'attempt', frames }]);
}

export function takeForRender(trx: Knex, id: string): Promise<void> {
  return copy(trx, id, 'seen', 'attempt');
}

export function takeForVideo(trx: Knex, id: string): Promise<void> {
  return copy(trx, id, 'attempt', 'video');
}

export async function readSeen(db: Knex, id: string): Promise<FrameMarks | null> {
  const [list] = (await db(TABLE).where({ timelapse_id: id, role: 'seen' })) as FrameListRow[];
  return list?.frames ?? null;
}

export async function readRendered(
  db: Knex,
  { id, sourceFolder }: { id: string; sourceFolder: string },
): Promise<RenderedFrames> {
  const own = (await db(TABLE).where({ timelapse_id: id })) as FrameListRow[];
  const kept = (await db(TABLE)
    .join('timelapses', 'timelapses.id', `${TABLE}.timelapse_id`)
    .where({ source_folder: sourceFolder, superseded: 1, video_exists: 1, role: 'video' })
    .pluck('frames')) as FrameMarks[];
  const of = (role: Role) => own.find((list) => list.role === role)?.frames ?? null;
  return { attempt: of('attempt'), video: of('video'), kept };
}

/** Does nothing when the timelapse has just been deleted. */
async function putOne(
  db: Knex,
  { timelapse_id, role, frames }: FrameListRow,
  whenThere: string,
): Promise<void> {
  await db.raw(
    `INSERT INTO ${TABLE} (timelapse_id, role, frames) SELECT id, ?, ? FROM timelapses WHERE id = ?
     ON CONFLICT (timelapse_id, role) ${whenThere}`,
    [role, frames, timelapse_id],
  );
}

async function put(db: Knex, rows: readonly FrameListRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += MAX_ROWS_PER_STATEMENT) {
    const part = rows.slice(start, start + MAX_ROWS_PER_STATEMENT);
    await db(TABLE).insert(part).onConflict(['timelapse_id', 'role']).merge();
  }
}

/** An unknown list makes the copy unknown too. */
async function copy(trx: Knex, id: string, from: Role, to: Role): Promise<void> {
  await trx(TABLE).where({ timelapse_id: id, role: to }).delete();
  await trx.raw(
    `INSERT INTO ${TABLE} (timelapse_id, role, frames)
     SELECT timelapse_id, ?, frames FROM ${TABLE} WHERE timelapse_id = ? AND role = ?`,
    [to, id, from],
  );
}
