import type { Knex } from 'knex';

/** The frames that could be deleted since a finished video stands for them, by their size. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `CREATE INDEX timelapses_reclaimable ON timelapses (frames_bytes, id)
     WHERE status = 'completed' AND video_exists = 1 AND source_missing = 0 AND frames_bytes > 0`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX timelapses_reclaimable');
}
