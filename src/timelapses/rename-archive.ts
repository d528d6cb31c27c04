import type { Knex } from 'knex';
import type { RemovalRow, TrashRow } from '../db/rows.ts';
import type { TimelapseFile } from './timelapse.ts';
import type { TrashedFile } from './trash-store.ts';
import { packRecord, unpackRecord } from './whole-record.ts';

interface Renaming {
  before: string;
  folder: string;
}

/** In a transaction: whatever is known to be in an archive is in its other folder now, also what was deleted. */
export async function renameArchive(trx: Knex, renaming: Renaming): Promise<void> {
  const { before, folder } = renaming;
  await trx.raw(
    `UPDATE timelapse_files SET path = :folder || substr(path, :length),
                                archived = json_set(archived, '$.folder', :folder)
     WHERE archived IS NOT NULL AND json_extract(archived, '$.folder') = :before`,
    { folder, before, length: before.length + 1 },
  );
  await renameRemovals(trx, renaming);
  await renameTrash(trx, renaming);
}

async function renameRemovals(trx: Knex, renaming: Renaming): Promise<void> {
  const { before, folder } = renaming;
  for (const { id, files } of (await naming(trx, 'removals', before)) as RemovalRow[]) {
    const renamed = (JSON.parse(files) as TimelapseFile[]).map((file) => {
      const { archived, path } = file;
      if (archived?.folder !== before) return file;
      return { ...file, path: moved(path, renaming), archived: { ...archived, folder } };
    });
    await trx('removals')
      .where({ id })
      .update({ files: JSON.stringify(renamed) });
  }
}

async function renameTrash(trx: Knex, renaming: Renaming): Promise<void> {
  for (const { id, files } of (await naming(trx, 'trash', renaming.before)) as TrashRow[]) {
    const renamed = (JSON.parse(files) as TrashedFile[]).map(({ from, to, back, ...file }) => ({
      ...file,
      from: moved(from, renaming),
      to: moved(to, renaming),
      ...(back === undefined ? {} : { back: moved(back, renaming) }),
    }));
    await trx('trash')
      .where({ id })
      .update({ files: JSON.stringify(renamed) });
    const [packed] = (await trx('trash_records').where({ id })) as { record: Buffer }[];
    if (!packed) continue;
    const record = [...(await unpackRecord(packed.record))].map(
      ([table, rows]) => [table, rows.map((row) => movedRow(row, renaming))] as const,
    );
    await trx('trash_records')
      .where({ id })
      .update({ record: await packRecord(new Map(record)) });
  }
}

/** Those whose files may be in the folder. */
function naming(trx: Knex, table: string, folder: string): Knex.QueryBuilder {
  return trx(table).whereRaw('instr(files, ?) > 0', [JSON.stringify(`${folder}/`).slice(1, -1)]);
}

function movedRow(row: Record<string, unknown>, renaming: Renaming): Record<string, unknown> {
  const { path, archived } = row;
  if (typeof path !== 'string') return row;
  const there = typeof archived === 'string' ? (JSON.parse(archived) as { folder: string }) : null;
  const isThere = there?.folder === renaming.before;
  return {
    ...row,
    path: moved(path, renaming),
    ...(isThere ? { archived: JSON.stringify({ ...there, folder: renaming.folder }) } : {}),
  };
}

function moved(path: string, { before, folder }: Renaming): string {
  return path.startsWith(`${before}/`) ? folder + path.slice(before.length) : path;
}
