import type { Knex } from 'knex';

/** How much space videos and frames took on each day, for saying when the disk will be full. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('storage_samples', (table) => {
    table.text('day').primary();
    table.bigInteger('taken_at').notNullable();
    table.bigInteger('used_bytes').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('storage_samples');
}
