import type { Knex } from 'knex';

/** Facts that Home Assistant has not heard yet, in the order in which they became true. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('outbox', (table) => {
    // Never given twice, so that a number seen once stands for one fact for ever.
    table.increments('seq');
    table.text('event_id').notNullable();
    table.text('event').notNullable();
    // The timelapse as it was at that moment, as JSON.
    table.text('fact').notNullable();
    table.bigInteger('happened_at').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('outbox');
}
