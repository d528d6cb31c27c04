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
    // When it began, or else ended or was written down: the order of the list, and where matching looks.
    table.bigInteger('happened_at').notNullable();
    // Name and file without case, accents and separators; and all texts folded, for a search.
    table.text('name_key').notNullable();
    table.text('file_key').notNullable();
    table.text('search_text').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.unique(['source', 'external_id']);
    table.index(['happened_at', 'id']);
    table.index(['name_key', 'happened_at', 'id']);
    table.index(['file_key', 'happened_at', 'id']);
    table.index(['printer']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('print_jobs');
}
