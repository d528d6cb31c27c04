import type { Knex } from 'knex';

/** Every file a timelapse owns, so that it can leave with it: video, copy, poster, preview, log. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('timelapse_files', (table) => {
    table.text('timelapse_id').notNullable().references('id').inTable('timelapses').onDelete('CASCADE');
    table.text('kind').notNullable();
    table.text('path').notNullable().unique();
    table.bigInteger('size_bytes').notNullable();
    table.bigInteger('created_at').notNullable();
    table.primary(['timelapse_id', 'kind']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('timelapse_files');
}
