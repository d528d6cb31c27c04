import type { Knex } from 'knex';

/** Captures of prints, and how the pictures of each printer are taken. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('captures', (table) => {
    table.text('printer_key');
    table.text('printer_name');
    // Id of the print at its source.
    table.text('print_id');
    table.bigInteger('print_started_at');
  });
  await knex.raw('CREATE INDEX captures_of_prints ON captures (print_id) WHERE print_id IS NOT NULL');
  await knex.schema.createTable('printer_options', (table) => {
    table.text('printer_key').primary();
    // JSON: only what was set.
    table.text('options').notNullable();
    table.bigInteger('updated_at').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('printer_options');
  await knex.raw('DROP INDEX captures_of_prints');
  await knex.schema.alterTable('captures', (table) => {
    table.dropColumns('printer_key', 'printer_name', 'print_id', 'print_started_at');
  });
}
