import type { Knex } from 'knex';

/** A crash may come between putting a light back and forgetting it: it is then not taken for somebody else's doing. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('borrowed_lights', (table) => {
    table.boolean('is_returning').notNullable().defaultTo(false);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('borrowed_lights', (table) => {
    table.dropColumn('is_returning');
  });
}
