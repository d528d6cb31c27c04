import type { Knex } from 'knex';

/** Tombstones: image folders whose timelapse was deleted while its frames remained. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('ignored_folders', (table) => {
    table.text('id').primary();
    table.text('source_folder').notNullable().unique();
    table.text('folder_name').notNullable();
    table.integer('frame_count').notNullable();
    table.bigInteger('frames_newest_at').notNullable();
    table.text('frames_last_name').notNullable();
    table.bigInteger('frames_bytes').notNullable();
    table.text('title');
    table.bigInteger('created_at').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('ignored_folders');
}
