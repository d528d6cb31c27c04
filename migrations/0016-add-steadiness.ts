import type { Knex } from 'knex';

/** How many pictures were chosen for a steady video, and how much less moves for it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    table.integer('frames_chosen');
    table.double('movement_before');
    table.double('movement_after');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    table.dropColumns('frames_chosen', 'movement_before', 'movement_after');
  });
}
