import type { Knex } from 'knex';

/** How a borrowed light was left by the app, to notice when somebody else changes it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('borrowed_lights', (table) => {
    // JSON like "before"; null = not read yet.
    table.text('as_switched');
    // Somebody else has changed it: it is neither switched nor put back anymore.
    table.boolean('is_taken_over').notNullable().defaultTo(false);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('borrowed_lights', (table) => {
    table.dropColumn('as_switched');
    table.dropColumn('is_taken_over');
  });
}
