import type { Knex } from 'knex';

/** Print jobs known from Home Assistant, a Printernizer server or the API. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('print_jobs', (table) => {
    table.text('id').primary();
    table.text('source').notNullable();
    table.text('external_id');
    table.text('name').notNullable();
    table.text('file_name');
    table.text('printer');
    table.text('status').notNullable();
    table.bigInteger('started_at');
    table.bigInteger('ended_at');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.unique(['source', 'external_id']);
    table.index(['started_at']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('print_jobs');
}
