import type { Knex } from 'knex';

/** When frames last arrived, by our own clock: the file times of copies and of other machines say something else. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    table.bigInteger('arrived_at').notNullable().defaultTo(0);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    table.dropColumn('arrived_at');
  });
}
