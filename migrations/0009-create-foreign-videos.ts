import type { Knex } from 'knex';

/** Videos in the output folder that were found not to be ours, so that each is asked only once. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('foreign_videos', (table) => {
    table.text('path').primary();
    // Another size or file time is another video.
    table.bigInteger('size_bytes').notNullable();
    table.bigInteger('modified_at').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('foreign_videos');
}
