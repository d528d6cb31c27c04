import type { Knex } from 'knex';

/** Tombstones: image folders whose timelapse was deleted while its frames remained. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('ignored_folders', (table) => {
    // The id of the deleted timelapse: restoring brings it back under the same id.
    table.text('id').primary();
    table.text('source_folder').notNullable().unique();
    table.text('folder_name').notNullable();
    // The image folder as last seen, as JSON.
    table.text('look').notNullable();
    table.text('title');
    table.text('notes');
    table.boolean('pinned').notNullable();
    table.bigInteger('discovered_at').notNullable();
    table.bigInteger('created_at').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('ignored_folders');
}
