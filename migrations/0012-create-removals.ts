import type { Knex } from 'knex';

/** Files of deleted timelapses that are still to be removed: written with the deletion, gone when they are. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('removals', (table) => {
    table.increments('id');
    // JSON list of kind, path and size.
    table.text('files').notNullable();
    // Set when the frames go too: their folder, and the file time of the newest one.
    table.text('source_folder');
    table.bigInteger('frames_until');
    table.index(['source_folder']);
  });
  // A restore that was cut off in an earlier version left both.
  await knex.raw(
    'DELETE FROM ignored_folders WHERE source_folder IN (SELECT source_folder FROM timelapses WHERE superseded = 0)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('removals');
}
