import type { Knex } from 'knex';

/** Videos in a second folder, and what is still to go there or to come back. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    // archiving, archived or returning; null = in its usual place.
    table.text('archive_state');
    // Milliseconds since 1970; null = nothing is asked for.
    table.integer('archive_asked_at');
  });
  await knex.raw(
    'CREATE INDEX timelapses_archive_asked ON timelapses (archive_asked_at, id) WHERE archive_asked_at IS NOT NULL',
  );
  await knex.schema.alterTable('timelapse_files', (table) => {
    // JSON: the archive's folder, where the file was before, and its SHA-256. Null = not in an archive.
    table.text('archived');
  });
  await knex.raw(
    "CREATE INDEX timelapse_files_archived ON timelapse_files (json_extract(archived, '$.folder')) WHERE archived IS NOT NULL",
  );
  await knex.schema.createTable('archives', (table) => {
    table.text('folder').primary();
    // What its hidden file says: an empty folder in place of a disk has none.
    table.text('mark').notNullable();
    table.integer('created_at').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('archives');
  await knex.raw('DROP INDEX timelapse_files_archived');
  await knex.schema.alterTable('timelapse_files', (table) => {
    table.dropColumn('archived');
  });
  await knex.raw('DROP INDEX timelapses_archive_asked');
  await knex.schema.alterTable('timelapses', (table) => {
    table.dropColumn('archive_state');
    table.dropColumn('archive_asked_at');
  });
}
