import type { Knex } from 'knex';

/** What the user has taught by linking and unlinking. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('link_lessons', (table) => {
    // Core of the folder's name.
    table.text('pattern').notNullable();
    // Key of the print's name; '' = any print of the printer.
    table.text('job_key').notNullable();
    // Key of the printer's name; '' = unknown.
    table.text('printer_key').notNullable();
    table.boolean('belongs').notNullable();
    table.integer('taught_at').notNullable();
    table.primary(['pattern', 'job_key', 'printer_key']);
  });
  await knex.schema.createTable('refused_links', (table) => {
    table.text('timelapse_id').notNullable().references('id').inTable('timelapses').onDelete('CASCADE');
    table.text('job_id').notNullable().references('id').inTable('print_jobs').onDelete('CASCADE');
    table.primary(['timelapse_id', 'job_id']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('refused_links');
  await knex.schema.dropTable('link_lessons');
}
