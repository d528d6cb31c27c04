import type { Knex } from 'knex';

/** Timelapses that were videos from the beginning, and which videos of the source folder have been looked at. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    table.text('origin').notNullable().defaultTo('frames');
  });
  await knex.schema.createTable('source_videos', (table) => {
    table.text('path').notNullable();
    // Size and samples; also of files that are gone, so that none is brought in twice.
    table.text('content').notNullable().index();
    table.bigInteger('size_bytes').notNullable();
    table.bigInteger('modified_at').notNullable();
    // Null = a video of the app itself. Without a reference: it outlives its timelapse.
    table.text('timelapse_id');
    table.primary(['path', 'content']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('source_videos');
  await knex.schema.alterTable('timelapses', (table) => {
    table.dropColumn('origin');
  });
}
