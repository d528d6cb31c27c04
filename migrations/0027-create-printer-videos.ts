import type { Knex } from 'knex';

/** Videos that printers made themselves and that were brought into the source folder. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('printer_videos', (table) => {
    // The printer's own name for it, and its size: a file that was not whole comes once more.
    table.text('remote_path').notNullable();
    table.integer('size_bytes').notNullable();
    table.text('file_path').notNullable();
    // Null = not sure.
    table.text('job_id').references('id').inTable('print_jobs').onDelete('SET NULL');
    // Milliseconds since 1970; null = under way.
    table.integer('fetched_at');
    table.boolean('linked').notNullable().defaultTo(false);
    table.primary(['remote_path', 'size_bytes']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('printer_videos');
}
