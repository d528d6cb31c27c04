import type { Knex } from 'knex';

/** Videos of deleted timelapses that can still be restored, and everything that was known of them. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('trash', (table) => {
    // That of the timelapse.
    table.text('id').primary();
    table.text('title').notNullable();
    table.text('folder_name').notNullable();
    table.text('source_folder').notNullable();
    table.text('printer');
    table.text('job_name');
    table.double('video_duration');
    table.integer('image_count').notNullable();
    // Of all its files.
    table.bigInteger('bytes').notNullable();
    // JSON list: kind, size, where each was, where it is, and where it is being put back to.
    table.text('files').notNullable();
    table.text('state').notNullable().checkIn(['moving', 'kept', 'restoring']);
    // To be removed for good, which nothing takes back.
    table.boolean('leaving').notNullable().defaultTo(false);
    table.bigInteger('trashed_at').notNullable();
    table.index(['leaving', 'trashed_at', 'id']);
    table.index(['leaving', 'bytes']);
  });
  // What a start has to finish; it never looks at the others.
  await knex.raw(
    "CREATE INDEX trash_unfinished ON trash (trashed_at, id) WHERE (state <> 'kept' OR leaving = 1)",
  );
  // Apart, so that the list stays quick to read.
  await knex.schema.createTable('trash_records', (table) => {
    table.text('id').primary().references('id').inTable('trash').onDelete('CASCADE');
    table.binary('record').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('trash_records');
  await knex.schema.dropTable('trash');
}
