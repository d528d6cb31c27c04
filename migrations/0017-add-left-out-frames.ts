import type { Knex } from 'knex';

/** How many pictures were left out automatically, and whether they are more than go without a word. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    table.integer('frames_left_out');
    table.boolean('many_left_out').notNullable().defaultTo(0);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    table.dropColumns('frames_left_out', 'many_left_out');
  });
}
