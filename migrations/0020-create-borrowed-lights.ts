import type { Knex } from 'knex';

/** Lights that were switched on for pictures, and what they were before: put back even after a crash. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('borrowed_lights', (table) => {
    table.text('entity').primary();
    // JSON: state, brightness and colour.
    table.text('before').notNullable();
    table.bigInteger('borrowed_at').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('borrowed_lights');
}
